import { seededRandom } from '../../../core/random';
import { sampleRows } from '../../../math/rows';

/** Members of a cluster at least, so that a small one keeps its shape, while there is room for so many. */
const MEMBERS_MIN = 8;

/**
 * Rows of members, cluster after cluster: about `count` in all, at most twice as many where there are very many clusters;
 * more of a large cluster but only by the root of its size, because it has more inside than outline.
 */
export function drawMembers(
	labels: Int32Array,
	{ clusters, count, seed }: { readonly clusters: number; readonly count: number; readonly seed: number | string },
): Int32Array[] {
	const members = membersOf(labels, clusters);
	const roots = members.map(({ length }) => Math.sqrt(length));
	const total = roots.reduce((sum, root) => sum + root, 0);
	const least = Math.max(1, Math.min(MEMBERS_MIN, Math.floor(count / clusters)));
	return members.map((rows, cluster) => {
		const quota = Math.max(least, Math.floor((count * roots[cluster]) / total));
		const random = seededRandom(seed).fork(`typical members of ${cluster}`);
		return sampleRows(rows.length, quota, random).map((at) => rows[at]);
	});
}

function membersOf(labels: Int32Array, clusters: number): Int32Array[] {
	const sizes = new Int32Array(clusters);
	for (const label of labels) if (label >= 0) sizes[label] += 1;
	const members = [...sizes].map((size) => new Int32Array(size));
	const filled = new Int32Array(clusters);
	labels.forEach((label, row) => {
		if (label >= 0) members[label][filled[label]++] = row;
	});
	return members;
}
