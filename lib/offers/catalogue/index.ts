import type { Offer, OfferAssumptions } from '../types';
import { earlyAccess } from './earlyAccess/offer';
import { freeShipping } from './freeShipping/offer';
import { noOffer } from './noOffer/offer';
import { winBack } from './winBack/offer';

/** What is offered until the owner writes offers of their own; works on the first run. */
export const defaultOffers: readonly Offer[] = [noOffer, winBack, freeShipping, earlyAccess];

/** Starting assumptions, for the owner to replace; a decision that used one says so. */
export const defaultAssumptions: OfferAssumptions = {
	grossMargin: 0.4,
	baseResponse: 0.05,
	orderValueCents: 5_000,
};

/** Column of the feature catalogue that says what an order of the customer is worth. */
export const defaultOrderValueFeature = 'averageOrderValueCents';
