import { InvalidInput, NotEnoughData } from '../core/errors';
import type { Engine } from '../engine';
import { joinSql, rowsOf, sql } from '../sql/sql';
import { membershipsAfter } from './memberships';
import { latestRefresh } from './refreshes';
import { presentModelId } from './segmentsModel';
import { readRules } from './rules/readRules';
import { readSegmentsOf, readSegments } from './segmentsTable';
import type { Member, Segment } from './types';

export interface MembersRequest {
	/** Segment id or name; absent: all segments. */
	readonly segment?: string;
	/** Rows of a page; the engine refuses more than 100,000 at once. */
	readonly limit: number;
	/** `next` of the page before; absent: from the first customer on. */
	readonly after?: string;
}

export interface MembersPage {
	readonly members: readonly Member[];
	/** What gives the next page; absent after the last. */
	readonly next?: string;
}

/**
 * Customers and the segment they are in, by customer id, one page. All pages after the first show the memberships of the same
 * refresh, whatever is written meanwhile, so nobody is given twice or missed. Members of segments that are withheld are left out and
 * counted in a hint.
 */
export async function getMembers(engine: Engine, request: MembersRequest): Promise<MembersPage> {
	const page = request.after === undefined ? undefined : readCursor(request.after);
	const { segments, wanted } = await segmentsAsked(engine, request);
	const withheld = segments.filter((segment) => segment.withheld !== undefined);
	if (request.after === undefined && request.segment === undefined) hintAtWithheld(engine, withheld);
	const refresh = page?.refresh ?? (await latestRefresh(engine)).changedAt;
	const rows = await readPage(engine, { refresh, wanted, withheld, limit: request.limit, after: page?.customerId });
	const members = toMembers(rows, segments);
	if (rows.length < request.limit) return { members };
	return { members, next: `${refresh}:${rows[rows.length - 1].customer_id}` };
}

/** All discovered segments, or the one that is asked for and those it may be one of. */
async function segmentsAsked(
	engine: Engine,
	{ segment }: MembersRequest,
): Promise<{ readonly segments: readonly Segment[]; readonly wanted: Segment | undefined }> {
	if (segment === undefined) return { segments: await presentSegments(engine), wanted: undefined };
	const segments = await allSegments(engine);
	return { segments, wanted: publishedSegment(segments, segment) };
}

function toMembers(rows: readonly MemberRow[], segments: readonly Segment[]): Member[] {
	const names = new Map(segments.map(({ segment, name }) => [segment, name]));
	return rows.map((row) => ({
		customerId: row.customer_id,
		segment: row.segment,
		segmentName: names.get(row.segment) ?? row.segment,
		since: row.valid_from,
		score: row.score,
	}));
}

interface PageRequest {
	readonly refresh: number;
	readonly wanted: Segment | undefined;
	readonly withheld: readonly Segment[];
	readonly limit: number;
	/** Last customer of the page before. */
	readonly after: string | undefined;
}

async function readPage(engine: Engine, { refresh, wanted, withheld, limit, after }: PageRequest): Promise<MemberRow[]> {
	const conditions = [
		sql`true`,
		...(withheld.length === 0 ? [] : [sql`segment not in ${rowsOf(withheld.map(({ segment }) => segment))}`]),
		...(after === undefined ? [] : [sql`customer_id > ${after}`]),
	];
	return await engine.store.query<MemberRow>(sql`
		select customer_id, segment, valid_from, score from ${membershipsAfter(refresh, wanted?.segment)} members
		where ${joinSql(conditions, ' and ')} order by customer_id limit ${limit}`);
}

/** The segment of an id or name. InvalidInput when it is none, or withheld. */
export function publishedSegment(segments: readonly Segment[], wanted: string): Segment {
	const found = findSegment(segments, wanted);
	if (found.withheld === undefined) return found;
	throw new InvalidInput(`segment "${found.name}" is withheld: ${found.withheld}. Lower 'Smallest Segment' or set 'Publish Weak Segments' in Discover on purpose, or choose another segment`);
}

type MemberRow = { readonly customer_id: string; readonly segment: string; readonly valid_from: number; readonly score: number };

function hintAtWithheld(engine: Engine, withheld: readonly Segment[]): void {
	if (withheld.length === 0) return;
	const customers = withheld.reduce((sum, segment) => sum + segment.size, 0);
	engine.notify.hint(`${customers} customers of ${withheld.length} withheld segments are left out`);
}

/** "1735689600000:customer-12": the refresh that is paged through, and the last customer given. */
function readCursor(text: string): { readonly refresh: number; readonly customerId: string } {
	const [, refresh, customerId] = /^(\d+):(.+)$/s.exec(text) ?? [];
	if (customerId === undefined) {
		throw new InvalidInput(`'After' is "${text}": expected 'nextPage' of the last item of the page before`);
	}
	return { refresh: Number(refresh), customerId };
}

/** The segments customers are in now. NotEnoughData before the first discovery. */
export async function presentSegments(engine: Pick<Engine, 'store'>): Promise<Segment[]> {
	const model = await presentModelId(engine);
	if (model === undefined) {
		throw new NotEnoughData('no customer is in a segment yet: run Customer Segments · Discover first');
	}
	return await readSegments(engine, model);
}

/** Those of a discovery and those of rules in use. NotEnoughData before the first of either. */
export async function allSegments(engine: Pick<Engine, 'store'>): Promise<Segment[]> {
	const model = await presentModelId(engine);
	const discovered = model === undefined ? [] : await readSegments(engine, model);
	const active = (await readRules(engine)).filter(({ isActive }) => isActive);
	const all = [...discovered, ...(await readSegmentsOf(engine, active.map(({ segment }) => segment)))];
	if (all.length > 0) return all;
	throw new NotEnoughData('no customer is in a segment yet: run Customer Segments · Discover first');
}

export function findSegment(segments: readonly Segment[], wanted: string): Segment {
	const lower = wanted.toLowerCase();
	const found = segments.find(
		({ segment, name }) => segment === wanted || name.toLowerCase() === lower,
	);
	if (found !== undefined) return found;
	const names = segments.map(({ segment, name }) => `"${name}" (${segment})`).join(', ');
	throw new InvalidInput(`Segment is "${wanted}", which is none of ${names}`);
}
