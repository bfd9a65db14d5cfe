import type { Migration } from './definition';

/** Pixels of the thickest side, of the two lines beside a node, and between nodes. */
const sideHeight = 320;
const slotMin = 36;
const gap = 8;

/** A segment's bar at one side; top and bottom in pixels. */
export interface Node {
	readonly top: number;
	readonly bottom: number;
	readonly customers: number;
}

/** A flow's ends on both sides, in pixels. */
export interface Band {
	readonly from: number;
	readonly to: number;
	readonly left: readonly [number, number];
	readonly right: readonly [number, number];
}

export interface Layout {
	readonly height: number;
	readonly before: readonly Node[];
	readonly after: readonly Node[];
	readonly bands: readonly Band[];
}

/** Nodes below each other with room for their names, and bands in the nodes' order, so that as few as possible cross. */
export function layOut({ before, after, flows }: Migration): Layout {
	const all = flows.reduce((sum, { customers }) => sum + customers, 0);
	const pixels = all === 0 ? 0 : sideHeight / all;
	const left = place(before.map((_, at) => sum(flows.filter(({ from }) => from === at))), pixels);
	const right = place(after.map((_, at) => sum(flows.filter(({ to }) => to === at))), pixels);
	const leftNext = left.nodes.map(({ top }) => top);
	const rightNext = right.nodes.map(({ top }) => top);
	const bands = [...flows]
		.sort((one, other) => one.from - other.from || one.to - other.to)
		.map(({ from, to, customers }) => ({
			from,
			to,
			left: take(leftNext, from, customers * pixels),
			right: take(rightNext, to, customers * pixels),
		}));
	return { height: Math.max(left.height, right.height), before: left.nodes, after: right.nodes, bands };
}

function place(sizes: readonly number[], pixels: number): { readonly height: number; readonly nodes: Node[] } {
	let next = 0;
	const nodes = sizes.map((customers) => {
		const thickness = customers * pixels;
		const slot = Math.max(thickness, slotMin);
		const top = next + (slot - thickness) / 2;
		next += slot + gap;
		return { top, bottom: top + thickness, customers };
	});
	return { height: Math.max(slotMin, next - gap), nodes };
}

/** The next part of a node's bar; what is after it moves down. */
function take(next: number[], at: number, thickness: number): [number, number] {
	const top = next[at];
	next[at] = top + thickness;
	return [top, next[at]];
}

function sum(flows: Migration['flows']): number {
	return flows.reduce((total, { customers }) => total + customers, 0);
}
