import { rowOf } from '../../../math/rows';
import type { ClusterFit } from '../findClusters';
import { percent } from './findDense';
import { typicalMembers } from './typicalMembers';
import type { LabelledRows } from './types';

interface Found extends LabelledRows {
	readonly sizes: readonly number[];
	readonly membership?: Float32Array;
	readonly notes: readonly string[];
}

/** What a density algorithm found, with the typical members that put other customers into its clusters. */
export function toFit({ matrix, ...found }: Found, seed: number): ClusterFit {
	const rows = { matrix, labels: found.labels };
	const clusters = found.sizes.length;
	if (clusters === 0) return { ...found, reader: { kind: 'corePoints', points: [], clusters: [], radii: [] }, inertia: 0 };
	const { fidelity, ...members } = typicalMembers(rows, { clusters, seed });
	return {
		...found,
		reader: { kind: 'corePoints', ...members },
		inertia: inertiaOf(rows, clusters),
		notes: [
			...found.notes,
			`${members.points.length} typical members stand for the segments: by their nearness ${percent(fidelity)} of the customers come where the algorithm put them`,
		],
	};
}

/** Sum of the squared distances of members to the mean of their cluster. */
function inertiaOf({ matrix, labels }: LabelledRows, clusters: number): number {
	const { columns } = matrix;
	const counts = new Float64Array(clusters);
	const sums = new Float64Array(clusters * columns);
	let squares = 0;
	labels.forEach((label, row) => {
		if (label < 0) return;
		counts[label] += 1;
		rowOf(matrix, row).forEach((value, column) => {
			sums[label * columns + column] += value;
			squares += value * value;
		});
	});
	return Math.max(0, sums.reduce((rest, sum, at) => rest - (sum * sum) / counts[Math.floor(at / columns)], squares));
}
