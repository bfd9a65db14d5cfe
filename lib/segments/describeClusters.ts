import type { Task } from '../compute/types';
import { seededRandom } from '../core/random';
import { squaredDistance } from '../math/distance';
import type { Matrix } from '../math/matrix';
import { principalComponents } from '../math/principalComponents';
import { rowOf, sampleRows, takeRows } from '../math/rows';
import { drawMap, type MapKind } from './map/drawMap';
import { profileSegments, type SegmentProfile } from './profileSegments';
import type { DescribedFeature } from './types';
import { rulesOfThumb, type RulesOfThumb } from './surrogate/rulesOfThumb';

/** Customers on the map; more only hide each other. */
const MAP_POINTS = 1_500;
/** Typical customers of a segment. */
const TYPICAL_ROWS = 3;
/** Rows the axes of the map are learnt from. */
const AXIS_ROWS = 20_000;

export type DescribeInput = Parameters<typeof profileSegments>[0] & {
	readonly matrix: Matrix;
	/** Of the features the segments were made of: rules ask for these. */
	readonly used: readonly DescribedFeature[];
	readonly seed: number;
};

export interface DescribedClusters {
	readonly profiles: readonly SegmentProfile[];
	/** The segmentation in rules on raw features; null for a single segment. */
	readonly rules: RulesOfThumb | null;
	/** Rows of the customers nearest to the middle of each cluster, the nearest first. */
	readonly typical: readonly (readonly number[])[];
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

/** What sets clusters apart, in rules and in typical customers, and a sample of customers on a plane. */
export function describeClusters(input: DescribeInput): DescribedClusters {
	const profiles = profileSegments(input);
	return { profiles, rules: rulesOfThumb({ ...input, definitions: input.used }), typical: typicalRows(input, profiles), map: mapOf(input) };
}

function typicalRows({ matrix, labels, preparation }: DescribeInput, profiles: readonly SegmentProfile[]): number[][] {
	const middles = profiles.map(({ preparedMeans }) => preparation.columns.map(({ name }) => preparedMeans[name] ?? 0));
	const nearest: { readonly row: number; readonly distance: number }[][] = profiles.map(() => []);
	for (let row = 0; row < matrix.rows; row += 1) {
		const label = labels[row];
		if (label < 0) continue;
		const found = nearest[label];
		const distance = squaredDistance(rowOf(matrix, row), middles[label]);
		if (found.length === TYPICAL_ROWS && distance >= found[TYPICAL_ROWS - 1].distance) continue;
		found.push({ row, distance });
		found.sort((left, right) => left.distance - right.distance || left.row - right.row);
		found.length = Math.min(found.length, TYPICAL_ROWS);
	}
	return nearest.map((found) => found.map(({ row }) => row));
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
