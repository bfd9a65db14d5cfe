import type { CatalogueFeature, FeatureFamily } from '../../types';

type Named = Pick<CatalogueFeature, 'name' | 'label' | 'unit'>;

/** How regularly a customer buys and comes; not known before there are two days to measure between. */
export const rhythmFeatures: FeatureFamily = ({ purchase, activity }) => [
	unknownAtFirst(
		{ name: 'daysBetweenOrders', label: 'days from one day with an order to the next', unit: 'days' },
		{ kind: 'dayGap', statistic: 'mean', where: purchase },
	),
	unknownAtFirst(
		{
			name: 'orderGapDeviationDays',
			label: 'how much the days between orders vary (standard deviation)',
			unit: 'days',
		},
		{ kind: 'dayGap', statistic: 'deviation', where: purchase },
	),
	unknownAtFirst(
		{ name: 'orderOverdue', label: 'days since the last order, in usual gaps between orders', unit: 'number' },
		{
			kind: 'ratio',
			numerator: { kind: 'daysSinceLast', where: purchase },
			denominator: { kind: 'dayGap', statistic: 'mean', where: purchase },
		},
	),
	unknownAtFirst(
		{ name: 'longestSilenceDays', label: 'longest time between two days with activity', unit: 'days' },
		{ kind: 'dayGap', statistic: 'longest', where: activity },
	),
];

function unknownAtFirst(named: Named, value: CatalogueFeature['value']): CatalogueFeature {
	return { ...named, missing: 'unknown', value };
}
