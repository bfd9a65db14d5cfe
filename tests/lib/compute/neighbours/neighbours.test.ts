import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distancesToNth } from '../../../../lib/compute/neighbours/distancesToNth';
import { nearestRows } from '../../../../lib/compute/neighbours/nearestRows';
import { growPointTree } from '../../../../lib/compute/neighbours/pointTree';
import { reachabilityTree } from '../../../../lib/compute/neighbours/reachabilityTree';
import { disjointSets } from '../../../../lib/math/disjointSets';
import { euclideanDistance } from '../../../../lib/math/distance';
import { matrixOf, type Matrix } from '../../../../lib/math/matrix';
import { rowOf } from '../../../../lib/math/rows';
import { blobs } from '../../../support/blobs';
import { dataFolder, readLabelled } from '../../../support/labelledData';
import { properties } from '../../../support/properties';

const clouds = fc
	.record({ rows: fc.integer({ min: 2, max: 220 }), columns: fc.integer({ min: 1, max: 12 }), seed: fc.integer() })
	.map(({ rows, columns, seed }) => blobs({ rows, columns, clusters: 3, apart: 3, seed }).matrix);

function distancesFrom(matrix: Matrix, row: number): number[] {
	return Array.from({ length: matrix.rows }, (_, other) => euclideanDistance(rowOf(matrix, row), rowOf(matrix, other)));
}

describe('the tree of points', () => {
	test('holds every row once, inside the boxes of its nodes', () => {
		const property = fc.property(clouds, (matrix) => {
			const tree = growPointTree(matrix);
			expect([...tree.order].filter((row) => row >= 0).sort((a, b) => a - b)).toEqual([...Array(matrix.rows).keys()]);
			for (let slot = 0; slot < tree.rows; slot += 1) {
				const leaf = tree.leafNodes[Math.floor(slot / 32)];
				const isInside = rowOf(matrix, tree.order[slot]).every((value, column) =>
					[0, leaf].every((node) => {
						const at = node * matrix.columns + column;
						return value >= tree.lows[at] && value <= tree.highs[at];
					}),
				);
				expect(isInside).toBe(true);
			}
		});
		fc.assert(property, properties(30));
	});

	test('takes a thousand equal rows', () => {
		const tree = growPointTree({ rows: 1000, columns: 3, values: new Float32Array(3000).fill(2) });
		expect(tree.leaves).toBe(32);
	});
});

describe('nearest rows', () => {
	test('are those of measuring every pair', () => {
		const property = fc.property(clouds, fc.integer({ min: 1, max: 9 }), (matrix, count) => {
			const found = nearestRows(matrix, count);
			for (let row = 0; row < matrix.rows; row += 7) {
				const distances = distancesFrom(matrix, row);
				const others = distances.filter((_, other) => other !== row).sort((a, b) => a - b);
				for (let place = 0; place < count; place += 1) {
					const distance = found.distances[row * count + place];
					const neighbour = found.neighbours[row * count + place];
					expect(distance).toEqual(place < others.length ? expect.closeTo(others[place], 4) : Infinity);
					if (neighbour >= 0) expect(distances[neighbour]).toBeCloseTo(distance, 4);
					else expect(distance).toBe(Infinity);
				}
			}
		});
		fc.assert(property, properties(30));
	});

	test.skipIf(dataFolder === undefined)('of iris are as far as in scikit-learn', () => {
		// algorithms.md 7: quantiles of the distance to the 4th other neighbour.
		const distances = distancesToNth(readLabelled('iris_r.csv').matrix, 4);
		const quantile = (share: number): number => {
			const at = share * (distances.length - 1);
			const [low, high] = [distances[Math.floor(at)], distances[Math.ceil(at)]];
			return low + (high - low) * (at - Math.floor(at));
		};
		const expected = [0.141421, 0.3, 0.374166, 0.458258, 0.616441, 0.717975, 1.004988];
		[0, 0.25, 0.5, 0.75, 0.9, 0.95, 1].forEach((share, at) => expect(quantile(share)).toBeCloseTo(expected[at], 5));
	});

	test('of some leaves show the curve of all', () => {
		const { matrix } = blobs({ rows: 20_000, columns: 3, clusters: 4, apart: 5 });
		const [all, some] = [distancesToNth(matrix, 5), distancesToNth(matrix, 5, 2000)];
		expect(some.length).toBeLessThan(2100);
		for (const share of [0.25, 0.5, 0.75]) {
			const ratio = some[Math.floor(share * some.length)] / all[Math.floor(share * all.length)];
			expect(Math.abs(ratio - 1)).toBeLessThan(0.1);
		}
	});
});

/** Prim's algorithm over all pairs: the weight of the lightest tree of mutual reachability distances. */
function weightByPrim(matrix: Matrix, neighbours: number): number {
	const distances = Array.from({ length: matrix.rows }, (_, row) => distancesFrom(matrix, row));
	const core = distances.map((line, row) => line.filter((_, other) => other !== row).sort((a, b) => a - b)[neighbours - 1]);
	const best = new Float64Array(matrix.rows).fill(Infinity);
	const left = new Set(distances.keys());
	let [last, total] = [0, 0];
	left.delete(0);
	while (left.size > 0) {
		for (const row of left) best[row] = Math.min(best[row], Math.max(distances[last][row], core[last], core[row]));
		last = [...left].reduce((nearest, row) => (best[row] < best[nearest] ? row : nearest));
		total += best[last];
		left.delete(last);
	}
	return total;
}

describe('the tree of mutual reachability', () => {
	test('is as light as that of Prim over all pairs, holds all rows together, and rises', () => {
		const property = fc.property(clouds, fc.integer({ min: 1, max: 9 }), (matrix, wanted) => {
			const neighbours = Math.min(wanted, matrix.rows - 1);
			const { from, to, weights } = reachabilityTree(matrix, { neighbours });
			const sets = disjointSets(matrix.rows);
			from.forEach((row, edge) => expect(sets.unite(row, to[edge])).toBe(true));
			expect(from).toHaveLength(matrix.rows - 1);
			expect([...weights]).toEqual([...weights].sort((a, b) => a - b));
			const total = weights.reduce((sum, weight) => sum + weight, 0);
			expect(total / weightByPrim(matrix, neighbours)).toBeCloseTo(1, 5);
		});
		fc.assert(property, properties(30));
	});

	test.skipIf(dataFolder === undefined)('of iris weighs what the independent reference says', () => {
		// algorithms.md 8: core distance to the 5th other neighbour, and to the 5th with the row itself counted.
		const { matrix } = readLabelled('iris_r.csv');
		const weigh = (neighbours: number): number =>
			reachabilityTree(matrix, { neighbours }).weights.reduce((sum, weight) => sum + weight, 0);
		expect(weigh(5)).toBeCloseTo(66.914155, 4);
		expect(weigh(4)).toBeCloseTo(62.52502, 4);
	});

	test('takes one row, two rows, and equal rows', () => {
		expect(reachabilityTree(matrixOf([[1, 2]]), { neighbours: 5 }).weights).toHaveLength(0);
		expect([...reachabilityTree(matrixOf([[0], [3]]), { neighbours: 5 }).weights]).toEqual([3]);
		const equal = reachabilityTree({ rows: 100, columns: 2, values: new Float32Array(200) }, { neighbours: 5 });
		expect([...equal.weights]).toEqual(new Array(99).fill(0));
	});
});
