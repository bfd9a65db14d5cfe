import type { CatalogueFeature, FeatureFamily, Measure, Vocabulary } from '../../types';

/** Inactivity after which a visit is over: GA4's default. */
const VISIT_GAP_MINUTES = 30;

/** How a customer came: all there is to say about a new one. Later events do not change it. */
export const signUpFeatures: FeatureFamily = (vocabulary) => {
	const { activity, purchase, mobileDevices } = vocabulary;
	return [
		yesOrNo('firstDeviceMobile', 'whether the first action was on a phone or tablet', {
			kind: 'firstContains',
			of: 'device',
			texts: mobileDevices,
			where: activity,
		}),
		...referrerFeatures(vocabulary),
		{
			...firstSession(vocabulary, 'events'),
			name: 'firstSessionActions',
			label: 'actions of the first visit',
		},
		{
			...firstSession(vocabulary, 'minutes'),
			name: 'firstSessionMinutes',
			label: 'minutes of the first visit, from first to last action',
		},
		{
			name: 'daysToFirstOrder',
			label: 'days from the first action to the first order',
			unit: 'days',
			missing: 'unknown',
			value: {
				kind: 'difference',
				of: { kind: 'daysSinceFirst', where: activity },
				minus: { kind: 'daysSinceFirst', where: purchase },
			},
		},
	];
};

function referrerFeatures({ names, referrers }: Vocabulary): readonly CatalogueFeature[] {
	const cameFrom = (texts: readonly string[]): Measure => ({
		kind: 'firstContains',
		of: { property: 'referrer' },
		texts,
		where: { names: names.arrival },
	});
	return [
		yesOrNo('cameFromSearch', 'whether a search engine led here at sign-up', cameFrom(referrers.search)),
		yesOrNo('cameFromSocial', 'whether a social network led here at sign-up', cameFrom(referrers.social)),
		yesOrNo('cameFromPerson', 'whether somebody else led here at sign-up', cameFrom(referrers.person)),
	];
}

/** 1 or 0; not known where the first event does not say. */
function yesOrNo(name: string, label: string, value: Measure): CatalogueFeature {
	return { name, label, unit: 'share', missing: 'unknown', value };
}

function firstSession(
	{ activity }: Vocabulary,
	of: 'events' | 'minutes',
): Pick<CatalogueFeature, 'unit' | 'missing' | 'value'> {
	return {
		unit: of === 'events' ? 'count' : 'number',
		missing: 'unknown',
		value: { kind: 'firstSession', of, gapMinutes: VISIT_GAP_MINUTES, where: activity },
	};
}
