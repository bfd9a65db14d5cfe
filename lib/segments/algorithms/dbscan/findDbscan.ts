import type { Matrix } from '../../../math/matrix';
import { numberBySize } from '../../../math/numberBySize';
import { openDenseSearch } from './denseSearch';
import { pointsMinFor, radiusAtKnee, type Radius } from './radiusAtKnee';
import type { DenseClusters } from './types';

export interface DbscanOptions {
	/** Smaller groups are left in none. */
	readonly sizeMin: number;
	/** Whether to say what radii 30 % smaller and larger would find. */
	readonly sweep: boolean;
	readonly progress?: (share: number, sentence: string) => void;
}

export interface DbscanFound {
	readonly labels: Int32Array;
	readonly sizes: readonly number[];
	readonly notes: readonly string[];
}

/** Factors on the radius that are tried beside it. */
const SWEEP = [0.7, 1.3];

/** DBSCAN with the radius at the knee of the distances, without groups too small to be of use. */
export function findDbscan(matrix: Matrix, { sizeMin, sweep, progress }: DbscanOptions): DbscanFound {
	const pointsMin = pointsMinFor(matrix.columns);
	progress?.(0, 'measuring how near customers lie to each other');
	const knee = radiusAtKnee(matrix, pointsMin);
	const search = openDenseSearch(matrix);
	const groupsAt = (factor: number): DenseClusters => search({ radius: knee.radius * factor, pointsMin });
	progress?.(0.3, 'linking customers who are near each other');
	const all = groupsAt(1);
	const found = withoutSmall(all, sizeMin);
	if (!sweep) return { ...found, notes: [] };
	progress?.(0.5, 'trying smaller and larger distances');
	const [fewer, more] = SWEEP.map((factor) => withoutSmall(groupsAt(factor), sizeMin).sizes.length);
	const notes = [
		describeRadius(knee, pointsMin),
		`At 30 % less, the same and 30 % more there are ${fewer}, ${found.sizes.length} and ${more} segments`,
		...describeSmall(all, { sizeMin, kept: found.sizes.length }),
	];
	return { ...found, notes };
}

function withoutSmall({ labels, sizes }: DenseClusters, sizeMin: number): Pick<DbscanFound, 'labels' | 'sizes'> {
	return numberBySize(labels.map((label) => (label >= 0 && sizes[label] >= sizeMin ? label : -1)));
}

function describeRadius({ radius, atKnee }: Radius, pointsMin: number): string {
	const where = atKnee
		? `the knee of the curve of distances to the ${pointsMin - 1}th nearest`
		: 'a distance within which nine of ten customers have company, because the curve of distances has no knee';
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
