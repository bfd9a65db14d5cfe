import type { Matrix } from '../../math/matrix';
import { LEAF_ROWS } from '../kernels/neighboursKernel';

/**
 * Rows gathered by nearness: a k-d tree (Bentley 1975) whose leaves hold 32 rows each, the last one what is left. Node 0
 * is everything; a node covers a run of leaves, and its halves are two other nodes.
 */
export interface PointTree {
	readonly rows: number;
	readonly columns: number;
	readonly leaves: number;
	/** The row in each slot (leaf · 32 + place in the leaf); −1 for a filler at the end. */
	readonly order: Int32Array;
	/** leaves × columns × 32; fillers are infinitely far away. */
	readonly tiles: Float32Array;
	/** nodes × columns: the box around the rows of each node. */
	readonly lows: Float32Array;
	readonly highs: Float32Array;
	/** Its halves; −1 for a leaf. */
	readonly left: Int32Array;
	readonly right: Int32Array;
	/** Node → first leaf it covers. */
	readonly firstLeaf: Int32Array;
	/** Leaf → its node. */
	readonly leafNodes: Int32Array;
}

/** Cuts along the column of the largest variance, so that a few far outliers do not decide. */
export function growPointTree(matrix: Matrix): PointTree {
	const leaves = Math.ceil(matrix.rows / LEAF_ROWS);
	const nodes = Math.max(1, 2 * leaves - 1);
	const order = new Int32Array(leaves * LEAF_ROWS).fill(-1);
	for (let row = 0; row < matrix.rows; row += 1) order[row] = row;
	const tree: PointTree = {
		rows: matrix.rows,
		columns: matrix.columns,
		leaves,
		order,
		tiles: new Float32Array(leaves * matrix.columns * LEAF_ROWS).fill(Infinity),
		lows: new Float32Array(nodes * matrix.columns).fill(Infinity),
		highs: new Float32Array(nodes * matrix.columns).fill(-Infinity),
		left: new Int32Array(nodes).fill(-1),
		right: new Int32Array(nodes).fill(-1),
		firstLeaf: new Int32Array(nodes),
		leafNodes: new Int32Array(leaves),
	};
	growNode({ tree, matrix, next: 0 }, 0, leaves);
	fillTiles(tree, matrix);
	return tree;
}

interface Growth {
	readonly tree: PointTree;
	readonly matrix: Matrix;
	/** Number of the next node: a node is numbered before its halves. */
	next: number;
}

/** Makes the node of the leaves first … last − 1, and everything below it; returns its number. */
function growNode(growth: Growth, first: number, last: number): number {
	const { tree, matrix } = growth;
	const node = growth.next++;
	tree.firstLeaf[node] = first;
	const from = first * LEAF_ROWS;
	const to = Math.min(last * LEAF_ROWS, matrix.rows);
	measureBox(tree, matrix, { node, from, to });
	if (last - first <= 1) {
		tree.leafNodes[first] = node;
		return node;
	}
	const middle = first + Math.ceil((last - first) / 2);
	const column = widestColumn(matrix, tree.order.subarray(from, to));
	partition(tree.order.subarray(from, to), middle * LEAF_ROWS - from, { matrix, column });
	tree.left[node] = growNode(growth, first, middle);
	tree.right[node] = growNode(growth, middle, last);
	return node;
}

interface Run {
	readonly node: number;
	readonly from: number;
	readonly to: number;
}

function measureBox({ order, lows, highs }: PointTree, { values, columns }: Matrix, { node, from, to }: Run): void {
	const box = node * columns;
	for (let slot = from; slot < to; slot += 1) {
		const row = order[slot] * columns;
		for (let column = 0; column < columns; column += 1) {
			const value = values[row + column];
			if (value < lows[box + column]) lows[box + column] = value;
			if (value > highs[box + column]) highs[box + column] = value;
		}
	}
}

/** The column with the largest variance among the given rows. */
function widestColumn({ values, columns }: Matrix, rows: Int32Array): number {
	let widest = 0;
	let largest = -1;
	for (let column = 0; column < columns; column += 1) {
		const origin = values[rows[0] * columns + column];
		let sum = 0;
		let squares = 0;
		for (let index = 0; index < rows.length; index += 1) {
			const value = values[rows[index] * columns + column] - origin;
			sum += value;
			squares += value * value;
		}
		const variance = squares - (sum * sum) / rows.length;
		if (variance <= largest) continue;
		largest = variance;
		widest = column;
	}
	return widest;
}

interface Along {
	readonly matrix: Matrix;
	readonly column: number;
}

/**
 * Moves the `count` rows that are lowest in one column to the front (Hoare 1961, quickselect). Equal values are told
 * apart by all other columns and then by the row, so that the tree hardly depends on the order of the rows.
 */
function partition(rows: Int32Array, count: number, along: Along): void {
	let low = 0;
	let high = rows.length - 1;
	while (low < high) {
		const pivot = rows[(low + high) >> 1];
		let left = low;
		let right = high;
		while (left <= right) {
			while (compare(rows[left], pivot, along) < 0) left += 1;
			while (compare(rows[right], pivot, along) > 0) right -= 1;
			if (left > right) continue;
			const moved = rows[left];
			rows[left++] = rows[right];
			rows[right--] = moved;
		}
		if (count - 1 <= right) high = right;
		else if (count >= left + 1) low = left;
		else return;
	}
}

function compare(one: number, other: number, { matrix, column }: Along): number {
	const { values, columns } = matrix;
	const difference = values[one * columns + column] - values[other * columns + column];
	if (difference !== 0) return difference;
	for (let at = 0; at < columns; at += 1) {
		const further = values[one * columns + at] - values[other * columns + at];
		if (further !== 0) return further;
	}
	return one - other;
}

function fillTiles({ order, tiles, columns }: PointTree, { values }: Matrix): void {
	for (let slot = 0; slot < order.length; slot += 1) {
		const row = order[slot];
		if (row < 0) continue;
		const tile = Math.floor(slot / LEAF_ROWS) * columns * LEAF_ROWS + (slot % LEAF_ROWS);
		for (let column = 0; column < columns; column += 1) {
			tiles[tile + column * LEAF_ROWS] = values[row * columns + column];
		}
	}
}
