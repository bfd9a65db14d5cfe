import { isCohortsError } from '../core/errors';
import { failure, success, type Outcome } from '../core/outcome';
import type { Engine } from '../engine';
import { recordEvents } from '../events/recordEvents';
import { decideAll } from './decideAll';
import type { Decided } from './decideOffer';
import { toDecisionEvent } from './decisionEvent';
import { inTurn } from './inTurn';
import { loadKnown, type Known } from './loadKnown';
import { requestPreparer, type OfferRequest, type PreparedRequest } from './prepareRequest';
import type { OfferDecision } from './types';

/**
 * One offer, or none, for each request, in order: loads what is known, decides, and records each decision as
 * an event with its probability, unless it is a dry run. The same request for the same occasion is answered
 * with the decision recorded before. A wrong request fails alone.
 */
export async function chooseOffers(
	engine: Engine,
	requests: readonly OfferRequest[],
): Promise<Outcome<OfferDecision>[]> {
	const prepared = prepareAll(requests);
	const sound = prepared.filter((outcome) => outcome.ok).map(({ value }) => value);
	return await inTurn(engine.store, async () => {
		const known = await loadKnown(engine, sound);
		const outcomes = await decideAll(known, prepared);
		await recordEvents(engine, newDecisions(outcomes).map(toDecisionEvent));
		hintAssumptions(engine, known);
		return outcomes.map((outcome) => (outcome.ok ? success(outcome.value.decision) : outcome));
	});
}

function prepareAll(requests: readonly OfferRequest[]): Outcome<PreparedRequest>[] {
	const prepare = requestPreparer();
	return requests.map((request) => {
		try {
			return success(prepare(request));
		} catch (error) {
			if (isCohortsError(error) && error.remedy === 'fix-input') return failure(error);
			throw error;
		}
	});
}

function newDecisions(outcomes: readonly Outcome<Decided>[]): Decided[] {
	return outcomes
		.filter((outcome) => outcome.ok)
		.map(({ value }) => value)
		.filter(({ decision }) => decision.state === 'recorded');
}

function hintAssumptions(engine: Engine, { customers }: Known): void {
	const loaded = [...customers.values()].filter((outcome) => outcome.ok).map(({ value }) => value);
	const without = loaded.filter((customer) => customer.baseResponse === null).length;
	if (without === 0) return;
	engine.notify.hint(
		`${without} of ${loaded.length} offer decisions rest on an assumed chance of buying: score customers with Propensity and name the score column to replace the assumption`,
	);
}
