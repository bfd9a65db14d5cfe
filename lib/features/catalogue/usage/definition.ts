import { behaviours, companyActions } from '../../behaviours';
import type { CatalogueFeature, EventCondition, Measure, Window } from '../../types';

/** What the customer did; neither what was sent to them nor what only says who they are. */
const activity: EventCondition = { kinds: ['track', 'page', 'screen'], exceptNames: companyActions };

/** Inactivity after which a visit is over: GA4's default. */
const VISIT_GAP_MINUTES = 30;

function last(days: number): Window {
	return { fromDays: days, toDays: 0 };
}

/** A count over the last `days` days; nothing is zero. */
function countInLast(
	days: number,
	{ name, what, where }: { readonly name: string; readonly what: string; readonly where: EventCondition },
): CatalogueFeature {
	return counted(`${name}Last${days}Days`, `${what} in the last ${days} days`, {
		kind: 'count',
		where,
		window: last(days),
	});
}

function counted(name: string, label: string, value: Measure): CatalogueFeature {
	return { name, label, unit: 'count', missing: 'zero', value };
}

function sessionsInLast(days: number): CatalogueFeature {
	return counted(`sessionsLast${days}Days`, `sessions in the last ${days} days`, {
		kind: 'distinct',
		of: 'sessionId',
		where: activity,
		window: last(days),
	});
}

/** For senders without session ids. */
function visitsInLast(days: number): CatalogueFeature {
	return {
		...counted(`visitsLast${days}Days`, `visits in the last ${days} days`, {
			kind: 'sessions',
			gapMinutes: VISIT_GAP_MINUTES,
			where: activity,
			window: last(days),
		}),
		standsInFor: `sessionsLast${days}Days`,
	};
}

function activeDaysInLast(days: number): CatalogueFeature {
	return counted(`activeDaysLast${days}Days`, `days with activity among the last ${days}`, {
		kind: 'distinct',
		of: 'day',
		where: activity,
		window: last(days),
	});
}

export const usageFeatures: readonly CatalogueFeature[] = [
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
	...[7, 30, 90].map((days) => countInLast(days, { name: 'events', what: 'actions', where: activity })),
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
	...[30, 90].map(activeDaysInLast),
	...[30, 90].map(sessionsInLast),
	...[30, 90].map(visitsInLast),
	counted('eventNamesLast90Days', 'different things done in the last 90 days', {
		kind: 'distinct',
		of: 'name',
		where: activity,
		window: last(90),
	}),
	countInLast(30, { name: 'signIns', what: 'sign-ins', where: { names: behaviours.signIn } }),
	countInLast(30, { name: 'featureUses', what: 'uses of a feature', where: { names: behaviours.featureUse } }),
	counted('featuresUsedLast90Days', 'different features used in the last 90 days', {
		kind: 'distinct',
		of: { property: 'feature' },
		where: { names: behaviours.featureUse },
		window: last(90),
	}),
	countInLast(90, { name: 'searches', what: 'searches', where: { names: behaviours.search } }),
	countInLast(90, { name: 'exports', what: 'exports', where: { names: behaviours.export } }),
	countInLast(90, { name: 'errors', what: 'errors met', where: { names: behaviours.error } }),
];
