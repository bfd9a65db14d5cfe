import { InvalidInput } from '../core/errors';
import type { Engine } from '../engine';
import { emptySql, sql, type Sql } from '../sql/sql';
import type { Session } from '../store/types';
import { allSegments, publishedSegment } from './getMembers';
import { membershipsAfter } from './memberships';
import { latestRefresh } from './refreshes';

export interface SyncRequest {
	/** What is kept in step, for people: "Newsletter tool". One name is one segment in one tool. */
	readonly sync: string;
	/** Segment id or name. */
	readonly segment: string;
	/** `whenConfirmed`: the same changes are given again until `confirmSync` says that they arrived. */
	readonly remember: 'atOnce' | 'whenConfirmed';
}

/** What a tool outside has to be told, in the words of Mixpanel's cohort sync. */
export interface SyncDifference {
	readonly sync: string;
	readonly segment: string;
	readonly segmentName: string;
	/** `members`: the first time, everybody. `changes`: who is to be added and removed. */
	readonly action: 'members' | 'changes';
	readonly members: readonly string[];
	readonly add_members: readonly string[];
	readonly remove_members: readonly string[];
	/** How many are in the segment now. */
	readonly size: number;
	/** To be confirmed. */
	readonly position: number;
}

/** Ids take about 60 bytes each. */
const MEMBERS_MAX = 1_000_000;

type SyncRow = { readonly segment: string; readonly confirmed_at: number | null };

/**
 * Who entered and left a segment since a tool outside was last told, net of who came and went in between; everybody the first
 * time. InvalidInput for a withheld segment, or when the sync is of another segment.
 */
export async function syncAudience(engine: Engine, request: SyncRequest): Promise<SyncDifference> {
	const sync = request.sync.trim();
	if (sync === '') throw new InvalidInput("'Sync Name' is empty: expected a name of your own, such as \"Newsletter tool\"");
	const { segment, name } = publishedSegment(await allSegments(engine), request.segment);
	const { changedAt } = await latestRefresh(engine);
	const known = await readSync(engine.store, sync);
	if (known !== undefined && known.segment !== segment) {
		throw new InvalidInput(`sync "${sync}" is of segment "${known.segment}", not of "${segment}": choose another 'Sync Name' for another segment`);
	}
	const told = known?.confirmed_at ?? null;
	const members = (refresh: number): Sql =>
		sql`(select customer_id from ${membershipsAfter(refresh, segment)} members)`;
	const difference = await readDifference(engine, members(changedAt), told === null ? undefined : members(told));
	const [{ size }] = await engine.store.query<{ size: number }>(sql`select count(*) as size from ${members(changedAt)} counted`);
	await remember(engine, { ...request, sync, segment, position: changedAt, told });
	return { sync, segment, segmentName: name, ...difference, size, position: changedAt };
}

async function readDifference(
	engine: Engine,
	now: Sql,
	then: Sql | undefined,
): Promise<Pick<SyncDifference, 'action' | 'members' | 'add_members' | 'remove_members'>> {
	if (then === undefined) {
		return { action: 'members', members: await readIds(engine, now), add_members: [], remove_members: [] };
	}
	const [added, removed] = [await readIds(engine, now, then), await readIds(engine, then, now)];
	return { action: 'changes', members: [], add_members: added, remove_members: removed };
}

/** Says that what was given up to a position has arrived. InvalidInput for a sync or position that was never given. */
export async function confirmSync(engine: Engine, { sync, position }: { readonly sync: string; readonly position: number }): Promise<void> {
	await engine.store.transaction(async (session) => {
		await session.lock('settings');
		const [row] = await session.query<{ offered_at: number | null; confirmed_at: number | null; segment: string }>(
			sql`select segment, offered_at, confirmed_at from sync_state where name = ${sync}`,
		);
		if (row === undefined) throw new InvalidInput(`sync "${sync}" is not known: run Get Changes for Sync with this name first`);
		if (row.confirmed_at !== null && position <= row.confirmed_at) return; // A retry.
		if (row.offered_at === null || position > row.offered_at) {
			throw new InvalidInput(`position ${position} of sync "${sync}" was never given: expected 'position' of the item of Get Changes for Sync`);
		}
		await write(session, { sync, segment: row.segment, confirmedAt: position, offeredAt: row.offered_at, now: engine.clock.now() });
	});
}

async function readIds(engine: Pick<Engine, 'store'>, of: Sql, without?: Sql): Promise<string[]> {
	const except = without === undefined ? emptySql : sql`where customer_id not in ${without}`;
	const rows = await engine.store.query<{ customer_id: string }>(
		sql`select customer_id from ${of} members ${except} order by customer_id`,
		{ rowsMax: MEMBERS_MAX },
	);
	return rows.map((row) => row.customer_id);
}

async function readSync(session: Pick<Session, 'query'>, sync: string): Promise<SyncRow | undefined> {
	const [row] = await session.query<SyncRow>(sql`select segment, confirmed_at from sync_state where name = ${sync}`);
	return row;
}

async function remember(
	engine: Engine,
	request: SyncRequest & { readonly position: number; readonly told: number | null },
): Promise<void> {
	const { sync, segment, position, told, remember: when } = request;
	await engine.store.transaction(async (session) => {
		await session.lock('settings');
		const confirmedAt = when === 'atOnce' ? position : told;
		await write(session, { sync, segment, confirmedAt, offeredAt: position, now: engine.clock.now() });
	});
}

interface SyncWrite {
	readonly sync: string;
	readonly segment: string;
	readonly confirmedAt: number | null;
	readonly offeredAt: number;
	readonly now: number;
}

async function write(session: Session, { sync, segment, confirmedAt, offeredAt, now }: SyncWrite): Promise<void> {
	await session.execute(sql`delete from sync_state where name = ${sync}`);
	await session.execute(sql`
		insert into sync_state (name, segment, confirmed_at, offered_at, updated_at)
		values (${sync}, ${segment}, ${confirmedAt}, ${offeredAt}, ${now})`);
}
