import type {
	CatalogueFeature,
	EventCondition,
	FeatureFamily,
	Measure,
	Vocabulary,
	Window,
} from '../../types';

type Named = Pick<CatalogueFeature, 'name' | 'label'>;

/** Inactivity after which a visit is over: GA4's default. */
const VISIT_GAP_MINUTES = 30;

/** How much, how often, how broadly and how lately a customer uses the product. */
export const usageFeatures: FeatureFamily = (vocabulary) => [
	...recencyFeatures(vocabulary),
	...[7, 30, 90].map((days) =>
		countInLast(days, { name: 'events', label: 'actions' }, vocabulary.activity),
	),
	...[30, 90].map((days) => activeDaysInLast(days, vocabulary.activity)),
	...[30, 90].map((days) => sessionsInLast(days, vocabulary.activity)),
	...[30, 90].map((days) => visitsInLast(days, vocabulary.activity)),
	counted(
		{ name: 'eventNamesLast90Days', label: 'different things done in the last 90 days' },
		{ kind: 'distinct', of: 'name', where: vocabulary.activity, window: last(90) },
	),
	...namedFeatures(vocabulary),
];

function recencyFeatures({ activity }: Vocabulary): readonly CatalogueFeature[] {
	return [
		{
			name: 'daysSinceLastActivity',
			label: 'days since the last activity',
			unit: 'days',
			missing: 'unknown',
			value: { kind: 'daysSinceLast', where: activity },
		},
		{
			name: 'tenureDays',
			label: 'days since the first activity',
			unit: 'days',
			missing: 'unknown',
			value: { kind: 'daysSinceFirst', where: activity },
		},
		{
			name: 'eventTrend30Days',
			label: 'actions of the last 30 days against the 30 days before',
			unit: 'number',
			missing: 'unknown',
			value: {
				kind: 'ratio',
				numerator: { kind: 'count', where: activity, window: last(30) },
				denominator: { kind: 'count', where: activity, window: { fromDays: 60, toDays: 30 } },
			},
		},
	];
}

function namedFeatures({ names }: Vocabulary): readonly CatalogueFeature[] {
	return [
		countInLast(30, { name: 'signIns', label: 'sign-ins' }, { names: names.signIn }),
		countInLast(30, { name: 'featureUses', label: 'uses of a feature' }, { names: names.featureUse }),
		counted(
			{ name: 'featuresUsedLast90Days', label: 'different features used in the last 90 days' },
			{
				kind: 'distinct',
				of: { property: 'feature' },
				where: { names: names.featureUse },
				window: last(90),
			},
		),
		countInLast(90, { name: 'searches', label: 'searches' }, { names: names.search }),
		countInLast(90, { name: 'exports', label: 'exports' }, { names: names.export }),
		countInLast(90, { name: 'errors', label: 'errors met' }, { names: names.error }),
	];
}

function last(days: number): Window {
	return { fromDays: days, toDays: 0 };
}

function counted(named: Named, value: Measure): CatalogueFeature {
	return { ...named, unit: 'count', missing: 'zero', value };
}

function countInLast(days: number, { name, label }: Named, where: EventCondition): CatalogueFeature {
	return counted(
		{ name: `${name}Last${days}Days`, label: `${label} in the last ${days} days` },
		{ kind: 'count', where, window: last(days) },
	);
}

function activeDaysInLast(days: number, where: EventCondition): CatalogueFeature {
	return counted(
		{ name: `activeDaysLast${days}Days`, label: `days with activity among the last ${days}` },
		{ kind: 'distinct', of: 'day', where, window: last(days) },
	);
}

function sessionsInLast(days: number, where: EventCondition): CatalogueFeature {
	return counted(
		{ name: `sessionsLast${days}Days`, label: `sessions in the last ${days} days` },
		{ kind: 'distinct', of: 'sessionId', where, window: last(days) },
	);
}

/** For senders without session ids. */
function visitsInLast(days: number, where: EventCondition): CatalogueFeature {
	const visits = counted(
		{ name: `visitsLast${days}Days`, label: `visits in the last ${days} days` },
		{ kind: 'sessions', gapMinutes: VISIT_GAP_MINUTES, where, window: last(days) },
	);
	return { ...visits, standsInFor: `sessionsLast${days}Days` };
}
