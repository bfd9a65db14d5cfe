import { DAY_MILLISECONDS } from '../core/clock';
import type { Engine } from '../engine';
import { compileFeatures } from '../features/compileFeatures';
import type { CustomerScope, FeatureDefinition } from '../features/types';
import { mayProfile } from '../privacy/mayProfile';
import type { Dialect } from '../sql/dialect';
import { identifier, joinSql, sql, type Sql } from '../sql/sql';
import type { ColumnTable } from '../store/types';
import { qualifyingFeature } from './population';
import type { Happened } from './readHappened';
import type { LabelledRows, OutcomeDefinition } from './types';

export interface LabelledRowsRequest {
	readonly outcome: OutcomeDefinition;
	readonly definitions: readonly FeatureDefinition[];
	/** Features are as they were known here. */
	readonly cutoff: number;
	/** What is known today, such as an objection to profiling. */
	readonly asOf: number;
	/** Below 1, only the customers of `happened` are read: the same sample at every cutoff. */
	readonly share: number;
	/** What came in the horizon after the cutoff. */
	readonly happened: Happened;
}

/**
 * Customers as they were known at a cutoff and what they did in the horizon after it, by customer id. Customers
 * who objected to profiling since, or were merged into another since, are not among them.
 */
export async function readLabelledRows(
	engine: Pick<Engine, 'store'>,
	request: LabelledRowsRequest,
): Promise<LabelledRows> {
	const table = await engine.store.columns(describedCustomers(request, engine.store.dialect));
	return label(table, request);
}

function describedCustomers(request: LabelledRowsRequest, dialect: Dialect): Sql {
	const { definitions, cutoff, asOf, outcome } = request;
	const qualifying = qualifyingFeature(outcome);
	const features = compileFeatures(
		[...definitions, qualifying],
		{ asOf: cutoff, scope: scopeOf(request) },
		dialect,
	);
	const names = definitions.map(({ name }) => identifier(name));
	return sql`
		select ${joinSql([sql`customer_id`, ...names])} from (${features}) described
		where ${identifier(qualifying.name)} > 0
			and ${mayProfile(sql`customer_id`, { dialect, asOf })}
		order by customer_id`;
}

function scopeOf({ share, happened, cutoff }: LabelledRowsRequest): CustomerScope {
	if (share >= 1) return { kind: 'everyone' };
	return { kind: 'customers', ids: [...(happened.get(cutoff)?.keys() ?? [])] };
}

function label({ keys, values }: ColumnTable, { outcome, cutoff, happened }: LabelledRowsRequest): LabelledRows {
	const came = happened.get(cutoff);
	const rows = [...keys.keys()].filter((row) => came?.has(keys[row]) ?? false);
	const positive = outcome.kind === 'happens';
	const later = happened.get(cutoff + outcome.horizonDays * DAY_MILLISECONDS);
	return {
		customerIds: rows.map((row) => keys[row]),
		values: values.map((column) => Float64Array.from(rows, (row) => column[row])),
		labels: Uint8Array.from(rows, (row) => (came?.get(keys[row]) === positive ? 1 : 0)),
		laterLabels: Uint8Array.from(rows, (row) => (later === undefined ? 2 : later.get(keys[row]) === positive ? 1 : 0)),
	};
}
