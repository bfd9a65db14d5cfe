import type { CatalogueFeature, EventCondition, FeatureFamily, GroupSource, Window } from '../../types';

const lastHalfYear: Window = { fromDays: 180, toDays: 0 };

/** Fewer actions do not make a habit. */
const HABIT_EVENTS_MIN = 5;

/** Whether a customer keeps to one thing: 1 for always the same, near 0 for everything alike. */
export const preferenceFeatures: FeatureFamily = ({ names, purchase, activity }) => [
	favourite(
		{ name: 'favouriteCategoryShare', label: 'share of purchases from the favourite category' },
		{ kind: 'topShare', of: { property: 'category' }, where: purchase },
	),
	favourite(
		{ name: 'favouriteProductShare', label: 'share of purchases of the favourite product' },
		{ kind: 'topShare', of: 'productId', where: purchase },
	),
	favourite(
		{
			name: 'viewedCategoryShareLast180Days',
			label: 'share of product views in the favourite category in the last 180 days',
		},
		topShare({ property: 'category' }, { names: names.productView }),
	),
	favourite(
		{
			name: 'favouriteChannelShareLast180Days',
			label: 'share of actions through the favourite channel in the last 180 days',
		},
		topShare('channel', activity),
	),
	{
		name: 'preferredHour',
		label: 'hour of the day with most actions (0 to 23 UTC), from five actions on',
		unit: 'number',
		missing: 'unknown',
		value: { kind: 'topHour', eventsMin: HABIT_EVENTS_MIN, where: activity, window: lastHalfYear },
	},
];

function topShare(of: GroupSource, where: EventCondition): CatalogueFeature['value'] {
	return { kind: 'topShare', of, where, window: lastHalfYear };
}

/** Not known for a customer without such an event. */
function favourite(
	named: Pick<CatalogueFeature, 'name' | 'label'>,
	value: CatalogueFeature['value'],
): CatalogueFeature {
	return { ...named, unit: 'share', missing: 'unknown', value };
}
