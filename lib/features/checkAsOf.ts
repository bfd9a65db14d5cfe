import { toIso } from '../core/clock';
import { InvalidInput } from '../core/errors';
import type { Engine } from '../engine';
import { resolvedEvents } from '../events/resolvedEvents';
import { identifier, sql, type Sql } from '../sql/sql';
import type { Session } from '../store/types';
import type { SelectCheck } from './checkSelect';
import { compileSelect } from './compileSelect';

/**
 * Whether a feature in SQL says of an earlier moment what was known then: its values there are compared with those over a
 * copy of the events that ends there. InvalidInput when one customer's differs. The copy is removed.
 */
export async function checkAsOf(engine: Engine, check: SelectCheck): Promise<void> {
	const { value, label, name } = check.definition;
	if (value.kind !== 'select') return;
	const earlier = await middleOf(engine, check.asOf);
	if (earlier === undefined) return;
	const { dialect } = engine.store;
	const options = { asOf: earlier, dialect, money: check.money };
	const copy = identifier(`past_of_${name}`);
	const different = await engine.store.transaction(async (session) => {
		await session.execute(sql`drop table if exists ${copy}`);
		await session.execute(dialect.createTableAs(sql`${copy}`, sql`select * from ${resolvedEvents(earlier)} known`, 'event_id'));
		const now = compileSelect(value.statement, options);
		const then = compileSelect(value.statement, { ...options, known: sql`${copy}` });
		const count = await countDifferent(session, now, then);
		await session.execute(sql`drop table ${copy}`);
		return count;
	});
	if (different === 0) return;
	throw new InvalidInput(
		`Select of feature "${label}" gives ${different} customers another value for ${toIso(earlier)} than it gave then: expected the same whenever it runs, so look back from :asOf and at nothing else`,
	);
}

/** The moment by which half of the events had happened. */
async function middleOf({ store }: Engine, asOf: number): Promise<number | undefined> {
	const [row] = await store.query<{ middle: number | null }>(
		sql`select ${store.dialect.quantile(sql`occurred_at`, 0.5)} as middle from events where occurred_at < ${asOf} and received_at < ${asOf}`,
	);
	return row.middle === null ? undefined : Math.floor(row.middle) + 1;
}

/** Values of sums may differ in their last digit, because an engine adds in any order. */
async function countDifferent(session: Session, now: Sql, then: Sql): Promise<number> {
	const apart = sql`abs(present.value - past.value) > 1e-9 * (1 + abs(past.value))`;
	const [row] = await session.query<{ different: number }>(sql`
		select count(*) as different
		from ${now} present full join ${then} past on past.customer_id = present.customer_id
		where (present.value is null) <> (past.value is null) or ${apart}`);
	return row.different;
}
