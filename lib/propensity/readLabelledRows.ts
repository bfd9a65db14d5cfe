import { DAY_MILLISECONDS } from '../core/clock';
import { invariant } from '../core/invariant';
import type { Engine } from '../engine';
import { resolvedEvents } from '../events/resolvedEvents';
import { compileFeatures } from '../features/compileFeatures';
import type { FeatureDefinition } from '../features/types';
import type { Dialect } from '../sql/dialect';
import { identifier, joinSql, sql, type Sql } from '../sql/sql';
import { inPopulation, outcomeEvents } from './population';
import type { LabelledRows, OutcomeDefinition } from './types';

export interface LabelledRowsRequest {
	readonly outcome: OutcomeDefinition;
	readonly definitions: readonly FeatureDefinition[];
	/** Features are as they were known here; the outcome is what came in the horizon after it. */
	readonly cutoff: number;
	/** What is known today: at least one horizon after the cutoff. */
	readonly asOf: number;
	/** Share of the customers to read, by a hash of their ids: the same ones at every cutoff. */
	readonly share: number;
}

/**
 * Customers as they were known at a cutoff and what they did in the horizon after it, by customer id. Customers
 * who withdrew consent since, or were merged into another since, are not among them.
 */
export async function readLabelledRows(
	engine: Pick<Engine, 'store'>,
	request: LabelledRowsRequest,
): Promise<LabelledRows> {
	invariant(
		request.cutoff + request.outcome.horizonDays * DAY_MILLISECONDS <= request.asOf,
		'an outcome is only known after its horizon',
	);
	const table = await engine.store.columns(labelledRows(request, engine.store.dialect));
	const labels = Uint8Array.from(table.values[table.values.length - 1]);
	return { customerIds: table.keys, values: table.values.slice(0, -1), labels };
}

function labelledRows(request: LabelledRowsRequest, dialect: Dialect): Sql {
	const { definitions, cutoff, asOf, outcome, share } = request;
	const names = definitions.map(({ name }) => sql`features.${identifier(name)}`);
	const happened = sql`happened.happened`;
	return sql`
		select ${joinSql([sql`features.customer_id`, ...names])},
			${outcome.kind === 'happens' ? happened : sql`1 - ${happened}`} as outcome_label
		from (${compileFeatures(definitions, { asOf: cutoff, scope: { kind: 'everyone' } }, dialect)}) features
		join ${whatHappened(request, dialect)} happened on happened.customer_id = features.customer_id
		where ${inPopulation(sql`features.customer_id`, outcome, { cutoff, asOf, dialect })}
			and ${isSampled(sql`features.customer_id`, share)}
		order by features.customer_id`;
}

/** Everybody known today, with 1 when an event of the outcome fell into the horizon. */
function whatHappened({ outcome, cutoff, asOf }: LabelledRowsRequest, dialect: Dialect): Sql {
	const end = cutoff + outcome.horizonDays * DAY_MILLISECONDS;
	const inHorizon = sql`occurred_at >= ${cutoff} and occurred_at < ${end}`;
	return sql`(
		select resolved_id as customer_id,
			max(case when ${inHorizon} and ${outcomeEvents(outcome, dialect)} then 1 else 0 end) as happened
		from ${resolvedEvents(asOf)} known
		where resolved_id is not null
		group by resolved_id
	)`;
}

/** The first 32 bits of the id's MD5, which engines agree on, lie below the share. */
function isSampled(customerId: Sql, share: number): Sql {
	if (share >= 1) return sql`true`;
	const limit = Math.floor(Math.max(0, share) * 2 ** 32).toString(16).padStart(8, '0');
	return sql`md5(${customerId}) < ${limit}`;
}
