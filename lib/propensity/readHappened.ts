import { DAY_MILLISECONDS } from '../core/clock';
import { invariant } from '../core/invariant';
import type { Engine } from '../engine';
import { resolvedEvents } from '../events/resolvedEvents';
import { compileCondition } from '../features/compileCondition';
import { identifier, joinSql, perDialect, sql, type Sql } from '../sql/sql';
import { outcomeEvents } from './population';
import type { OutcomeDefinition } from './types';

export interface HappenedRequest {
	readonly outcome: OutcomeDefinition;
	/** Instants from which the horizons run; each has ended by `asOf`. */
	readonly cutoffs: readonly number[];
	readonly asOf: number;
	/** Share of the customers to read. */
	readonly share: number;
}

/** By cutoff, then by customer: whether an event of the outcome fell into the horizon. */
export type Happened = ReadonlyMap<number, ReadonlyMap<string, boolean>>;

/** Whether the outcome's events came, for everybody known today under the id known today, in one pass. */
export async function readHappened(
	engine: Pick<Engine, 'store'>,
	{ outcome, cutoffs, asOf, share }: HappenedRequest,
): Promise<Happened> {
	const horizon = outcome.horizonDays * DAY_MILLISECONDS;
	const event = compileCondition(outcomeEvents(outcome), engine.store.dialect);
	const columns = cutoffs.map((cutoff) => {
		invariant(cutoff + horizon <= asOf, 'an outcome is only known after its horizon');
		const inHorizon = sql`occurred_at >= ${cutoff} and occurred_at < ${cutoff + horizon}`;
		return sql`max(case when ${inHorizon} and ${event} then 1 else 0 end)`;
	});
	const named = columns.map((column, index) => sql`${column} as ${happenedColumn(index)}`);
	const { keys, values } = await engine.store.columns(sql`
		select ${joinSql([sql`resolved_id`, ...named])}
		from ${resolvedEvents(asOf)} known
		where resolved_id is not null and ${isSampled(sql`resolved_id`, share)}
		group by resolved_id`);
	return new Map(
		cutoffs.map((cutoff, index) => [
			cutoff,
			new Map(keys.map((id, row) => [id, values[index][row] === 1])),
		]),
	);
}

const happenedColumn = (index: number) => identifier(`happened_${index}`);

/** Whether a customer is in a sample of this share: the first 32 bits of the id's MD5, which engines agree on. */
function isSampled(customerId: Sql, share: number): Sql {
	if (share >= 1) return sql`true`;
	const limit = Math.floor(Math.max(0, share) * 2 ** 32).toString(16).padStart(8, '0');
	return sql`${perDialect((dialect) => dialect.md5(customerId))} < ${limit}`;
}
