import type { ConsentState } from '../privacy/types';

/** `none` is an offer like the others: saying nothing is a choice with an expected margin of its own. */
export const offerKinds = ['none', 'discount', 'bundle', 'gift'] as const;
export type OfferKind = (typeof offerKinds)[number];

/** Lowest and highest value that makes a customer eligible, both inclusive; a value not known is not eligible. */
export interface Range {
	readonly atLeast?: number;
	readonly atMost?: number;
}

/** Who may get an offer: every given part must hold. */
export interface Eligibility {
	/** Ids or names, in any case; the customer must be in one of them. */
	readonly segments?: readonly string[];
	/** Columns of the snapshot, features and scores alike, by name. */
	readonly values?: Readonly<Record<string, Range>>;
}

/**
 * What the owner expects an offer to do, stated and not measured: the odds of buying with the offer over those
 * without. 1 is no effect; 1.3 turns a rate of 10 % into 12.6 %. Odds, so that sure buyers gain little.
 */
export interface ExpectedResponse {
	readonly oddsRatio: number;
	/** Where the number comes from: "our spring test", "a guess". Shown with every decision. */
	readonly source: string;
}

/** An offer as data (table `offers`, or a node's field). Money is integer cents. */
export interface Offer {
	readonly id: string;
	readonly name: string;
	readonly kind: OfferKind;
	/** What a message may promise, in one phrase: "10 % off your next order". */
	readonly description: string;
	/** Off the list price, or off the whole order when there is none; 0 to 90. */
	readonly discountPercent: number;
	readonly code?: string;
	/** What using the offer costs besides the discount: the gift, the shipping. */
	readonly costCents: number;
	/** Price of the product or bundle without the offer; absent when the offer is on a whole order. */
	readonly listPriceCents?: number;
	/** Price with the offer, for a bundle; otherwise it follows from discountPercent. */
	readonly priceCents?: number;
	/** What the product itself costs; absent: the gross margin of the shop says. */
	readonly goodsCostCents?: number;
	/** Least share of the price that must remain after goods and costs, [0, 1). */
	readonly minimumMargin: number;
	readonly expectedResponse: ExpectedResponse;
	readonly eligible: Eligibility;
	/** Milliseconds UTC; from this instant. */
	readonly startsAt?: number;
	/** Milliseconds UTC; until before this instant. */
	readonly endsAt?: number;
	/** Most that may be promised in discounts and costs, over all customers. */
	readonly budgetCents?: number;
	/** Days after this offer in which the customer gets no other one, and before it in which none was given. */
	readonly perCustomerWindowDays: number;
}

/** What the owner states where data is silent. Every decision that used one says so. */
export interface OfferAssumptions {
	/** Share of the price that remains after the cost of the goods, [0, 1]. */
	readonly grossMargin: number;
	/** Probability of buying without any offer, for customers without a score, (0, 1). */
	readonly baseResponse: number;
	/** Value of an order of a customer whose own is not known. */
	readonly orderValueCents: number;
}

/** An offer that was decided before for the same customer. */
export interface PastOffer {
	readonly offerId: string;
	readonly decidedAt: number;
	readonly windowDays: number;
}

/** What a decision knows of a customer. */
export interface OfferCustomer {
	readonly customerId: string;
	/** Ids and names of the segments the customer is in. */
	readonly segments: readonly string[];
	/** Features and scores; null or absent when not known. */
	readonly values: Readonly<Record<string, number | null>>;
	/** Probability of buying without an offer, from a score; null when there is none. */
	readonly baseResponse: number | null;
	readonly orderValueCents: number | null;
	/** Consent to profiling. */
	readonly profiling: ConsentState;
	/** Offers given before, `none` left out. */
	readonly history: readonly PastOffer[];
}

/** What an offer means for one customer. */
export interface OfferTerms {
	/** What the customer would pay without the offer. */
	readonly listPriceCents: number;
	readonly priceCents: number;
	/** Discount and cost when the offer is used; what a budget is charged with. */
	readonly commitmentCents: number;
	/** What remains of the price after goods and costs. */
	readonly marginCents: number;
	/** marginCents over priceCents; minus infinity when the price is zero and costs remain. */
	readonly marginShare: number;
	/** Probability of buying with the offer. */
	readonly response: number;
	readonly expectedMarginCents: number;
}

export interface Candidate {
	readonly offer: Offer;
	readonly terms: OfferTerms;
}

/** What guards look at besides the candidate. */
export interface OfferSituation {
	readonly asOf: number;
	readonly customer: OfferCustomer;
	/** Cents promised so far by offer id. */
	readonly promisedCents: ReadonlyMap<string, number>;
	/** The protected trait a column name speaks of, if any. */
	readonly protectedTraitOf: (name: string) => string | undefined;
}

/** One reason for which an offer is kept from a customer. Never asked about `none`. */
export interface OfferGuard {
	readonly id: string;
	/** For people: "At most one offer per window". */
	readonly label: string;
	/** Why not, completing "rejected: …"; undefined when it may pass. */
	readonly refuse: (candidate: Candidate, situation: OfferSituation) => string | undefined;
}

export interface PolicySettings {
	/** Share of decisions spent on finding out, (0, 1]. */
	readonly exploration: number;
}

/**
 * How one of the eligible offers is chosen: a probability for each, in order, all above 0, summing to 1. The
 * draw is made from these, so the probability that is logged is the true one.
 */
export interface OfferPolicy {
	readonly id: string;
	readonly label: string;
	readonly description: string;
	readonly probabilities: (
		candidates: readonly Candidate[],
		settings: PolicySettings,
	) => readonly number[];
}

export interface RejectedOffer {
	readonly offerId: string;
	readonly name: string;
	readonly reason: string;
}

export interface ConsideredOffer {
	readonly offerId: string;
	readonly name: string;
	readonly probability: number;
	/** Of the product, or of the order the offer is on: as known, or as assumed. */
	readonly listPriceCents: number;
	readonly priceCents: number;
	readonly response: number;
	readonly expectedMarginCents: number;
}

/** One decision; everything needed to replay it, or to evaluate another policy on it. */
export interface OfferDecision {
	/** Also the id of its event. */
	readonly decisionId: string;
	readonly customerId: string;
	readonly campaign: string;
	readonly occasion: string;
	readonly asOf: number;
	/** Null when nothing may be offered, not even `none`. */
	readonly offer: Offer | null;
	/** Probability with which this offer was chosen among the considered, > 0. */
	readonly probability: number;
	readonly expectedMarginCents: number | null;
	readonly reason: string;
	readonly considered: readonly ConsideredOffer[];
	readonly rejected: readonly RejectedOffer[];
	readonly policy: string;
	readonly exploration: number;
	readonly seed: string;
	/** Recorded now, the same as recorded before, or only tried out. */
	readonly state: 'recorded' | 'repeated' | 'dryRun';
}

/** Parts of a story about a guard; a test fills in the rest. */
export interface GuardStory {
	readonly offer?: Partial<Offer>;
	readonly customer?: Partial<OfferCustomer>;
	readonly asOf?: number;
	readonly promisedCents?: Readonly<Record<string, number>>;
}

/** One story in which a guard refuses, and the nearest one in which it does not. */
export interface GuardExample {
	readonly refuses: GuardStory & { readonly reason: string };
	readonly passes: GuardStory;
}

/** Candidates by what they are worth and promise, and the probabilities a policy gives them. */
export interface PolicyExample {
	readonly candidates: readonly Pick<OfferTerms, 'expectedMarginCents' | 'commitmentCents'>[];
	readonly exploration: number;
	readonly probabilities: readonly number[];
}
