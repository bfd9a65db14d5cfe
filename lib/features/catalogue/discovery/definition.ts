import type { FeatureFamily, GroupSource, Window } from '../../types';

const feature: GroupSource = { property: 'feature' };
const lastMonth: Window = { fromDays: 30, toDays: 0 };

/** Which of the product's functions a customer has found lately, and which are left aside. */
export const discoveryFeatures: FeatureFamily = ({ names }) => {
	const where = { names: names.featureUse };
	return [
		{
			name: 'featuresDiscoveredLast30Days',
			label: 'features used for the first time in the last 30 days',
			unit: 'count',
			missing: 'zero',
			value: { kind: 'newValues', of: feature, days: 30, where },
		},
		{
			name: 'featuresIgnoredLast30Days',
			label: 'features used before, but not in the last 30 days',
			unit: 'count',
			missing: 'zero',
			value: { kind: 'droppedValues', of: feature, days: 30, where },
		},
		{
			name: 'featuresKeptShareLast30Days',
			label: 'share of the features ever used that were used in the last 30 days',
			unit: 'share',
			missing: 'unknown',
			value: {
				kind: 'ratio',
				numerator: { kind: 'distinct', of: feature, where, window: lastMonth },
				denominator: { kind: 'distinct', of: feature, where },
			},
		},
		{
			name: 'favouriteFeatureShareLast90Days',
			label: 'share of feature uses that go to the favourite feature in the last 90 days',
			unit: 'share',
			missing: 'unknown',
			value: { kind: 'topShare', of: feature, where, window: { fromDays: 90, toDays: 0 } },
		},
	];
};
