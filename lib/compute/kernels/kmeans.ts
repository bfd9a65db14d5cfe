import { Defect } from '../../core/errors';
import type { Matrix } from '../../math/matrix';
import { BLOCK_ROWS, blockOf, eachBlock } from './blocks';
import { LANES, type CentreSums, type KmeansKernel, type Nearest } from './kmeansKernel';
import { loadKernel, type Kernel } from './loadKernel';

/** The exports of assembly/kmeans.ts, in byte offsets and counts. */
interface KmeansFunctions {
	nearestCentres(
		...call: [
			points: number,
			rows: number,
			columns: number,
			centres: number,
			groups: number,
			labels: number,
			distances: number,
		]
	): number;
	addToCentres(
		...call: [
			points: number,
			rows: number,
			columns: number,
			labels: number,
			sums: number,
			counts: number,
		]
	): void;
	candidateCosts(
		...call: [
			points: number,
			rows: number,
			columns: number,
			candidates: number,
			closest: number,
			lowered: number,
			costs: number,
		]
	): void;
}

/**
 * The k-means kernel as WebAssembly SIMD. A block of rows at a time is copied into the kernel's memory
 * (a few hundred kilobytes, whatever the number of rows), so the points may lie in any buffer.
 */
export function openKmeansKernel(): KmeansKernel {
	const kernel = loadKernel<KmeansFunctions>('kmeans');
	return {
		nearestCentres: (points, centres, nearest) => passOver(kernel, { points, centres, nearest }),
		stepKmeans: (points, centres, into) =>
			passOver(kernel, { points, centres, nearest: into, totals: into }),
		candidateCosts: (points, candidates, distances) =>
			costsOf(kernel, { points, candidates, ...distances }),
	};
}

interface Pass {
	readonly points: Matrix;
	readonly centres: Matrix;
	readonly nearest: Nearest;
	readonly totals?: CentreSums;
}

function passOver(kernel: Kernel<KmeansFunctions>, { points, centres, nearest, totals }: Pass) {
	const { columns } = points;
	const groups = Math.ceil(centres.rows / LANES);
	const [pointsAt, labelsAt, distancesAt, sumsAt, countsAt, centresAt] = kernel.place(
		BLOCK_ROWS * columns * 4,
		BLOCK_ROWS * 4,
		BLOCK_ROWS * 4,
		centres.rows * columns * 8,
		centres.rows * 4,
		groups * columns * LANES * 4,
	);
	const buffer = kernel.buffer();
	new Float32Array(buffer, centresAt, groups * columns * LANES).set(inLanes(centres, groups));
	const inner = new Float32Array(buffer, pointsAt, BLOCK_ROWS * columns);
	const labels = new Int32Array(buffer, labelsAt, BLOCK_ROWS);
	const distances = new Float32Array(buffer, distancesAt, BLOCK_ROWS);
	const sums = new Float64Array(buffer, sumsAt, centres.rows * columns);
	const counts = new Int32Array(buffer, countsAt, centres.rows);
	totals?.sums.fill(0);
	totals?.counts.fill(0);
	let inertia = 0;
	eachBlock(points.rows, (first, count) => {
		inner.set(blockOf(points, first, count));
		inertia += kernel.functions.nearestCentres(
			pointsAt,
			count,
			columns,
			centresAt,
			groups,
			labelsAt,
			distancesAt,
		);
		nearest.labels.set(labels.subarray(0, count), first);
		nearest.distances.set(distances.subarray(0, count), first);
		if (totals === undefined) return;
		sums.fill(0);
		counts.fill(0);
		kernel.functions.addToCentres(pointsAt, count, columns, labelsAt, sumsAt, countsAt);
		for (let index = 0; index < sums.length; index += 1) totals.sums[index] += sums[index];
		for (let index = 0; index < counts.length; index += 1) totals.counts[index] += counts[index];
	});
	return inertia;
}

interface Candidates {
	readonly points: Matrix;
	readonly candidates: Matrix;
	readonly closest: Float32Array;
	readonly lowered: Float32Array;
}

function costsOf(kernel: Kernel<KmeansFunctions>, request: Candidates): Float64Array {
	const { points, candidates, closest, lowered } = request;
	if (candidates.rows > LANES) throw new Defect(`at most ${LANES} candidates, not ${candidates.rows}`);
	const { columns } = points;
	const [pointsAt, candidatesAt, closestAt, loweredAt, costsAt] = kernel.place(
		BLOCK_ROWS * columns * 4,
		columns * LANES * 4,
		BLOCK_ROWS * 4,
		BLOCK_ROWS * LANES * 4,
		LANES * 8,
	);
	const buffer = kernel.buffer();
	new Float32Array(buffer, candidatesAt, columns * LANES).set(inLanes(candidates, 1));
	const inner = new Float32Array(buffer, pointsAt, BLOCK_ROWS * columns);
	const innerClosest = new Float32Array(buffer, closestAt, BLOCK_ROWS);
	const innerLowered = new Float32Array(buffer, loweredAt, BLOCK_ROWS * LANES);
	const blockCosts = new Float64Array(buffer, costsAt, LANES);
	const costs = new Float64Array(candidates.rows);
	eachBlock(points.rows, (first, count) => {
		inner.set(blockOf(points, first, count));
		innerClosest.set(closest.subarray(first, first + count));
		blockCosts.fill(0);
		kernel.functions.candidateCosts(
			pointsAt,
			count,
			columns,
			candidatesAt,
			closestAt,
			loweredAt,
			costsAt,
		);
		lowered.set(innerLowered.subarray(0, count * LANES), first * LANES);
		for (let index = 0; index < costs.length; index += 1) costs[index] += blockCosts[index];
	});
	return costs;
}

/** groups × columns × 4: four centres side by side; an absent centre is infinitely far away. */
function inLanes(centres: Matrix, groups: number): Float32Array {
	const { columns, values } = centres;
	const lanes = new Float32Array(groups * columns * LANES).fill(Infinity);
	for (let centre = 0; centre < centres.rows; centre += 1) {
		const group = Math.floor(centre / LANES);
		for (let column = 0; column < columns; column += 1) {
			lanes[(group * columns + column) * LANES + (centre % LANES)] = values[centre * columns + column];
		}
	}
	return lanes;
}
