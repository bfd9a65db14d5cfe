import type { CatalogueFeature, FeatureFamily, Window } from '../../types';

type Named = Pick<CatalogueFeature, 'name' | 'label'>;

const lastQuarter: Window = { fromDays: 90, toDays: 0 };

/** How a customer answers what is sent, channel by channel; opens and clicks by machines are no answers. */
export const engagementFeatures: FeatureFamily = ({ names }) => [
	rate(
		{ name: 'emailOpenRateLast90Days', label: 'e-mails opened per e-mail sent in the last 90 days' },
		{ answered: names.emailOpen, sent: names.emailSent },
	),
	rate(
		{ name: 'emailClickRateLast90Days', label: 'e-mails clicked per e-mail sent in the last 90 days' },
		{ answered: names.emailClick, sent: names.emailSent },
	),
	rate(
		{
			name: 'pushOpenRateLast90Days',
			label: 'push messages opened per push message sent in the last 90 days',
		},
		{ answered: names.pushOpen, sent: names.pushSent },
	),
	rate(
		{
			name: 'emailClickToOpenRateLast90Days',
			label: 'e-mails clicked per e-mail opened in the last 90 days',
		},
		{ answered: names.emailClick, sent: names.emailOpen },
	),
	rate(
		{
			name: 'inAppClickRateLast90Days',
			label: 'in-app messages clicked per message shown in the last 90 days',
		},
		{ answered: names.inAppClick, sent: names.inAppShown },
	),
	rate(
		{
			name: 'emailShareOfAnswersLast90Days',
			label: 'share of e-mail among the messages reacted to in the last 90 days',
		},
		{
			answered: names.emailClick,
			sent: [...names.emailClick, ...names.pushOpen, ...names.inAppClick],
		},
	),
	countOf({ name: 'socialSharesLast90Days', label: 'things shared in the last 90 days' }, names.socialShare),
	countOf({ name: 'reviewsLast90Days', label: 'reviews written in the last 90 days' }, names.review),
	countOf(
		{ name: 'inAppClicksLast90Days', label: 'in-app messages clicked in the last 90 days' },
		names.inAppClick,
	),
	countOf({ name: 'webinarsLast90Days', label: 'webinars attended in the last 90 days' }, names.webinar),
	countOf({ name: 'contentReadsLast90Days', label: 'articles read in the last 90 days' }, names.content),
];

/** Answers per message sent; not known for a customer who was sent none. */
function rate(
	named: Named,
	{ answered, sent }: { readonly answered: readonly string[]; readonly sent: readonly string[] },
): CatalogueFeature {
	return {
		...named,
		unit: 'share',
		missing: 'unknown',
		value: {
			kind: 'ratio',
			numerator: { kind: 'count', where: { names: answered }, window: lastQuarter },
			denominator: { kind: 'count', where: { names: sent }, window: lastQuarter },
		},
	};
}

function countOf(named: Named, names: readonly string[]): CatalogueFeature {
	return {
		...named,
		unit: 'count',
		missing: 'zero',
		value: { kind: 'count', where: { names }, window: lastQuarter },
	};
}
