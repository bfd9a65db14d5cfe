import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { fitTree, treeLabel, type Tree } from '../../../../lib/segments/surrogate/fitTree';
import { properties } from '../../../support/properties';
import { rowsOf } from '../../../../lib/math/rows';
import { fitKmeans } from '../../../../lib/segments/clustering/centres/fitKmeans';
import { dataFolder, readLabelled } from '../../../support/labelledData';

function fidelity(tree: Tree, columns: readonly ArrayLike<number>[], labels: ArrayLike<number>): number {
	const same = Array.from(labels).filter((label, row) => treeLabel(tree, (column) => columns[column][row]) === label);
	return same.length / labels.length;
}

/** scikit-learn's DecisionTreeClassifier on the labels of the best of 200 k-means starts on raw iris with k = 3. */
describe.skipIf(dataFolder === undefined)('on iris with three clusters', () => {
	let columns: readonly (readonly number[])[] = [];
	let labels: ArrayLike<number> = [];
	beforeAll(() => {
		const { matrix } = readLabelled('iris_r.csv');
		const rows = rowsOf(matrix);
		columns = [0, 1, 2, 3].map((column) => rows.map((row) => Math.round(row[column] * 10) / 10));
		({ labels } = fitKmeans(matrix, { k: 3, seed: 1, restarts: 50, tolerance: 0 }));
	});

	test.each([[1, 0.746667], [2, 0.973333], [3, 0.973333], [4, 1]])('%i questions agree with %f of the labels', (depthMax, expected) => {
		expect(fidelity(fitTree(columns, labels, { depthMax }), columns, labels)).toBeCloseTo(expected, 5);
	});

	test('asks for petal length at most 5.15 second; first for petal width at most 0.8 or, as pure, petal length at most 2.45', () => {
		const tree = fitTree(columns, labels, { depthMax: 2 });
		expect(tree).toMatchObject({ column: 2, above: { column: 2, threshold: expect.closeTo(5.15, 9) as number } });
		expect(tree).toHaveProperty('threshold', expect.closeTo(2.45, 9));
	});
});

test('a value that is absent goes with the high ones', () => {
	const tree = fitTree([[1, 2, NaN, NaN]], [0, 0, 1, 1], { depthMax: 1 });
	expect(tree).toEqual({ column: 0, threshold: 2, atMost: { label: 0 }, above: { label: 1 } });
	expect(treeLabel(tree, () => NaN)).toBe(1);
});

test('a leaf has at least as many rows as asked for', () => {
	expect(fitTree([[1, 2, 3, 4]], [1, 0, 0, 0], { depthMax: 3, leafMin: 2 })).toEqual({ label: 0 });
});

test('one label, or columns that tell nothing, is a leaf', () => {
	expect(fitTree([[1, 2]], [1, 1], { depthMax: 3 })).toEqual({ label: 1 });
	expect(fitTree([[5, 5, 5]], [0, 1, 1], { depthMax: 3 })).toEqual({ label: 1 });
});

test('more questions never agree less with what the tree was grown on, and with enough of them different rows are told apart', () => {
	const rows = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 2 })), {
		minLength: 1, maxLength: 40, selector: ([x, y]) => `${x}/${y}`,
	});
	fc.assert(
		fc.property(rows, (table) => {
			const columns = [table.map(([x]) => x), table.map(([, y]) => y)];
			const labels = table.map(([, , label]) => label);
			const shares = [0, 1, 2, 4].map((depthMax) => fidelity(fitTree(columns, labels, { depthMax }), columns, labels));
			expect(shares).toEqual([...shares].sort((left, right) => left - right));
		}),
		properties(60),
	);
});
