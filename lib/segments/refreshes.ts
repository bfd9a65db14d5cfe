import { NotEnoughData } from '../core/errors';
import type { Engine } from '../engine';
import { sql } from '../sql/sql';
import type { Session } from '../store/types';

/** Refreshes of the segments that were found; those by rule have lines of their own. */
const ofDiscovered = sql`model <> 'rules'`;

/** A finished refresh of memberships. */
export interface Refresh {
	/** When it was written; every refresh has a later one than the one before. */
	readonly changedAt: number;
	readonly model: string;
	readonly asOf: number;
	readonly customers: number;
	readonly entered: number;
	readonly departed: number;
}

/** The number of the refresh that is being written, above all before; to be asked while memberships are locked. */
export async function nextChange(session: Session, now: number): Promise<number> {
	const [{ last }] = await session.query<{ last: number | null }>(sql`
		select max(changed) as last from (
			select max(changed_at) as changed from refreshes
			union all select max(written_at) as changed from memberships
			union all select max(ended_at) as changed from memberships
		) changes`);
	return Math.max(now, (last ?? 0) + 1);
}

/** Says that a refresh is complete; readers of changes look no further than that. */
export async function recordRefresh(session: Session, refresh: Refresh): Promise<void> {
	const { changedAt, model, asOf, customers, entered, departed } = refresh;
	await session.execute(sql`
		insert into refreshes (changed_at, model, as_of, customers, entered, departed)
		values (${changedAt}, ${model}, ${asOf}, ${customers}, ${entered}, ${departed})`);
}

/** The latest finished refreshes, newest first; `only` leaves out those of segments by rule. */
export async function readRefreshes(engine: Pick<Engine, 'store'>, limit: number, only?: 'discovered'): Promise<Refresh[]> {
	const rows = await engine.store.query<RefreshRow>(sql`
		select changed_at, model, as_of, customers, entered, departed from refreshes
		where ${only === undefined ? sql`true` : ofDiscovered} order by changed_at desc limit ${limit}`);
	return rows.map(toRefresh);
}

/** The newest finished refresh. NotEnoughData before the first. */
export async function latestRefresh(engine: Pick<Engine, 'store'>, only?: 'discovered'): Promise<Refresh> {
	const [latest] = await readRefreshes(engine, 1, only);
	if (latest !== undefined) return latest;
	throw new NotEnoughData('no customer is in a segment yet: run Customer Segments · Discover first');
}

/** The finished refresh of the segments that were found before one; undefined when that was the first. */
export async function refreshBefore(engine: Pick<Engine, 'store'>, changedAt: number): Promise<Refresh | undefined> {
	const rows = await engine.store.query<RefreshRow>(sql`
		select changed_at, model, as_of, customers, entered, departed from refreshes
		where changed_at < ${changedAt} and ${ofDiscovered} order by changed_at desc limit 1`);
	return rows.map(toRefresh)[0];
}

type RefreshRow = {
	readonly changed_at: number;
	readonly model: string;
	readonly as_of: number;
	readonly customers: number;
	readonly entered: number;
	readonly departed: number;
};

function toRefresh(row: RefreshRow): Refresh {
	const { changed_at: changedAt, model, as_of: asOf, customers, entered, departed } = row;
	return { changedAt, model, asOf, customers, entered, departed };
}
