import type { Task } from '../compute/types';
import { seededRandom } from '../core/random';
import type { Matrix } from '../math/matrix';
import { principalComponents } from '../math/principalComponents';
import { rowOf, sampleRows, takeRows } from '../math/rows';
import { drawMap, type MapKind } from './map/drawMap';
import { profileSegments, type SegmentProfile } from './profileSegments';

/** Customers on the map; more only hide each other. */
const MAP_POINTS = 1_500;
/** Rows the axes of the map are learnt from. */
const AXIS_ROWS = 20_000;

export type DescribeInput = Parameters<typeof profileSegments>[0] & {
	readonly matrix: Matrix;
	readonly seed: number;
};

export interface DescribedClusters {
	readonly profiles: readonly SegmentProfile[];
	readonly map: {
		readonly points: readonly { readonly x: number; readonly y: number; readonly cluster: number }[];
		readonly explained: readonly [number, number];
		readonly drawnBy: MapKind;
		readonly trustworthiness: number | null;
	};
}

/** `describeClusters` in a worker thread. */
export const describeClustersTask: Task<DescribeInput, DescribedClusters> = {
	file: 'segments/describeClusters',
	name: 'describeClusters',
};

/** What sets clusters apart, and a sample of customers on a plane. */
export function describeClusters(input: DescribeInput): DescribedClusters {
	return { profiles: profileSegments(input), map: mapOf(input) };
}

function mapOf({ matrix, labels, seed }: DescribeInput): DescribedClusters['map'] {
	const random = seededRandom(`map/${seed}`);
	const components = principalComponents(takeRows(matrix, sampleRows(matrix.rows, AXIS_ROWS, random)));
	const total = components.variances.reduce((sum, variance) => sum + variance, 0);
	const share = (axis: number): number => (total > 0 ? (components.variances[axis] ?? 0) / total : 0);
	const rows = sampleRows(matrix.rows, MAP_POINTS, random);
	const { places, ...how } = drawMap(takeRows(matrix, rows), components, seed);
	const points = Array.from(rows, (row, at) => {
		const [x, y] = rowOf(places, at);
		return { x: rounded(x), y: rounded(y), cluster: labels[row] };
	});
	return { points, explained: [share(0), share(1)], ...how };
}

function rounded(value: number): number {
	return Math.round(value * 1000) / 1000;
}
