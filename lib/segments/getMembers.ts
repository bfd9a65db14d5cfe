import { InvalidInput, NotEnoughData } from '../core/errors';
import type { Engine } from '../engine';
import { emptySql, rowsOf, sql } from '../sql/sql';
import { presentMemberships } from './memberships';
import { readSegments } from './segmentsTable';
import type { Member, Segment } from './types';

export interface MembersRequest {
	/** Segment id or name; absent: all segments. */
	readonly segment?: string;
	/** Rows of a page; the engine refuses more than 100,000 at once. */
	readonly limit: number;
	readonly offset: number;
}

/**
 * Customers and the segment they are in, by customer id, one page. Members of segments that are withheld are
 * left out and counted in a hint.
 */
export async function getMembers(engine: Engine, request: MembersRequest): Promise<Member[]> {
	const segments = await presentSegments(engine);
	const wanted = request.segment === undefined ? undefined : findSegment(segments, request.segment);
	if (wanted?.withheld !== undefined) {
		throw new InvalidInput(`segment "${wanted.name}" is withheld: ${wanted.withheld}. Lower 'Smallest Segment' in Discover on purpose, or choose another segment`);
	}
	const withheld = segments.filter((segment) => segment.withheld !== undefined);
	if (wanted === undefined && withheld.length > 0) {
		const customers = withheld.reduce((sum, segment) => sum + segment.size, 0);
		engine.notify.hint(`${customers} customers of ${withheld.length} withheld segments are left out`);
	}
	const left = withheld.map(({ segment }) => segment);
	const rows = await engine.store.query<{
		customer_id: string;
		segment: string;
		valid_from: number;
		score: number;
	}>(sql`
		select customer_id, segment, valid_from, score
		from ${presentMemberships(wanted?.segment)} members
		where true ${left.length === 0 ? emptySql : sql`and segment not in ${rowsOf(left)}`}
		order by customer_id limit ${request.limit} offset ${request.offset}`);
	const names = new Map(segments.map(({ segment, name }) => [segment, name]));
	return rows.map((row) => ({
		customerId: row.customer_id,
		segment: row.segment,
		segmentName: names.get(row.segment) ?? row.segment,
		since: row.valid_from,
		score: row.score,
	}));
}

/** The segments customers are in now. NotEnoughData before the first discovery. */
export async function presentSegments(engine: Pick<Engine, 'store'>): Promise<Segment[]> {
	const [row] = await engine.store.query<{ model: string }>(
		sql`select model from memberships where valid_to is null order by valid_from desc limit 1`,
	);
	if (row === undefined) {
		throw new NotEnoughData('no customer is in a segment yet: run Customer Segments · Discover first');
	}
	return await readSegments(engine, row.model);
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
