import { behaviours } from '../../behaviours';
import type { CatalogueFeature } from '../../types';

export const supportFeatures: readonly CatalogueFeature[] = [
	{
		name: 'ticketsLast90Days',
		label: 'support tickets and chats in the last 90 days',
		unit: 'count',
		missing: 'zero',
		value: {
			kind: 'count',
			where: { names: behaviours.ticket },
			window: { fromDays: 90, toDays: 0 },
		},
	},
	{
		name: 'daysSinceLastTicket',
		label: 'days since the last support ticket or chat',
		unit: 'days',
		missing: 'unknown',
		value: { kind: 'daysSinceLast', where: { names: behaviours.ticket } },
	},
	{
		name: 'recommendationScoreLast',
		label: 'last answer to "would you recommend us", 0 to 10',
		unit: 'score',
		missing: 'unknown',
		value: { kind: 'last', of: { property: 'score' }, where: { names: behaviours.survey } },
	},
];
