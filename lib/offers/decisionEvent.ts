import { ownEvent } from '../events/ownEvent';
import type { CustomerEvent } from '../events/types';
import type { Decided } from './decideOffer';
import type { ConsideredOffer, Offer, OfferDecision, OfferKind, RejectedOffer } from './types';

/** Name of the event a decision is recorded as. */
export const offerDecidedEvent = 'Offer Decided';

/** What the event of a decision keeps: enough to repeat it, and to evaluate another policy on it. */
interface DecisionProperties {
	readonly offer: string | null;
	readonly offerName: string | null;
	/** Kind of the offer; `none` also when nothing could be offered. */
	readonly kind: OfferKind;
	readonly probability: number;
	readonly expectedMarginCents: number | null;
	readonly reason: string;
	readonly policy: string;
	readonly exploration: number;
	readonly seed: string;
	readonly occasion: string;
	readonly asOf: number;
	readonly windowDays: number;
	/** What a budget is charged with; 0 for no offer. */
	readonly commitmentCents: number;
	readonly considered: readonly ConsideredOffer[];
	readonly rejected: readonly RejectedOffer[];
}

/**
 * The event of a decision. It occurs at the last instant before `asOf`, so that a run on history leaves "the
 * last event in the store" where it was, and the next decision sees it.
 */
export function toDecisionEvent({ decision, commitmentCents }: Decided): CustomerEvent {
	const { offer, decisionId, customerId, campaign, asOf } = decision;
	const properties: DecisionProperties = {
		...offerProperties(offer),
		probability: decision.probability,
		expectedMarginCents: decision.expectedMarginCents,
		reason: decision.reason,
		policy: decision.policy,
		exploration: decision.exploration,
		seed: decision.seed,
		occasion: decision.occasion,
		asOf,
		commitmentCents,
		considered: decision.considered,
		rejected: decision.rejected,
	};
	return ownEvent({
		eventId: decisionId,
		customerId,
		name: offerDecidedEvent,
		occurredAt: asOf - 1,
		campaign,
		coupon: offer?.code ?? null,
		properties: { ...properties },
	});
}

function offerProperties(
	offer: Offer | null,
): Pick<DecisionProperties, 'offer' | 'offerName' | 'kind' | 'windowDays'> {
	if (offer === null) return { offer: null, offerName: null, kind: 'none', windowDays: 0 };
	const { id, name, kind, perCustomerWindowDays } = offer;
	return { offer: id, offerName: name, kind, windowDays: perCustomerWindowDays };
}

/** The decision an event recorded, for the same request asked again. */
export function fromDecisionEvent(
	recorded: { readonly decisionId: string; readonly properties: Readonly<Record<string, unknown>> },
	request: { readonly customerId: string; readonly campaign: string; readonly offers: readonly Offer[] },
): OfferDecision {
	const kept = recorded.properties as unknown as DecisionProperties;
	return {
		decisionId: recorded.decisionId,
		customerId: request.customerId,
		campaign: request.campaign,
		occasion: kept.occasion,
		asOf: kept.asOf,
		offer: request.offers.find((offer) => offer.id === kept.offer) ?? null,
		probability: kept.probability,
		expectedMarginCents: kept.expectedMarginCents,
		reason: kept.reason,
		considered: kept.considered,
		rejected: kept.rejected,
		policy: kept.policy,
		exploration: kept.exploration,
		seed: kept.seed,
		state: 'repeated',
	};
}
