import { isCohortsError } from '../core/errors';
import { failure, success, type Outcome } from '../core/outcome';
import type { Engine } from '../engine';
import { rowsOf, sql } from '../sql/sql';
import { fromDecisionEvent, offerDecidedEvent } from './decisionEvent';
import { loadCustomers } from './loadCustomers';
import type { PreparedRequest } from './prepareRequest';
import type { OfferCustomer, OfferDecision } from './types';

/** All that decisions rest on, loaded before the first of them. */
export interface Known {
	/** By request; its error when the customer could not be loaded. */
	readonly customers: ReadonlyMap<PreparedRequest, Outcome<OfferCustomer>>;
	/** Decisions recorded before, by id. */
	readonly recorded: ReadonlyMap<string, OfferDecision>;
	/** Cents promised so far by offer id. */
	readonly promisedCents: ReadonlyMap<string, number>;
}

export async function loadKnown(
	engine: Engine,
	requests: readonly PreparedRequest[],
): Promise<Known> {
	const customers = new Map<PreparedRequest, Outcome<OfferCustomer>>();
	for (const group of groupAlike(requests)) {
		const loaded = await loadGroup(engine, group);
		group.forEach((request, index) => customers.set(request, loaded[index]));
	}
	return {
		customers,
		recorded: await loadRecorded(engine, requests),
		promisedCents: await loadPromised(engine, requests),
	};
}

/** Requests that one set of statements can serve. */
function groupAlike(requests: readonly PreparedRequest[]): PreparedRequest[][] {
	const groups = new Map<string, PreparedRequest[]>();
	for (const request of requests) {
		const { asOf, snapshot, responseScore, orderValueFeature } = request;
		const key = JSON.stringify([asOf, snapshot, responseScore, orderValueFeature]);
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [request]);
		else group.push(request);
	}
	return [...groups.values()];
}

/** A missing snapshot or column fails these requests; a store that is away stops the batch. */
async function loadGroup(
	engine: Engine,
	group: readonly PreparedRequest[],
): Promise<Outcome<OfferCustomer>[]> {
	try {
		return (await loadCustomers(engine, group)).map((customer) => success(customer));
	} catch (error) {
		const isExpected = isCohortsError(error) && error.remedy !== 'retry' && error.remedy !== 'report';
		if (isExpected) return group.map(() => failure(error));
		throw error;
	}
}

async function loadRecorded(
	engine: Engine,
	requests: readonly PreparedRequest[],
): Promise<Map<string, OfferDecision>> {
	const byId = new Map(requests.map((request) => [request.decisionId, request]));
	if (byId.size === 0) return new Map();
	const rows = await engine.store.query<{ event_id: string; properties: Record<string, unknown> }>(
		sql`select event_id, properties from events
			where name = ${offerDecidedEvent} and event_id in ${rowsOf([...byId.keys()])}`,
		{ rowsMax: byId.size },
	);
	const decisions = new Map<string, OfferDecision>();
	for (const { event_id: decisionId, properties } of rows) {
		const request = byId.get(decisionId);
		if (request === undefined) continue;
		decisions.set(decisionId, fromDecisionEvent({ decisionId, properties }, request));
	}
	return decisions;
}

/** Of offers with a budget, whenever it was promised: a promise made in a later run is still a promise. */
async function loadPromised(
	engine: Engine,
	requests: readonly PreparedRequest[],
): Promise<Map<string, number>> {
	const offers = new Set(requests.flatMap((request) => request.offers));
	const limited = [...offers].filter((offer) => offer.budgetCents !== undefined).map(({ id }) => id);
	if (limited.length === 0) return new Map();
	const property = (name: string) => engine.store.dialect.property(sql`properties`, name);
	const rows = await engine.store.query<{ offer: string; cents: number }>(sql`
		select ${property('offer')} as offer,
			sum(cast(${property('commitmentCents')} as double precision)) as cents
		from events
		where name = ${offerDecidedEvent} and kind = 'track'
			and ${property('offer')} in ${rowsOf([...new Set(limited)])}
		group by 1`);
	return new Map(rows.map(({ offer, cents }) => [offer, cents]));
}
