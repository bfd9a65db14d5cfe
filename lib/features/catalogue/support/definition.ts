import type { FeatureFamily } from '../../types';

/** How much help a customer needs, and how content they say they are. */
export const supportFeatures: FeatureFamily = ({ names }) => [
	{
		name: 'ticketsLast90Days',
		label: 'support tickets and chats in the last 90 days',
		unit: 'count',
		missing: 'zero',
		value: { kind: 'count', where: { names: names.ticket }, window: { fromDays: 90, toDays: 0 } },
	},
	{
		name: 'daysSinceLastTicket',
		label: 'days since the last support ticket or chat',
		unit: 'days',
		missing: 'unknown',
		value: { kind: 'daysSinceLast', where: { names: names.ticket } },
	},
	{
		name: 'recommendationScoreLast',
		label: 'last answer to "would you recommend us", 0 to 10',
		unit: 'score',
		missing: 'unknown',
		value: { kind: 'last', of: { property: 'score' }, where: { names: names.survey } },
	},
];
