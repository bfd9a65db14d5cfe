import type { CatalogueFeature, EventCondition, FeatureFamily } from '../../types';

/** When and where a customer is there; hours and days in UTC, the clock every event carries. */
export const timingFeatures: FeatureFamily = ({ activity, mobileDevices }) => {
	const shareOf = shareOfActions(activity);
	return [
		shareOf('eveningShare', 'share of actions from 18 to 24 o\'clock UTC', { hours: { from: 18, to: 24 } }),
		shareOf('nightShare', 'share of actions from 0 to 6 o\'clock UTC', { hours: { from: 0, to: 6 } }),
		shareOf('weekendShare', 'share of actions on Saturday and Sunday UTC', { weekend: true }),
		shareOf('mobileShare', 'share of actions on a phone or tablet', { devices: mobileDevices }),
	];
};

function shareOfActions(
	activity: EventCondition,
): (name: string, label: string, part: EventCondition) => CatalogueFeature {
	return (name, label, part) => ({
		name,
		label,
		unit: 'share',
		missing: 'unknown',
		value: {
			kind: 'ratio',
			numerator: { kind: 'count', where: { ...activity, ...part } },
			denominator: { kind: 'count', where: activity },
		},
	});
}
