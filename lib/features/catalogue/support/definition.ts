import type { CatalogueFeature, FeatureFamily, Vocabulary } from '../../types';

const window = { fromDays: 90, toDays: 0 };

/** What tickets and comments said, once Understand Support Text has read them. */
function textFeatures({ names }: Vocabulary): readonly CatalogueFeature[] {
	const where = { names: names.ticketUnderstood };
	const about = (column: string, topic: string, label: string): CatalogueFeature => ({
		name: `ticketsAbout${column}Last90Days`,
		label: `support messages about ${label} in the last 90 days`,
		unit: 'count',
		missing: 'zero',
		value: { kind: 'count', where: { ...where, property: { name: 'topic', equals: topic } }, window },
	});
	return [
		{
			name: 'ticketNegativeShareLast90Days',
			label: 'share of support messages in a negative mood in the last 90 days',
			unit: 'share',
			missing: 'unknown',
			value: { kind: 'mean', of: { property: 'negative' }, where, window },
		},
		{
			name: 'ticketSentimentMeanLast90Days',
			label: 'average mood of support messages in the last 90 days, -1 to 1',
			unit: 'score',
			missing: 'unknown',
			value: { kind: 'mean', of: { property: 'sentiment' }, where, window },
		},
		about('Billing', 'billing', 'billing'),
		about('Bugs', 'bug', 'bugs'),
		about('Cancellation', 'cancellation', 'cancellation'),
	];
}

/** How much help a customer needs, and how content they say they are. */
export const supportFeatures: FeatureFamily = (vocabulary) => [
	{
		name: 'ticketsLast90Days',
		label: 'support tickets and chats in the last 90 days',
		unit: 'count',
		missing: 'zero',
		value: { kind: 'count', where: { names: vocabulary.names.ticket }, window },
	},
	{
		name: 'daysSinceLastTicket',
		label: 'days since the last support ticket or chat',
		unit: 'days',
		missing: 'unknown',
		value: { kind: 'daysSinceLast', where: { names: vocabulary.names.ticket } },
	},
	{
		name: 'recommendationScoreLast',
		label: 'last answer to "would you recommend us", 0 to 10',
		unit: 'score',
		missing: 'unknown',
		value: { kind: 'last', of: { property: 'score' }, where: { names: vocabulary.names.survey } },
	},
	...textFeatures(vocabulary),
];
