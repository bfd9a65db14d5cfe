import { protectedTraitOf } from '../privacy/protectedTraits';
import { offerGuards } from './guards';
import { offerTerms } from './offerTerms';
import type { Candidate, Offer, OfferAssumptions, OfferCustomer, OfferSituation, RejectedOffer } from './types';

export interface EligibleOffers {
	readonly eligible: readonly Candidate[];
	readonly rejected: readonly RejectedOffer[];
}

/** What one customer may be offered now, and for each other offer the first reason why not. Pure. */
export function eligibleOffers(
	offers: readonly Offer[],
	customer: OfferCustomer,
	circumstances: {
		readonly asOf: number;
		readonly assumptions: OfferAssumptions;
		readonly promisedCents: ReadonlyMap<string, number>;
	},
): EligibleOffers {
	const { asOf, assumptions, promisedCents } = circumstances;
	const situation = { asOf, customer, promisedCents, protectedTraitOf };
	const eligible: Candidate[] = [];
	const rejected: RejectedOffer[] = [];
	for (const offer of offers) {
		const candidate = { offer, terms: offerTerms(offer, customer, assumptions) };
		const reason = refusal(candidate, situation);
		if (reason === undefined) eligible.push(candidate);
		else rejected.push({ offerId: offer.id, name: offer.name, reason });
	}
	return { eligible, rejected };
}

function refusal(candidate: Candidate, situation: OfferSituation): string | undefined {
	if (candidate.offer.kind === 'none') return undefined;
	for (const guard of offerGuards) {
		const reason = guard.refuse(candidate, situation);
		if (reason !== undefined) return reason;
	}
	return undefined;
}
