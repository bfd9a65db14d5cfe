import { sumOf, type Flow } from './flows';

/** A part of a segment's customers, and where they come from or went; null is outside of all segments. */
export interface FlowShare {
	readonly segment: string | null;
	readonly customers: number;
	/** Of the segment's customers. */
	readonly share: number;
}

/** What became of the segments of before, and what the present ones came from (MONIC, Spiliopoulou et al. 2006). */
export type SegmentChange =
	| { readonly kind: 'kept'; readonly segment: string; readonly size: Sizes; readonly keptShare: number }
	| { readonly kind: 'new'; readonly segment: string; readonly size: Sizes; readonly cameFrom: readonly FlowShare[] }
	| { readonly kind: 'gone'; readonly segment: string; readonly size: Sizes; readonly wentTo: readonly FlowShare[] }
	| { readonly kind: 'split'; readonly segment: string; readonly size: Sizes; readonly into: readonly string[] }
	| { readonly kind: 'merged'; readonly segment: string; readonly size: Sizes; readonly outOf: readonly string[] };

export interface Sizes {
	readonly before: number;
	readonly after: number;
}

/** A cluster that holds at least this share of another one covers it. */
const COVERED = 0.5;

/**
 * Kept, new and gone segments, told by their ids; besides, a segment of before that makes up at least half of each of several
 * present ones was split, and a present one that holds at least half of each of several of before is a merger. Shares are of
 * customers of both times, so that newcomers and leavers neither split nor merge anything.
 */
export function findChanges(flows: readonly Flow[]): SegmentChange[] {
	const earlier = idsOf(flows.map(({ from }) => from));
	const later = idsOf(flows.map(({ to }) => to));
	const common = flows.filter(({ from, to }) => from !== null && to !== null);
	return [
		...later.map((id) => (earlier.includes(id) ? keptChange(id, flows) : newChange(id, flows))),
		...earlier.filter((id) => !later.includes(id)).map((id) => goneChange(id, flows)),
		...earlier.flatMap((segment) => {
			const into = later.filter((to) => covers(common, { of: 'to', id: to, by: segment }));
			return into.length < 2 ? [] : [{ kind: 'split' as const, segment, size: sizesOf(segment, flows), into }];
		}),
		...later.flatMap((segment) => {
			const outOf = earlier.filter((from) => covers(common, { of: 'from', id: from, by: segment }));
			return outOf.length < 2 ? [] : [{ kind: 'merged' as const, segment, size: sizesOf(segment, flows), outOf }];
		}),
	];
}

function idsOf(ids: readonly (string | null)[]): string[] {
	return [...new Set(ids)].filter((id): id is string => id !== null).sort();
}

/** Whether at least half of the customers on one side of the flows are those of a segment on the other. */
function covers(common: readonly Flow[], { of, id, by }: { of: 'from' | 'to'; id: string; by: string }): boolean {
	const own = common.filter((flow) => flow[of] === id);
	const shared = own.filter((flow) => flow[of === 'to' ? 'from' : 'to'] === by);
	return own.length > 0 && sumOf(shared) >= COVERED * sumOf(own);
}

function sizesOf(id: string, flows: readonly Flow[]): Sizes {
	return {
		before: sumOf(flows.filter(({ from }) => from === id)),
		after: sumOf(flows.filter(({ to }) => to === id)),
	};
}

function keptChange(segment: string, flows: readonly Flow[]): SegmentChange {
	const size = sizesOf(segment, flows);
	const stayed = sumOf(flows.filter(({ from, to }) => from === segment && to === segment));
	return { kind: 'kept', segment, size, keptShare: size.before === 0 ? 0 : stayed / size.before };
}

function newChange(segment: string, flows: readonly Flow[]): SegmentChange {
	const size = sizesOf(segment, flows);
	const cameFrom = flows.filter(({ to }) => to === segment).map(({ from, customers }) => shareOf(from, customers, size.after));
	return { kind: 'new', segment, size, cameFrom };
}

function goneChange(segment: string, flows: readonly Flow[]): SegmentChange {
	const size = sizesOf(segment, flows);
	const wentTo = flows.filter(({ from }) => from === segment).map(({ to, customers }) => shareOf(to, customers, size.before));
	return { kind: 'gone', segment, size, wentTo };
}

function shareOf(segment: string | null, customers: number, all: number): FlowShare {
	return { segment, customers, share: customers / all };
}
