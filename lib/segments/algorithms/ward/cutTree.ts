import type { Merge } from './openClusters';

/** The cluster of each row after all but the last k − 1 merges; clusters are numbered by their first row. */
export function cutTree(merges: readonly Merge[], rows: number, k: number): Int32Array {
	const parent = Int32Array.from({ length: rows }, (_, row) => row);
	const rootOf = (row: number): number => {
		let root = row;
		while (parent[root] !== root) root = parent[root];
		for (let at = row; parent[at] !== root; ) [at, parent[at]] = [parent[at], root];
		return root;
	};
	for (const { left, right } of merges.slice(0, rows - k)) parent[rootOf(right)] = rootOf(left);
	const numbers = new Map<number, number>();
	return parent.map((_, row) => {
		const root = rootOf(row);
		const known = numbers.get(root) ?? numbers.size;
		numbers.set(root, known);
		return known;
	});
}
