import { DAY_MILLISECONDS, toIso } from '../../../core/clock';
import type { OfferGuard, PastOffer } from '../../types';

/** One offer per window: the longer of this offer's window and that of the one given before. */
export const frequencyWindow = {
	id: 'frequencyWindow',
	label: 'At most one offer per window',
	refuse: ({ offer }, { asOf, customer }) => {
		const within = (past: PastOffer): boolean =>
			asOf - past.decidedAt <
			Math.max(offer.perCustomerWindowDays, past.windowDays) * DAY_MILLISECONDS;
		const latest = customer.history
			.filter((past) => past.decidedAt <= asOf && within(past))
			.sort((left, right) => right.decidedAt - left.decidedAt)[0];
		if (latest === undefined) return undefined;
		const windowDays = Math.max(offer.perCustomerWindowDays, latest.windowDays);
		const day = toIso(latest.decidedAt).slice(0, 10);
		return `the customer got "${latest.offerId}" on ${day}, within its window of ${windowDays} days`;
	},
} satisfies OfferGuard;
