import type { CatalogueFeature, EventCondition, FeatureFamily, Measure, Window } from '../../types';

const lastQuarter: Window = { fromDays: 90, toDays: 0 };

/**
 * Where a customer looks and where a customer buys: much on the phone and few orders there beside many on the
 * computer is somebody who browses on one and converts on the other.
 */
export const deviceFeatures: FeatureFamily = ({ activity, purchase, mobileDevices, desktopDevices }) => [
	share(
		{ name: 'mobileOrderShare', label: 'share of orders placed on a phone or tablet' },
		orders({ ...purchase, devices: mobileDevices }),
		orders(purchase),
	),
	ordersPerDay('mobileOrdersPerDayLast90Days', 'orders on a phone or tablet per day active on one', {
		where: { ...purchase, devices: mobileDevices },
		active: { ...activity, devices: mobileDevices },
	}),
	ordersPerDay('desktopOrdersPerDayLast90Days', 'orders on a computer per day active on one', {
		where: { ...purchase, devices: desktopDevices },
		active: { ...activity, devices: desktopDevices },
	}),
	{
		name: 'platformsLast90Days',
		label: 'different platforms used in the last 90 days',
		unit: 'count',
		missing: 'zero',
		value: { kind: 'distinct', of: 'platform', where: activity, window: lastQuarter },
	},
];

function orders(where: EventCondition, window?: Window): Measure {
	return { kind: 'distinct', of: 'order', where, window };
}

/** Not known for a customer who never ordered. */
function share(
	named: Pick<CatalogueFeature, 'name' | 'label'>,
	numerator: Measure,
	denominator: Measure,
): CatalogueFeature {
	return { ...named, unit: 'share', missing: 'unknown', value: { kind: 'ratio', numerator, denominator } };
}

/** Not known for a customer who was not there on such a device. */
function ordersPerDay(
	name: string,
	label: string,
	{ where, active }: { readonly where: EventCondition; readonly active: EventCondition },
): CatalogueFeature {
	return {
		name,
		label: `${label}, in the last 90 days`,
		unit: 'number',
		missing: 'unknown',
		value: {
			kind: 'ratio',
			numerator: orders(where, lastQuarter),
			denominator: { kind: 'distinct', of: 'day', where: active, window: lastQuarter },
		},
	};
}
