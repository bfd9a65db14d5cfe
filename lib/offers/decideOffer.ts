import { seededRandom } from '../core/random';
import { chooseOffer } from './chooseOffer';
import { eligibleOffers } from './eligibleOffers';
import { explainDecision, explainNothing } from './explainDecision';
import type { PreparedRequest } from './prepareRequest';
import type { ConsideredOffer, OfferCustomer, OfferDecision } from './types';

export interface Decided {
	readonly decision: OfferDecision;
	/** What the decision promises at most; charged to the offer's budget. */
	readonly commitmentCents: number;
}

/** One decision for one customer: pure, and the same for the same request, customer and promises. */
export function decideOffer(
	request: PreparedRequest,
	customer: OfferCustomer,
	promisedCents: ReadonlyMap<string, number>,
): Decided {
	const { asOf, assumptions, chosenPolicy, exploration, seed } = request;
	const { eligible, rejected } = eligibleOffers(request.offers, customer, {
		asOf,
		assumptions,
		promisedCents,
	});
	const common = {
		decisionId: request.decisionId,
		customerId: request.customerId,
		campaign: request.campaign,
		occasion: request.occasion,
		asOf,
		rejected,
		policy: chosenPolicy.id,
		exploration,
		seed,
		state: request.dryRun ? 'dryRun' : 'recorded',
	} as const;
	if (eligible.length === 0) {
		const nothing = { offer: null, probability: 1, expectedMarginCents: null, considered: [] };
		return {
			decision: { ...common, ...nothing, reason: explainNothing(rejected) },
			commitmentCents: 0,
		};
	}
	const random = seededRandom(`${seed}/${request.decisionId}`);
	const choice = chooseOffer(chosenPolicy, { candidates: eligible, exploration }, random);
	const considered = eligible.map(({ offer, terms }, index): ConsideredOffer => ({
		offerId: offer.id,
		name: offer.name,
		probability: choice.probabilities[index],
		listPriceCents: terms.listPriceCents,
		priceCents: terms.priceCents,
		response: terms.response,
		expectedMarginCents: terms.expectedMarginCents,
	}));
	const chosen = { offer: eligible[choice.index].offer, considered: considered[choice.index] };
	return {
		decision: {
			...common,
			offer: chosen.offer,
			probability: chosen.considered.probability,
			expectedMarginCents: chosen.considered.expectedMarginCents,
			considered,
			reason: explainDecision({
				chosen,
				considered,
				rejected,
				customer,
				assumptions,
				score: request.responseScore,
			}),
		},
		commitmentCents: chosen.offer.kind === 'none' ? 0 : eligible[choice.index].terms.commitmentCents,
	};
}
