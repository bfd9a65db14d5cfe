import type { CatalogueFeature, EventCondition, FeatureFamily, Measure, Window } from '../../types';

/** Inactivity after which a visit is over: GA4's default. */
const VISIT_GAP_MINUTES = 30;

/** What a visit is like, and whether visits become more; for senders with and without session ids. */
export const visitFeatures: FeatureFamily = ({ activity }) => [
	{
		name: 'minutesPerVisitLast90Days',
		label: 'minutes a visit lasts, from first to last action, in the last 90 days',
		unit: 'number',
		missing: 'unknown',
		value: {
			kind: 'sessionMinutes',
			gapMinutes: VISIT_GAP_MINUTES,
			where: activity,
			window: last(90),
		},
	},
	ratio(
		{ name: 'actionsPerVisitLast90Days', label: 'actions per visit in the last 90 days' },
		{ kind: 'count', where: activity, window: last(90) },
		visits(activity, last(90)),
	),
	ratio(
		{ name: 'visitTrend30Days', label: 'visits of the last 30 days against the 30 days before' },
		visits(activity, last(30)),
		visits(activity, { fromDays: 60, toDays: 30 }),
	),
	ratio(
		{ name: 'activeDayTrend30Days', label: 'active days of the last 30 against the 30 days before' },
		{ kind: 'distinct', of: 'day', where: activity, window: last(30) },
		{ kind: 'distinct', of: 'day', where: activity, window: { fromDays: 60, toDays: 30 } },
	),
];

function last(days: number): Window {
	return { fromDays: days, toDays: 0 };
}

function visits(where: EventCondition, window: Window): Measure {
	return { kind: 'sessions', gapMinutes: VISIT_GAP_MINUTES, where, window };
}

/** Not known for a customer without a visit in the days it is measured against. */
function ratio(
	named: Pick<CatalogueFeature, 'name' | 'label'>,
	numerator: Measure,
	denominator: Measure,
): CatalogueFeature {
	return { ...named, unit: 'number', missing: 'unknown', value: { kind: 'ratio', numerator, denominator } };
}
