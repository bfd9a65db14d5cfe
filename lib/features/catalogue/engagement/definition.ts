import { behaviours } from '../../behaviours';
import type { CatalogueFeature, Window } from '../../types';

const lastQuarter: Window = { fromDays: 90, toDays: 0 };

/** Answers per message sent in the last 90 days; not known for a customer who was sent none. */
function rate(
	name: string,
	label: string,
	{ answered, sent }: { readonly answered: readonly string[]; readonly sent: readonly string[] },
): CatalogueFeature {
	return {
		name,
		label,
		unit: 'share',
		missing: 'unknown',
		value: {
			kind: 'ratio',
			numerator: { kind: 'count', where: { names: answered }, window: lastQuarter },
			denominator: { kind: 'count', where: { names: sent }, window: lastQuarter },
		},
	};
}

function countOf(name: string, label: string, names: readonly string[]): CatalogueFeature {
	return {
		name,
		label,
		unit: 'count',
		missing: 'zero',
		value: { kind: 'count', where: { names }, window: lastQuarter },
	};
}

export const engagementFeatures: readonly CatalogueFeature[] = [
	rate('emailOpenRateLast90Days', 'e-mails opened per e-mail sent in the last 90 days', {
		answered: behaviours.emailOpen,
		sent: behaviours.emailSent,
	}),
	rate('emailClickRateLast90Days', 'e-mails clicked per e-mail sent in the last 90 days', {
		answered: behaviours.emailClick,
		sent: behaviours.emailSent,
	}),
	rate('pushOpenRateLast90Days', 'push messages opened per push message sent in the last 90 days', {
		answered: behaviours.pushOpen,
		sent: behaviours.pushSent,
	}),
	countOf('inAppClicksLast90Days', 'in-app messages clicked in the last 90 days', behaviours.inAppClick),
	countOf('webinarsLast90Days', 'webinars attended in the last 90 days', behaviours.webinar),
	countOf('contentReadsLast90Days', 'articles read in the last 90 days', behaviours.content),
];
