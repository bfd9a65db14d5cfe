import { InvalidInput, SetupNeeded } from '../core/errors';
import type { Engine } from '../engine';
import { canonicalCustomers } from '../events/canonicalCustomers';
import { resolvedEvents } from '../events/resolvedEvents';
import type { FeatureDefinition } from '../features/types';
import { consentOf } from '../privacy/consentOf';
import { identifier, joinSql, sql } from '../sql/sql';
import { offerDecidedEvent } from './decisionEvent';
import type { PreparedRequest } from './prepareRequest';
import type { OfferCustomer, PastOffer } from './types';

type Values = Readonly<Record<string, number | null>>;

/**
 * What is known of the customer of each request, in order: columns of the snapshot, segments, consent and
 * earlier offers, each as of the request. A few statements, however many requests there are; all of them
 * must share `asOf`, `snapshot`, and the names of columns.
 */
export async function loadCustomers(
	engine: Pick<Engine, 'store'>,
	requests: readonly PreparedRequest[],
): Promise<OfferCustomer[]> {
	const [{ asOf, responseScore, orderValueFeature }] = requests;
	const ids = requests.map((request) => request.customerId);
	const unknown = requests.filter((request) => request.given === undefined);
	const values = await loadValues(engine, unknown);
	const segments = await loadSegments(engine, unknown);
	const history = await loadHistory(engine, { ids, asOf });
	const consents = await consentOf(engine, ids, { purpose: 'profiling', asOf });
	return requests.map(({ customerId, given }, index) => {
		const own = given?.values ?? values.get(customerId) ?? {};
		return {
			customerId,
			segments: given === undefined ? (segments.get(customerId) ?? []) : (given.segments ?? []),
			values: own,
			baseResponse: probabilityOf(own, responseScore),
			orderValueCents: orderValueOf(own, orderValueFeature),
			profiling: consents[index],
			history: history.get(customerId) ?? [],
		};
	});
}

function probabilityOf(values: Values, column: string | undefined): number | null {
	const value = column === undefined ? null : (values[column] ?? null);
	if (value === null || (value >= 0 && value <= 1)) return value;
	throw new InvalidInput(
		`responseScore "${column}" has the value ${value}: expected a column of probabilities from 0 to 1`,
	);
}

function orderValueOf(values: Values, column: string | undefined): number | null {
	const value = column === undefined ? null : (values[column] ?? null);
	return value === null || !(value > 0) ? null : Math.round(value);
}

async function loadValues(
	engine: Pick<Engine, 'store'>,
	requests: readonly PreparedRequest[],
): Promise<Map<string, Values>> {
	if (requests.length === 0) return new Map();
	const [{ asOf, snapshot, responseScore, orderValueFeature }] = requests;
	const table = await findSnapshot(engine, { asOf, snapshot });
	const needed = [responseScore, orderValueFeature].filter((name) => name !== undefined);
	const missing = needed.find((name) => !table.columns.has(name));
	if (missing !== undefined) {
		throw new SetupNeeded(
			`column "${missing}" is not in snapshot "${table.id ?? '(none)'}": compute it first (features by Customer Features, scores by Propensity), or leave the field empty`,
		);
	}
	const offers = new Set(requests.flatMap((request) => request.offers));
	const asked = [...offers].flatMap((offer) => Object.keys(offer.eligible.values ?? {}));
	const columns = [...new Set([...needed, ...asked])].filter((name) => table.columns.has(name));
	if (table.id === undefined || columns.length === 0) return new Map();
	const ids = requests.map((request) => request.customerId);
	const rows = await engine.store.query(
		sql`select asked.customer_id as asked_id, ${joinSql(columns.map((name) => identifier(name)))}
			from ${canonicalCustomers(asOf, ids)} asked
			join ${identifier(table.id)} known on known.customer_id = asked.canonical_id`,
		{ rowsMax: ids.length },
	);
	return new Map(rows.map(({ asked_id: id, ...values }) => [String(id), values as Values]));
}

async function findSnapshot(
	engine: Pick<Engine, 'store'>,
	{ asOf, snapshot }: { readonly asOf: number; readonly snapshot: string | undefined },
): Promise<{ readonly id: string | undefined; readonly columns: ReadonlySet<string> }> {
	const wanted = snapshot === undefined ? sql`as_of <= ${asOf}` : sql`snapshots.id = ${snapshot}`;
	const [row] = await engine.store.query<{
		id: string;
		scores: string[] | null;
		definitions: FeatureDefinition[];
	}>(sql`
		select snapshots.id as id, snapshots.scores as scores, feature_sets.definitions as definitions
		from snapshots join feature_sets on feature_sets.id = snapshots.feature_set
		where ${wanted}
		order by snapshots.as_of desc, snapshots.created_at desc
		limit 1`);
	if (row !== undefined) {
		const names = row.definitions.map((definition) => definition.name);
		return { id: row.id, columns: new Set([...names, ...(row.scores ?? [])]) };
	}
	if (snapshot === undefined) return { id: undefined, columns: new Set() };
	throw new SetupNeeded(`snapshot "${snapshot}" is not in the store: compute it with Customer Features first`);
}

/** Ids and names; who is in a withheld segment counts as in none. */
async function loadSegments(
	engine: Pick<Engine, 'store'>,
	requests: readonly PreparedRequest[],
): Promise<Map<string, string[]>> {
	if (requests.length === 0) return new Map();
	const [{ asOf }] = requests;
	const ids = requests.map((request) => request.customerId);
	const rows = await engine.store.query<{ asked_id: string; segment: string; name: string | null }>(sql`
		select asked.customer_id as asked_id, memberships.segment as segment, segments.name as name
		from ${canonicalCustomers(asOf, ids)} asked
		join memberships on memberships.customer_id = asked.canonical_id
		left join segments
			on segments.model = memberships.model and segments.id = memberships.segment
		where memberships.valid_from <= ${asOf}
			and (memberships.valid_to is null or memberships.valid_to > ${asOf})
			and ${engine.store.dialect.property(sql`segments.details`, 'withheld')} is null`);
	return gather(rows, (row) => [row.segment, ...(row.name === null ? [] : [row.name])]);
}

async function loadHistory(
	engine: Pick<Engine, 'store'>,
	{ ids, asOf }: { readonly ids: readonly string[]; readonly asOf: number },
): Promise<Map<string, PastOffer[]>> {
	const property = (name: string) => engine.store.dialect.property(sql`properties`, name);
	const rows = await engine.store.query<{
		asked_id: string;
		offer: string;
		window_days: number;
		occurred_at: number;
	}>(sql`
		select asked.customer_id as asked_id, ${property('offer')} as offer,
			cast(${property('windowDays')} as double precision) as window_days, occurred_at
		from ${canonicalCustomers(asOf, ids)} asked
		join (
			select resolved_id, occurred_at, properties from ${resolvedEvents(asOf)} known
			where name = ${offerDecidedEvent} and kind = 'track'
		) decided on decided.resolved_id = asked.canonical_id
		where ${property('kind')} <> 'none'`);
	return gather(rows, (row) => [
		{ offerId: row.offer, decidedAt: row.occurred_at + 1, windowDays: row.window_days },
	]);
}

function gather<Row extends { readonly asked_id: string }, Value>(
	rows: readonly Row[],
	valuesOf: (row: Row) => readonly Value[],
): Map<string, Value[]> {
	const found = new Map<string, Value[]>();
	for (const row of rows) {
		const known = found.get(row.asked_id) ?? [];
		known.push(...valuesOf(row));
		found.set(row.asked_id, known);
	}
	return found;
}
