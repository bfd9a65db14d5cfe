import { toIso } from '../../core/clock';
import { hash32 } from '../../core/hash';
import { isObject } from '../../core/parse';
import type { Engine } from '../../engine';
import { resolvedEvents } from '../../events/resolvedEvents';
import type { CustomerEvent } from '../../events/types';
import { openFeatureReader } from '../../features/evaluateFeatures';
import type { FeatureDefinition } from '../../features/types';
import { rowsOf, sql } from '../../sql/sql';
import type { LabelledRows } from '../types';

/** Rows of one cutoff. */
export type RowsAtCutoff = Pick<LabelledRows, 'values' | 'customerIds' | 'labels'> & { readonly cutoff: number };

/** A feature whose training rows say something else than was known then. */
export interface Foresight {
	readonly name: string;
	readonly label: string;
	readonly sentence: string;
}

/** Customers of each outcome that are looked at again. */
const CUSTOMERS_EACH = 20;

/** Customers with more events are not read again. */
const EVENTS_MAX = 2_000;

/** Sums of whole numbers divided once differ by no more between engines. */
const TOLERANCE = 1e-9;

/**
 * Features that know more than was known at the cutoff, or anything else: the rows of some customers with and some
 * without the outcome are read a second time, event by event, and compared. At most one finding a feature. A select of
 * the owner's cannot be read event by event: it sees nothing but what was known then anyway.
 */
export async function findForesight(
	engine: Pick<Engine, 'store'>,
	{ definitions, rows }: { readonly definitions: readonly FeatureDefinition[]; readonly rows: RowsAtCutoff },
): Promise<Foresight[]> {
	const sampled = sampleRows(rows);
	const eventsOf = await readEvents(engine, sampled.map((row) => rows.customerIds[row]), rows.cutoff);
	const read = openFeatureReader(definitions);
	const found = new Map<string, Foresight>();
	for (const row of sampled) {
		const events = eventsOf.get(rows.customerIds[row]);
		if (events === undefined) continue;
		const known = read(events, rows.cutoff);
		definitions.forEach(({ name, label, value }, column) => {
			if (value.kind === 'select') return;
			const [said, then] = [rows.values[column][row], known[name]];
			if (found.has(name) || isSame(said, then)) return;
			const sentence =
				`Not used: ${label}. Its training rows say ${said} of a customer for whom ` +
				`${then ?? 'nothing'} was known on ${toIso(rows.cutoff).slice(0, 10)}, so it knows what came later`;
			found.set(name, { name, label, sentence });
		});
	}
	return [...found.values()];
}

function isSame(said: number, then: number | null): boolean {
	if (then === null || Number.isNaN(said)) return then === null && Number.isNaN(said);
	return Math.abs(said - then) <= TOLERANCE * Math.max(1, Math.abs(said), Math.abs(then));
}

/** Some rows of each label, by a hash of the id, so that the same customers are looked at every time. */
function sampleRows({ customerIds, labels }: RowsAtCutoff): readonly number[] {
	const rows = [...customerIds.keys()].sort(
		(left, right) => hash32(customerIds[left]) - hash32(customerIds[right]) || left - right,
	);
	return [0, 1].flatMap((label) => rows.filter((row) => labels[row] === label).slice(0, CUSTOMERS_EACH));
}

/** Events that were known of these customers at an instant, by the id they were known by then; not of the busiest. */
async function readEvents(
	{ store }: Pick<Engine, 'store'>,
	ids: readonly string[],
	cutoff: number,
): Promise<ReadonlyMap<string, readonly CustomerEvent[]>> {
	const known = sql`${resolvedEvents(cutoff, ids)} known where resolved_id in ${rowsOf(ids)}`;
	const rows = await store.query(
		sql`select * from (
			select *, count(*) over (partition by resolved_id) as events_of_customer from ${known}
		) counted where events_of_customer <= ${EVENTS_MAX}`,
		{ rowsMax: EVENTS_MAX * ids.length },
	);
	const byCustomer = new Map<string, CustomerEvent[]>();
	for (const row of rows) {
		const id = String(row.resolved_id);
		const events = byCustomer.get(id);
		if (events === undefined) byCustomer.set(id, [toEvent(row)]);
		else events.push(toEvent(row));
	}
	return byCustomer;
}

function toEvent(row: Readonly<Record<string, unknown>>): CustomerEvent {
	const columns = Object.entries(row).map(([column, value]) => [camelCase(column), value] as const);
	const properties = typeof row.properties === 'string' ? (JSON.parse(row.properties, asWritten) as unknown) : row.properties;
	return { ...Object.fromEntries(columns), properties: isObject(properties) ? properties : {} } as unknown as CustomerEvent;
}

/** A number keeps its spelling ("1.50"), by which the store tells values apart. */
function asWritten(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
	const source = context?.source;
	return typeof value === 'number' && source !== undefined && source !== String(value) ? source : value;
}

function camelCase(column: string): string {
	return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
