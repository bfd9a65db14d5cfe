import { setImmediate } from 'node:timers/promises';
import { invariant } from '../core/invariant';
import { success, type Outcome } from '../core/outcome';
import { decideOffer, type Decided } from './decideOffer';
import type { Known } from './loadKnown';
import type { PreparedRequest } from './prepareRequest';
import type { OfferDecision, PastOffer } from './types';

/** Decisions between two breaths of the event loop. */
const DECISIONS_AT_ONCE = 500;

/**
 * Decides in order. Each decision is seen by those after it: the customer's window, what is left of a budget,
 * and the same request asked twice.
 */
export async function decideAll(
	known: Known,
	requests: readonly Outcome<PreparedRequest>[],
): Promise<Outcome<Decided>[]> {
	const ledger = openLedger(known);
	const outcomes: Outcome<Decided>[] = [];
	for (const [index, request] of requests.entries()) {
		if (index % DECISIONS_AT_ONCE === DECISIONS_AT_ONCE - 1) await setImmediate();
		outcomes.push(request.ok ? decideOne(request.value, known, ledger) : request);
	}
	return outcomes;
}

/** What changes while a batch is decided. */
interface Ledger {
	readonly promisedCents: Map<string, number>;
	readonly recorded: Map<string, OfferDecision>;
	/** Offers given in this batch, by customer. */
	readonly given: Map<string, PastOffer[]>;
}

function openLedger(known: Known): Ledger {
	return {
		promisedCents: new Map(known.promisedCents),
		recorded: new Map(known.recorded),
		given: new Map(),
	};
}

function decideOne(request: PreparedRequest, known: Known, ledger: Ledger): Outcome<Decided> {
	const before = ledger.recorded.get(request.decisionId);
	if (before !== undefined) return success({ decision: before, commitmentCents: 0 });
	const customer = known.customers.get(request);
	invariant(customer !== undefined, 'the customer of every request is loaded before it is decided');
	if (!customer.ok) return customer;
	const earlier = ledger.given.get(request.customerId) ?? [];
	const history = [...customer.value.history, ...earlier];
	const decided = decideOffer(request, { ...customer.value, history }, ledger.promisedCents);
	enter(ledger, request, decided);
	return success(decided);
}

function enter(ledger: Ledger, request: PreparedRequest, { decision, commitmentCents }: Decided): void {
	const { promisedCents, recorded, given } = ledger;
	recorded.set(request.decisionId, { ...decision, state: 'repeated' });
	const { offer } = decision;
	if (offer === null || offer.kind === 'none') return;
	promisedCents.set(offer.id, (promisedCents.get(offer.id) ?? 0) + commitmentCents);
	const past = {
		offerId: offer.id,
		decidedAt: request.asOf,
		windowDays: offer.perCustomerWindowDays,
	};
	given.set(request.customerId, [...(given.get(request.customerId) ?? []), past]);
}
