import type { Offer, OfferAssumptions, OfferCustomer, OfferTerms } from './types';

/**
 * What an offer means for one customer: price, what it costs, and the margin to expect. Pure arithmetic over
 * the owner's statements and the customer's score; nothing here claims a measured effect.
 */
export function offerTerms(
	offer: Offer,
	customer: Pick<OfferCustomer, 'baseResponse' | 'orderValueCents'>,
	assumptions: OfferAssumptions,
): OfferTerms {
	const listPriceCents =
		offer.listPriceCents ?? customer.orderValueCents ?? assumptions.orderValueCents;
	const priceCents = offerPrice(offer, listPriceCents);
	const goodsCostCents =
		offer.goodsCostCents ?? Math.round(listPriceCents * (1 - assumptions.grossMargin));
	const marginCents = priceCents - goodsCostCents - offer.costCents;
	const response = responseWith(
		customer.baseResponse ?? assumptions.baseResponse,
		offer.expectedResponse.oddsRatio,
	);
	return {
		listPriceCents,
		priceCents,
		commitmentCents: Math.max(0, listPriceCents - priceCents) + offer.costCents,
		marginCents,
		marginShare: priceCents > 0 ? marginCents / priceCents : Number.NEGATIVE_INFINITY,
		response,
		expectedMarginCents: response * marginCents,
	};
}

function offerPrice(offer: Offer, listPriceCents: number): number {
	if (offer.priceCents !== undefined) return offer.priceCents;
	return listPriceCents - Math.round((listPriceCents * offer.discountPercent) / 100);
}

/** Probability after multiplying the odds; 0 and 1 stay what they are. */
export function responseWith(baseResponse: number, oddsRatio: number): number {
	const odds = baseResponse * oddsRatio;
	return odds / (1 - baseResponse + odds);
}
