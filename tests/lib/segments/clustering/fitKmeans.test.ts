import fc from 'fast-check';
import { kmeans as mlKmeans } from 'ml-kmeans';
import { describe, expect, test } from 'vitest';
import { openKmeansKernel } from '../../../../lib/compute/kernels/kmeans';
import { InvalidInput, NotEnoughData } from '../../../../lib/core/errors';
import { seededRandom } from '../../../../lib/core/random';
import { adjustedRandIndex } from '../../../../lib/math/adjustedRandIndex';
import { clusterIndices } from '../../../../lib/math/clusterIndices';
import { matrixOf, type Matrix } from '../../../../lib/math/matrix';
import { rowOf, takeRows } from '../../../../lib/math/rows';
import { silhouette } from '../../../../lib/math/silhouette';
import { fitKmeans } from '../../../../lib/segments/clustering/centres/fitKmeans';
import { refineCentres } from '../../../../lib/segments/clustering/centres/refineCentres';
import { seedCentres } from '../../../../lib/segments/clustering/centres/seedCentres';
import { blobs } from '../../../support/blobs';
import { dataFolder, readLabelled } from '../../../support/labelledData';
import { properties } from '../../../support/properties';

const kernel = openKmeansKernel();

/** Mean 0, population standard deviation 1 a column. */
function standardized(matrix: Matrix): Matrix {
	const values = Float32Array.from(matrix.values);
	for (let column = 0; column < matrix.columns; column += 1) {
		const own = Array.from({ length: matrix.rows }, (_, row) => values[row * matrix.columns + column]);
		const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
		const deviation = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length);
		own.forEach((value, row) => (values[row * matrix.columns + column] = (value - mean) / deviation));
	}
	return { ...matrix, values };
}

/** scikit-learn 1.2.1, best of 200 restarts: k, inertia, silhouette, Caliński-Harabasz, Davies-Bouldin, ARI. */
const irisByK = [
	[2, 152.347952, 0.681046, 513.9245, 0.404293, 0.539922],
	[3, 78.851441, 0.552819, 561.6278, 0.661972, 0.730238],
	[4, 57.228473, 0.498051, 530.7658, 0.780307, 0.649818],
	[5, 46.446182, 0.488749, 495.5415, 0.805965, 0.607896],
] as const;

describe.skipIf(dataFolder === undefined)('on real data', () => {
	test.each(irisByK)('iris in %i has the figures of scikit-learn', (k, ...expected) => {
		const { matrix, labels } = readLabelled('iris_r.csv');
		const fit = fitKmeans(matrix, { k, seed: 1, restarts: 100, tolerance: 0 });
		const { calinskiHarabasz, daviesBouldin } = clusterIndices(matrix, fit.labels);
		const found = [
			fit.inertia,
			silhouette(matrix, fit.labels).mean,
			calinskiHarabasz,
			daviesBouldin,
			adjustedRandIndex(fit.labels, labels),
		];
		found.forEach((value, at) => expect(value / expected[at]).toBeCloseTo(1, 5));
		expect(fit.converged).toBe(true);
	});

	test('iris in 1 has its total sum of squares', () => {
		const { matrix } = readLabelled('iris_r.csv');
		expect(fitKmeans(matrix, { k: 1, seed: 1 }).inertia).toBeCloseTo(681.3706, 3);
	});

	test.each([[6, 39.039987], [8, 29.990426], [10, 25.9721]])(
		'iris in %i is within 1 %% of the best known after 50 restarts',
		(k, best) => {
			const { matrix } = readLabelled('iris_r.csv');
			const { inertia } = fitKmeans(matrix, { k, seed: 1, restarts: 50, tolerance: 0 });
			expect(inertia).toBeLessThan(best * 1.01);
		},
	);

	test('iris in 3 has the known sizes, centres and silhouettes', () => {
		const { matrix } = readLabelled('iris_r.csv');
		const fit = fitKmeans(matrix, { k: 3, seed: 1, tolerance: 0 });
		expect(fit.sizes).toEqual([62, 50, 38]);
		const centres = [
			[5.9016129, 2.7483871, 4.39354839, 1.43387097],
			[5.006, 3.428, 1.462, 0.246],
			[6.85, 3.07368421, 5.74210526, 2.07105263],
		];
		centres.forEach((centre, cluster) =>
			rowOf(fit.centres, cluster).forEach((value, at) => expect(value).toBeCloseTo(centre[at], 6)),
		);
		const { byCluster } = silhouette(matrix, fit.labels);
		[0.41732, 0.79814, 0.451105].forEach((value, cluster) =>
			expect(byCluster[cluster]).toBeCloseTo(value, 5),
		);
	});

	test('standardised iris has the inertias of scikit-learn', () => {
		const matrix = standardized(readLabelled('iris_r.csv').matrix);
		const inertias = [600, 222.361705, 139.820496, 114.092238, 90.807283];
		inertias.forEach((expected, at) => {
			const { inertia } = fitKmeans(matrix, { k: at + 1, seed: 1, restarts: 50, tolerance: 0 });
			expect(inertia / expected).toBeCloseTo(1, 6);
		});
		expect(fitKmeans(matrix, { k: 6, seed: 1, restarts: 50 }).inertia).toBeLessThan(79.998867 * 1.01);
	});

	test('standardised wine in 3 has the figures of scikit-learn', () => {
		const { matrix, labels } = readLabelled('wine.csv');
		const scaled = standardized(matrix);
		const fit = fitKmeans(scaled, { k: 3, seed: 1, tolerance: 0 });
		expect(fit.inertia / 1277.928489).toBeCloseTo(1, 5);
		expect(silhouette(scaled, fit.labels).mean).toBeCloseTo(0.284859, 5);
		expect(adjustedRandIndex(fit.labels, labels)).toBeCloseTo(0.897495, 5);
		expect(fit.sizes).toEqual([65, 62, 51]);
	});

	test('it is at least as tight as ml-kmeans, an independent implementation', () => {
		for (const file of ['R15.csv', 's-set1.csv', 'segment.csv.gz']) {
			const matrix = standardized(dropConstant(readLabelled(file).matrix));
			const rows = Array.from({ length: matrix.rows }, (_, row) => [...rowOf(matrix, row)]);
			const peer = mlKmeans(rows, 7, { seed: 1, initialization: 'kmeans++', maxIterations: 100 });
			const inertia = rows.reduce((sum, row, at) => {
				const centre = peer.centroids[peer.clusters[at]];
				return sum + row.reduce((own, value, column) => own + (value - centre[column]) ** 2, 0);
			}, 0);
			expect(fitKmeans(matrix, { k: 7, seed: 1 }).inertia).toBeLessThan(inertia * 1.0001);
		}
	});
});

function dropConstant(matrix: Matrix): Matrix {
	const keep = Array.from({ length: matrix.columns }, (_, column) => column).filter((column) =>
		matrix.values.some((value, at) => at % matrix.columns === column && value !== matrix.values[column]),
	);
	const rows = Array.from({ length: matrix.rows }, (_, row) =>
		keep.map((column) => matrix.values[row * matrix.columns + column]),
	);
	return matrixOf(rows);
}

test('six points in two corners have inertia 8/3', () => {
	const corners = matrixOf([[0, 0], [0, 1], [1, 0], [10, 10], [10, 11], [11, 10]]);
	const fit = fitKmeans(corners, { k: 2, seed: 1 });
	expect(fit.inertia).toBeCloseTo(8 / 3, 6);
	expect(fit.sizes).toEqual([3, 3]);
});

describe('the same seed', () => {
	const { matrix } = blobs({ rows: 3000, columns: 7, clusters: 5, apart: 1 });

	test('gives the same fit, and another seed may give another', () => {
		const options = { k: 9, restarts: 1, startRows: 500 };
		const fit = fitKmeans(matrix, { ...options, seed: 4 });
		expect(fitKmeans(matrix, { ...options, seed: 4 })).toEqual(fit);
		const others = [5, 6, 7].map((seed) => fitKmeans(matrix, { ...options, seed }).inertia);
		expect(new Set([fit.inertia, ...others]).size).toBeGreaterThan(1);
	});
});

describe('a fit', () => {
	test('numbers clusters from the largest and labels rows by the nearest returned centre', () => {
		const { matrix } = blobs({ rows: 2000, columns: 6, clusters: 6, apart: 0.8 });
		for (const tolerance of [0, 1e-4, 0.1]) {
			const fit = fitKmeans(matrix, { k: 6, seed: 1, restarts: 2, tolerance });
			expect(fit.sizes).toEqual([...fit.sizes].sort((a, b) => b - a));
			const nearest = { labels: new Int32Array(2000), distances: new Float32Array(2000) };
			kernel.nearestCentres(matrix, fit.centres, nearest);
			expect(fit.labels).toEqual(nearest.labels);
			fit.sizes.forEach((size, cluster) =>
				expect(fit.labels.filter((label) => label === cluster)).toHaveLength(size),
			);
		}
	});

	test('of a sample refined on all rows is as tight as one on all rows', () => {
		const { matrix, truth } = blobs({ rows: 20_000, columns: 10, clusters: 8, apart: 1.5 });
		const sampled = fitKmeans(matrix, { k: 8, seed: 1, restarts: 10, startRows: 1000 });
		const whole = fitKmeans(matrix, { k: 8, seed: 1, restarts: 5 });
		expect(sampled.inertia).toBeLessThan(whole.inertia * 1.001);
		expect(adjustedRandIndex(sampled.labels, truth)).toBeGreaterThan(0.95);
	});

	test('reports a start that was cut short as not converged', () => {
		const { matrix } = blobs({ rows: 3000, columns: 10, clusters: 9, apart: 0.4 });
		const fit = fitKmeans(matrix, { k: 9, seed: 1, restarts: 1, iterationsMax: 2, tolerance: 0 });
		expect(fit).toMatchObject({ converged: false, iterations: 2 });
	});

	test('leaves the matrix as it was', () => {
		const { matrix } = blobs({ rows: 300, columns: 4, clusters: 3, apart: 2 });
		const before = matrix.values.slice();
		fitKmeans(matrix, { k: 3, seed: 1, startRows: 100 });
		expect(matrix.values).toEqual(before);
	});

	test('reports each start', () => {
		const { matrix } = blobs({ rows: 300, columns: 4, clusters: 3, apart: 2 });
		const heard: number[] = [];
		const control = { progress: (share: number) => heard.push(share) };
		fitKmeans(matrix, { k: 3, seed: 1, restarts: 4 }, control);
		expect(heard).toHaveLength(5);
		expect(heard.at(-1)).toBe(1);
		expect(heard).toEqual([...heard].sort((a, b) => a - b));
	});
});

describe('degenerate data', () => {
	test('with fewer different rows than clusters gives a cluster for each of them', () => {
		const matrix = matrixOf([[1, 1], [1, 1], [1, 1], [5, 5], [5, 5], [9, 1]]);
		const fit = fitKmeans(matrix, { k: 5, seed: 1 });
		expect(fit.sizes).toEqual([3, 2, 1]);
		expect([...fit.centres.values]).toEqual([1, 1, 5, 5, 9, 1]);
		expect(fit.inertia).toBe(0);
	});

	test('finds a rare row that the sample of the starts missed', () => {
		const matrix = matrixOf(Array.from({ length: 500 }, (_, at) => [at === 333 ? 7 : 0]));
		const fit = fitKmeans(matrix, { k: 2, seed: 1, startRows: 20 });
		expect(fit.sizes).toEqual([499, 1]);
	});

	test('of one row is one cluster', () => {
		const fit = fitKmeans(matrixOf([[3, 4]]), { k: 1, seed: 1 });
		expect(fit).toMatchObject({ sizes: [1], inertia: 0, converged: true });
	});

	test('with a constant column is not disturbed by it', () => {
		const { matrix, truth } = blobs({ rows: 600, columns: 4, clusters: 3, apart: 4 });
		const rows = Array.from({ length: 600 }, (_, row) => [...rowOf(matrix, row), 5]);
		const fit = fitKmeans(matrixOf(rows), { k: 3, seed: 1 });
		expect(adjustedRandIndex(fit.labels, truth)).toBeGreaterThan(0.98);
	});

	test('with as many clusters as rows gives each its own', () => {
		const fit = fitKmeans(matrixOf([[1], [2], [4], [8]]), { k: 4, seed: 1 });
		expect(fit.sizes).toEqual([1, 1, 1, 1]);
		expect(fit.inertia).toBe(0);
	});
});

describe('bad input', () => {
	const matrix = matrixOf([[1, 2], [3, NaN], [5, 6]]);
	const good = matrixOf([[1, 2], [3, 4]]);

	test('with a missing value names row and column', () => {
		expect(() => fitKmeans(matrix, { k: 2, seed: 1 })).toThrow(InvalidInput);
		expect(() => fitKmeans(matrix, { k: 2, seed: 1, columnNames: ['orders', 'revenue'] })).toThrow(
			'Row 1, column 1 ("revenue") is NaN',
		);
	});

	test.each([Infinity, -Infinity, 1e16])('with %d is refused', (value) => {
		expect(() => fitKmeans(matrixOf([[value]]), { k: 1, seed: 1 })).toThrow(/Row 0, column 0 is/);
	});

	test.each([0, -1, 1.5, NaN])('with %d clusters is refused', (k) => {
		expect(() => fitKmeans(good, { k, seed: 1 })).toThrow(/The number of clusters is/);
	});

	test('with more clusters than rows says how many rows are needed', () => {
		expect(() => fitKmeans(good, { k: 3, seed: 1 })).toThrow(NotEnoughData);
		expect(() => fitKmeans(good, { k: 3, seed: 1 })).toThrow('expected at least 3');
	});

	test('without rows or columns is refused', () => {
		expect(() => fitKmeans(matrixOf([]), { k: 1, seed: 1 })).toThrow(NotEnoughData);
		expect(() => fitKmeans(matrixOf([[], []]), { k: 1, seed: 1 })).toThrow(/no features/);
	});

	test('with no restarts or iterations is refused', () => {
		expect(() => fitKmeans(good, { k: 1, seed: 1, restarts: 0 })).toThrow(/number of restarts is 0/);
		expect(() => fitKmeans(good, { k: 1, seed: 1, iterationsMax: 0 })).toThrow(/iterations is 0/);
	});
});

describe('for all data', () => {
	const cases = fc.record({
		rows: fc.integer({ min: 8, max: 200 }),
		columns: fc.integer({ min: 1, max: 6 }),
		k: fc.integer({ min: 1, max: 7 }),
		apart: fc.double({ min: 0, max: 5, noNaN: true }),
		seed: fc.integer(),
	});

	test('no step makes the clusters less tight', () => {
		const property = fc.property(cases, ({ k, seed, ...shape }) => {
			const { matrix } = blobs({ ...shape, clusters: k, seed });
			let centres = seedCentres(kernel, matrix, { k, random: seededRandom(seed) });
			let inertia = Infinity;
			for (let step = 0; step < 8; step += 1) {
				const refined = refineCentres(kernel, matrix, { start: centres, iterationsMax: 1, shiftMax: 0 });
				expect(refined.inertia).toBeLessThanOrEqual(inertia * (1 + 1e-6));
				({ centres, inertia } = refined);
			}
		});
		fc.assert(property, properties(60));
	});

	test('every row is labelled by an existing cluster and none is empty', () => {
		const property = fc.property(cases, ({ k, seed, ...shape }) => {
			const { matrix } = blobs({ ...shape, clusters: k, seed });
			const fit = fitKmeans(matrix, { k, seed, restarts: 2 });
			expect(fit.sizes.reduce((sum, size) => sum + size, 0)).toBe(matrix.rows);
			expect(Math.min(...fit.sizes)).toBeGreaterThan(0);
			expect(new Set(fit.labels).size).toBe(fit.centres.rows);
		});
		fc.assert(property, properties(60));
	});

	test('more clusters are never less tight', () => {
		const { matrix } = blobs({ rows: 400, columns: 3, clusters: 4, apart: 1 });
		const inertias = [1, 2, 3, 4, 5, 6, 7].map(
			(k) => fitKmeans(matrix, { k, seed: 1, restarts: 30 }).inertia,
		);
		expect(inertias).toEqual([...inertias].sort((a, b) => b - a));
	});

	test('well separated groups are found whatever the order of the rows', () => {
		const property = fc.property(fc.integer(), (seed) => {
			const { matrix, truth } = blobs({ rows: 400, columns: 6, clusters: 4, apart: 8, seed });
			const random = seededRandom(seed);
			const order = Array.from({ length: 400 }, (_, row) => ({ row, key: random.next() }))
				.sort((a, b) => a.key - b.key)
				.map(({ row }) => row);
			const fit = fitKmeans(matrix, { k: 4, seed: 1 });
			const shuffled = fitKmeans(takeRows(matrix, order), { k: 4, seed: 1 });
			expect(adjustedRandIndex(shuffled.labels, order.map((row) => fit.labels[row]))).toBe(1);
			expect(adjustedRandIndex(fit.labels, truth)).toBe(1);
		});
		fc.assert(property, properties(10));
	});

	test('moving or mirroring all rows changes no cluster', () => {
		const property = fc.property(fc.integer({ min: -8, max: 8 }), fc.integer(), (shift, seed) => {
			const { matrix } = blobs({ rows: 300, columns: 4, clusters: 3, apart: 6, seed });
			const { labels } = fitKmeans(matrix, { k: 3, seed: 1 });
			for (const sign of [1, -1]) {
				const values = matrix.values.map((value) => sign * value + shift);
				const moved = fitKmeans({ ...matrix, values }, { k: 3, seed: 1 });
				expect(adjustedRandIndex(moved.labels, labels)).toBe(1);
			}
		});
		fc.assert(property, properties(10));
	});
});
