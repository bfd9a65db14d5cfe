import type { Matrix } from '../../../math/matrix';
import { numberBySize } from '../../../math/numberBySize';
import { openDenseSearch } from './denseSearch';
import { pointsMinFor, radiusAtKnee, type Radius } from './radiusAtKnee';
import type { DenseClusters } from './types';

export interface DbscanOptions {
	/** Smaller groups are left in none. */
	readonly sizeMin: number;
	readonly progress?: (share: number, sentence: string) => void;
}

export interface DbscanFound {
	readonly labels: Int32Array;
	readonly sizes: readonly number[];
	readonly notes: readonly string[];
}

/** Factors on the radius at the knee that are tried. */
const SWEEP = [0.7, 1, 1.3];
const AT_KNEE = 1;

/**
 * DBSCAN with the radius at the knee of the distances, without groups too small to be of use. Where that radius makes one
 * group of nearly everybody, and 30 % less several, the smaller one is taken.
 */
export function findDbscan(matrix: Matrix, { sizeMin, progress }: DbscanOptions): DbscanFound {
	const pointsMin = pointsMinFor(matrix.columns);
	progress?.(0, 'measuring how near customers lie to each other');
	const knee = radiusAtKnee(matrix, pointsMin);
	const search = openDenseSearch(matrix);
	const tries = SWEEP.map((factor, at) => {
		progress?.(0.3 + at * 0.2, 'linking customers who are near each other');
		const all = search({ radius: knee.radius * factor, pointsMin });
		return { all, ...withoutSmall(all, sizeMin) };
	});
	const chosen = tries[AT_KNEE].sizes.length < 2 && tries[0].sizes.length >= 2 ? 0 : AT_KNEE;
	const { all, labels, sizes } = tries[chosen];
	const notes = [
		describeRadius({ ...knee, radius: knee.radius * SWEEP[chosen] }, pointsMin, chosen),
		`With the distance at the knee less 30 %, as it is, and 30 % more there are ${tries.map((one) => one.sizes.length).join(', ')} segments`,
		...describeSmall(all, { sizeMin, kept: sizes.length }),
	];
	return { labels, sizes, notes };
}

function withoutSmall({ labels, sizes }: DenseClusters, sizeMin: number): Pick<DbscanFound, 'labels' | 'sizes'> {
	return numberBySize(labels.map((label) => (label >= 0 && sizes[label] >= sizeMin ? label : -1)));
}

function describeRadius({ radius, atKnee }: Radius, pointsMin: number, chosen: number): string {
	const knee = atKnee
		? `the knee of the curve of distances to the ${pointsMin - 1}th nearest`
		: 'a distance within which nine of ten customers have company, because the curve of distances has no knee';
	const where = chosen === AT_KNEE ? knee : `30 % less than ${knee}, which would make one group of nearly everybody`;
	return `Customers are near each other within ${radius.toPrecision(3)}, ${where}; ${pointsMin} near each other make a dense place`;
}

function describeSmall(
	{ sizes }: DenseClusters,
	{ sizeMin, kept }: { readonly sizeMin: number; readonly kept: number },
): string[] {
	const small = sizes.slice(kept);
	if (small.length === 0) return [];
	const customers = small.reduce((sum, size) => sum + size, 0);
	return [`${small.length} groups of fewer than ${sizeMin}, together ${customers} customers, were left in no segment`];
}
