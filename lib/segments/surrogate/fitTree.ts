import { invariant } from '../../core/invariant';

/** A tree of yes-or-no questions on raw features; the surrogate of a segmentation (Craven & Shavlik 1996). */
export type Tree = Leaf | Split;

export interface Leaf {
	readonly label: number;
}

export interface Split {
	/** Place of the feature among the columns. */
	readonly column: number;
	/** A customer whose value is at most this goes to `atMost`; above it, or without a value, to `above`. */
	readonly threshold: number;
	readonly atMost: Tree;
	readonly above: Tree;
}

export interface TreeOptions {
	/** Questions one after the other at most. */
	readonly depthMax: number;
	/** Rows a leaf has at least; 1 by default. */
	readonly leafMin?: number;
}

/**
 * A classification tree by Gini impurity (CART, Breiman et al. 1984) that tells labels 0 … n apart by raw columns, NaN
 * where a value is absent. Of equally good splits the first column and the lowest threshold win, so that the same data
 * gives the same tree.
 */
export function fitTree(
	columns: readonly ArrayLike<number>[],
	labels: ArrayLike<number>,
	{ depthMax, leafMin = 1 }: TreeOptions,
): Tree {
	invariant(labels.length > 0, 'a tree needs at least one row');
	const classes = 1 + Array.from(labels).reduce((highest, label) => Math.max(highest, label), 0);
	const rows = Int32Array.from({ length: labels.length }, (_, row) => row);
	return grow({ columns, labels, classes, leafMin }, rows, depthMax);
}

/** The label that a tree gives a row. */
export function treeLabel(tree: Tree, valueOf: (column: number) => number): number {
	let node = tree;
	while ('column' in node) node = valueOf(node.column) <= node.threshold ? node.atMost : node.above;
	return node.label;
}

interface Growing {
	readonly columns: readonly ArrayLike<number>[];
	readonly labels: ArrayLike<number>;
	readonly classes: number;
	readonly leafMin: number;
}

function grow(growing: Growing, rows: Int32Array, depth: number): Tree {
	const counts = countLabels(growing, rows);
	const leaf = { label: counts.indexOf(Math.max(...counts)) };
	if (depth === 0 || counts[leaf.label] === rows.length) return leaf;
	const split = bestSplit(growing, rows, counts);
	if (split === undefined) return leaf;
	const { column, threshold } = split;
	const isAtMost = (row: number): boolean => growing.columns[column][row] <= threshold;
	const atMost = grow(growing, rows.filter(isAtMost), depth - 1);
	const above = grow(growing, rows.filter((row) => !isAtMost(row)), depth - 1);
	if (!('column' in atMost) && !('column' in above) && atMost.label === above.label) return atMost;
	return { column, threshold, atMost, above };
}

function countLabels({ labels, classes }: Growing, rows: Int32Array): number[] {
	const counts = new Array<number>(classes).fill(0);
	for (const row of rows) counts[labels[row]] += 1;
	return counts;
}

interface FoundSplit {
	readonly column: number;
	readonly threshold: number;
	/** Σ over both sides of Σ counts² / rows: the larger, the purer. */
	readonly purity: number;
}

function bestSplit(growing: Growing, rows: Int32Array, counts: readonly number[]): FoundSplit | undefined {
	const before = squaresOf(counts) / rows.length;
	let best: FoundSplit | undefined;
	growing.columns.forEach((_, column) => {
		const split = splitColumn(growing, rows, { column, counts });
		if (split === undefined || split.purity <= (best?.purity ?? before) + 1e-9) return;
		best = split;
	});
	return best;
}

/** The best threshold of one column, halfway between neighbouring values. */
function splitColumn(
	{ columns, labels, leafMin }: Growing,
	rows: Int32Array,
	{ column, counts }: { readonly column: number; readonly counts: readonly number[] },
): FoundSplit | undefined {
	const values = columns[column];
	const sorted = rows.filter((row) => !Number.isNaN(values[row])).sort((left, right) => values[left] - values[right]);
	const sides = { below: counts.map(() => 0), above: [...counts], squaresBelow: 0, squaresAbove: squaresOf(counts) };
	const leaf = Math.max(1, leafMin);
	let best: FoundSplit | undefined;
	sorted.forEach((row, at) => {
		moveBelow(sides, labels[row]);
		const taken = at + 1;
		const threshold = between(values[row], at + 1 < sorted.length ? values[sorted[at + 1]] : Infinity);
		if (threshold === undefined || taken < leaf || rows.length - taken < leaf) return;
		const purity = sides.squaresBelow / taken + sides.squaresAbove / (rows.length - taken);
		if (purity > (best?.purity ?? -Infinity) + 1e-9) best = { column, threshold, purity };
	});
	return best;
}

/** Counts of labels on both sides of a threshold, and the sums of their squares. */
interface Sides {
	readonly below: number[];
	readonly above: number[];
	squaresBelow: number;
	squaresAbove: number;
}

function moveBelow(sides: Sides, label: number): void {
	sides.squaresBelow += 2 * sides.below[label] + 1;
	sides.squaresAbove -= 2 * sides.above[label] - 1;
	sides.below[label] += 1;
	sides.above[label] -= 1;
}

/** Halfway between neighbours; undefined between equal ones, the value itself below absent ones. */
function between(value: number, next: number): number | undefined {
	if (next <= value) return undefined;
	return next === Infinity ? value : value + (next - value) / 2;
}

function squaresOf(counts: readonly number[]): number {
	return counts.reduce((sum, count) => sum + count * count, 0);
}
