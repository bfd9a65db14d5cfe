import type { Engine } from '../engine';
import { askGate } from '../privacy/gates';
import { sql, type Sql } from '../sql/sql';
import { latestRefresh, readRefreshes, type Refresh } from './refreshes';
import { readSegmentNames, type NamedSegment } from './segmentsTable';

/** A customer who entered or left a segment. */
export interface MembershipChange {
	readonly change: 'entered' | 'left';
	readonly customerId: string;
	readonly segment: string;
	readonly segmentName: string;
	readonly because: string;
	/** The as-of instant of the refresh. */
	readonly at: number;
	/** The refresh that wrote it. */
	readonly changedAt: number;
}

/** How far somebody has read: everything of earlier refreshes, and of this one up to and with this change. */
export interface ChangePosition {
	readonly changedAt: number;
	readonly within?: { readonly customerId: string; readonly order: number; readonly segment: string };
}

export interface ChangesRequest {
	readonly after: ChangePosition;
	/** Which changes; both by default. */
	readonly only?: 'entered' | 'left';
	/** Ids or names of segments; absent: all. */
	readonly segments?: readonly string[];
	readonly limit: number;
}

export interface FoundChanges {
	/** In the order they were written. */
	readonly changes: readonly MembershipChange[];
	/** Where to go on. */
	readonly position: ChangePosition;
	/** Whether there are more to read now. */
	readonly more: boolean;
}

type ChangeRow = {
	readonly changed_at: number;
	readonly sort_order: number;
	readonly customer_id: string;
	readonly model: string;
	readonly segment: string;
	readonly because: string | null;
	readonly happened_at: number;
};

const PAGE_ROWS = 5_000;

/**
 * Who entered and left segments since a position, each change once, whatever was missed in between. Changes of a refresh that is
 * still being written are not seen until it is complete. Not told: changes of withheld segments, and that somebody entered who
 * objects to profiling by now.
 */
export async function readChanges(engine: Engine, request: ChangesRequest): Promise<FoundChanges> {
	const [latest] = await readRefreshes(engine, 1);
	if (latest === undefined) return { changes: [], position: request.after, more: false };
	const changes: MembershipChange[] = [];
	let position = request.after;
	for (;;) {
		const rowsMax = Math.min(PAGE_ROWS, request.limit - changes.length);
		const rows = await readPage(engine, { after: position, upTo: latest.changedAt, rowsMax });
		changes.push(...(await tellable(engine, rows, request)));
		if (rows.length < rowsMax) return { changes, position: { changedAt: latest.changedAt }, more: false };
		position = positionOf(rows[rows.length - 1]);
		if (changes.length >= request.limit) return { changes, position, more: true };
	}
}

/** Where a reader begins who wants to hear of what changes from now on. */
export async function presentPosition(engine: Pick<Engine, 'store'>): Promise<ChangePosition> {
	const [latest] = await readRefreshes(engine, 1);
	return { changedAt: latest?.changedAt ?? 0 };
}

/** Where to begin to see the changes of the latest refresh once more. NotEnoughData before the first refresh. */
export async function positionBeforeLatest(engine: Pick<Engine, 'store'>): Promise<ChangePosition> {
	const { changedAt }: Refresh = await latestRefresh(engine);
	return { changedAt: changedAt - 1 };
}

function positionOf({ changed_at: changedAt, customer_id: customerId, sort_order: order, segment }: ChangeRow): ChangePosition {
	return { changedAt, within: { customerId, order, segment } };
}

/** Leaving comes before entering, so that a customer who moves is never in two segments on the way. */
async function readPage(
	engine: Pick<Engine, 'store'>,
	{ after, upTo, rowsMax }: { readonly after: ChangePosition; readonly upTo: number; readonly rowsMax: number },
): Promise<ChangeRow[]> {
	return await engine.store.query<ChangeRow>(
		sql`
			select changed_at, sort_order, customer_id, model, segment, because, happened_at from (
				select written_at as changed_at, 1 as sort_order, customer_id, model, segment, reason as because, valid_from as happened_at
				from memberships where written_at >= ${after.changedAt} and written_at <= ${upTo}
				union all
				select ended_at as changed_at, 0 as sort_order, customer_id, model, segment, left_because as because, valid_to as happened_at
				from memberships where ended_at >= ${after.changedAt} and ended_at <= ${upTo}
			) changes
			where ${isAfter(after)}
			order by changed_at, customer_id, sort_order, segment limit ${rowsMax}`,
	);
}

function isAfter({ changedAt, within }: ChangePosition): Sql {
	if (within === undefined) return sql`changed_at > ${changedAt}`;
	const { customerId, order, segment } = within;
	return sql`(changed_at > ${changedAt} or customer_id > ${customerId} or (customer_id = ${customerId}
		and (sort_order > ${order} or (sort_order = ${order} and segment > ${segment}))))`;
}

async function tellable(
	engine: Engine,
	rows: readonly ChangeRow[],
	{ only, segments }: Pick<ChangesRequest, 'only' | 'segments'>,
): Promise<MembershipChange[]> {
	const names = await readSegmentNames(engine, [...new Set(rows.map(({ model }) => model))]);
	const wanted = segments?.map((one) => one.toLowerCase());
	const named = rows.flatMap((row): { row: ChangeRow; segment: NamedSegment }[] => {
		const segment = names.get(`${row.model}/${row.segment}`);
		if (segment === undefined || segment.withheld) return [];
		if (only !== undefined && only !== changeOf(row)) return [];
		const isWanted = wanted?.some((one) => one === row.segment.toLowerCase() || one === segment.name.toLowerCase()) ?? true;
		return isWanted ? [{ row, segment }] : [];
	});
	const ids = named.map(({ row }) => row.customer_id);
	const verdicts = await askGate(engine, ids, { gate: 'score', asOf: engine.clock.now() });
	return named
		.filter(({ row }, index) => changeOf(row) === 'left' || verdicts[index].pass)
		.map(({ row, segment }) => ({
			change: changeOf(row),
			customerId: row.customer_id,
			segment: row.segment,
			segmentName: segment.name,
			because: row.because ?? '',
			at: row.happened_at,
			changedAt: row.changed_at,
		}));
}

function changeOf({ sort_order: order }: ChangeRow): MembershipChange['change'] {
	return order === 1 ? 'entered' : 'left';
}

export interface ChangeCounts {
	readonly segment: string;
	readonly segmentName: string;
	readonly entered: number;
	readonly left: number;
}

/** How many entered and left each segment since a position: for people, or where single customers do not matter. */
export function countChanges(changes: readonly MembershipChange[]): ChangeCounts[] {
	const counts = new Map<string, { segment: string; segmentName: string; entered: number; left: number }>();
	for (const { segment, segmentName, change } of changes) {
		const count = counts.get(segment) ?? { segment, segmentName, entered: 0, left: 0 };
		count[change] += 1;
		counts.set(segment, count);
	}
	return [...counts.values()].sort((one, other) => (one.segment < other.segment ? -1 : 1));
}

