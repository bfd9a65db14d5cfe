import { seededRandom } from '../../../core/random';
import { squaredDistance } from '../../../math/distance';
import { rowOf, rowsOf, sampleRows, takeRows } from '../../../math/rows';
import { drawMembers } from './drawMembers';
import { fitRadii } from './fitRadii';
import type { LabelledRows, TypicalMembers } from './types';

/** Members drawn; fewer are left after fitting. Each is compared with every customer in SQL, and a model has room for 1,024. */
const MEMBERS = 512;
/** Rows the radii are fitted to: 512 by 20,000 distances take 40 MB. */
const FITTED_ROWS = 20_000;
/** Rows the result is checked on. */
const CHECKED_ROWS = 50_000;

/**
 * Members by which any customer can be put into clusters of any shape, and on what share of the rows they agree with the
 * labels they stand for. The same seed gives the same members. Labels: 0 … clusters − 1, −1 for none.
 */
export function typicalMembers(
	rows: LabelledRows,
	{ clusters, seed }: { readonly clusters: number; readonly seed: number | string },
): TypicalMembers & { readonly fidelity: number } {
	const drawn = drawMembers(rows.labels, { clusters, count: MEMBERS, seed });
	const matrix = takeRows(rows.matrix, drawn.flatMap((members) => [...members]));
	const clusterOf = drawn.flatMap((members, cluster) => [...members].map(() => cluster));
	const { radii, within } = fitRadii(sampleOf(rows, FITTED_ROWS, seed), { matrix, clusters: clusterOf });
	const useful = usefulOf(clusterOf, within);
	const members = {
		points: rowsOf(takeRows(matrix, useful)),
		clusters: useful.map((point) => clusterOf[point]),
		radii: useful.map((point) => radii[point]),
	};
	return { ...members, fidelity: fidelityOf(sampleOf(rows, CHECKED_ROWS, `${seed}/check`), members) };
}

/** Points with rows around them; of a cluster whose points have none, the first, so that it has one. */
function usefulOf(clusterOf: readonly number[], within: readonly number[]): number[] {
	const served = new Set(clusterOf.filter((_, point) => within[point] > 0));
	return [...clusterOf.keys()].filter((point) => {
		const cluster = clusterOf[point];
		if (within[point] > 0 || served.has(cluster)) return within[point] > 0;
		served.add(cluster);
		return true;
	});
}

function sampleOf({ matrix, labels }: LabelledRows, count: number, seed: number | string): LabelledRows {
	const chosen = sampleRows(matrix.rows, count, seededRandom(seed).fork('rows around typical members'));
	return { matrix: takeRows(matrix, chosen), labels: chosen.map((row) => labels[row]) };
}

function fidelityOf({ matrix, labels }: LabelledRows, members: TypicalMembers): number {
	const squaredRadii = members.radii.map((radius) => radius * radius);
	let agreeing = 0;
	labels.forEach((label, row) => {
		const place = rowOf(matrix, row);
		let least = Infinity;
		let found = -1;
		members.points.forEach((point, at) => {
			const squared = squaredDistance(place, point);
			if (squared >= least || squared > squaredRadii[at]) return;
			least = squared;
			found = members.clusters[at];
		});
		if (found === label) agreeing += 1;
	});
	return agreeing / Math.max(1, labels.length);
}
