import { describe, expect, onTestFinished, test } from 'vitest';
import { openCompute } from '../../../../lib/compute/openCompute';
import type { Compute } from '../../../../lib/compute/types';
import { InvalidInput, NotEnoughData } from '../../../../lib/core/errors';
import { seededRandom } from '../../../../lib/core/random';
import { adjustedRandIndex } from '../../../../lib/math/adjustedRandIndex';
import { fitPreparation } from '../../../../lib/math/fitPreparation';
import { matrixOf, type Matrix } from '../../../../lib/math/matrix';
import { prepareMatrix } from '../../../../lib/math/prepareMatrix';
import { shareMatrix } from '../../../../lib/math/sharedMatrix';
import { chooseClusters } from '../../../../lib/segments/clustering/quality/chooseClusters';
import { fitKmeans } from '../../../../lib/segments/clustering/centres/fitKmeans';
import { tasks } from '../../../../lib/segments/algorithms/kmeans/tasks';
import type { ChooseOptions } from '../../../../lib/segments/clustering/types';
import { blobs } from '../../../support/blobs';
import { dataFolder, readLabelled } from '../../../support/labelledData';

function openTestCompute(threads = 1): Compute {
	const compute = openCompute({ threads });
	onTestFinished(async () => await compute.close());
	return compute;
}

const task = tasks.tryOne;

/** Fewer rows and draws than by default, for speed. */
const quick = { seed: 1, silhouetteRows: 1000, bootstraps: 5, bootstrapRows: 500 };

async function choose(matrix: Matrix, options: Partial<ChooseOptions> = {}) {
	return await chooseClusters(openTestCompute(), { matrix, options: { ...quick, ...options }, task });
}

describe('the number of clusters', () => {
	test.each([[3, 1.2], [5, 0.9], [8, 0.9]])(
		'of %i Gaussian groups in twelve columns is found',
		async (clusters, apart) => {
			const { matrix } = blobs({ rows: 1500, columns: 12, clusters, apart, seed: clusters });
			const { k, support } = await choose(matrix, { high: 9 });
			expect(k).toBe(clusters);
			expect(support).not.toBe('none');
		},
	);

	test('of one round cloud is a convenience, and the reason says so', async () => {
		const { matrix } = blobs({ rows: 1500, columns: 8, clusters: 1, apart: 1 });
		const { support, reason } = await choose(matrix, { high: 6 });
		expect(support).toBe('none');
		expect(reason).toContain('customers differ by degree');
	});

	test('of one long cloud is a convenience too, although two or three halves look apart', async () => {
		const random = seededRandom(8);
		const rows = Array.from({ length: 1500 }, () => {
			const activity = random.normal() * 2;
			return Array.from({ length: 10 }, () => activity + random.normal());
		});
		const { support, trials } = await choose(matrixOf(rows), { low: 2, high: 6 });
		expect(trials[0].silhouette).toBeGreaterThan(0.25);
		expect(support).toBe('none');
	});

	test.skipIf(dataFolder === undefined).each([
		['iris_r.csv', 2, 3],
		['wine.csv', 3, 3],
		['xclara.csv', 3, 3],
		['spherical_4_3.csv', 4, 4],
		['spherical_6_2.csv', 6, 6],
		['hepta.csv', 7, 7],
		['tetra.csv', 4, 4],
	])('of %s is %i to %i', async (file, least, most) => {
		const { matrix } = readLabelled(file);
		const columns = Array.from({ length: matrix.columns }, (_, column) => ({
			name: `column ${column}`,
			values: matrix.values.filter((_value, at) => at % matrix.columns === column),
		}));
		const scaled = prepareMatrix(fitPreparation(columns, { skewnessForLog: Infinity }), columns);
		const { k } = await choose(scaled, { low: 2 });
		expect(k).toBeGreaterThanOrEqual(least);
		expect(k).toBeLessThanOrEqual(most);
	});
});

describe('the table of trials', () => {
	test('has every number of the range, and higher stability where the groups are', async () => {
		const { matrix } = blobs({ rows: 1500, columns: 10, clusters: 4, apart: 1.5 });
		const { trials, elbow } = await choose(matrix, { low: 2, high: 7 });
		expect(trials.map(({ k }) => k)).toEqual([2, 3, 4, 5, 6, 7]);
		expect(trials[2].stability).toBeGreaterThan(0.95);
		expect(trials[4].stability).toBeLessThan(trials[2].stability);
		expect(trials[2].gap).toBe(Math.max(...trials.map(({ gap }) => gap)));
		expect(elbow).toBe(4);
		for (const { inertia, calinskiHarabasz, daviesBouldin, smallestShare } of trials) {
			for (const value of [inertia, calinskiHarabasz, daviesBouldin, smallestShare]) {
				expect(value).toBeGreaterThan(0);
			}
		}
	});

	test('leaves out numbers that the data has too few different rows for', async () => {
		const kinds = [[0, 0], [0, 9], [9, 0], [9, 9]];
		const rows = Array.from({ length: 200 }, (_, at) => kinds[at % 4]);
		const { k, trials } = await choose(matrixOf(rows), { high: 8 });
		expect(trials.map((trial) => trial.k)).toEqual([3, 4]);
		expect(k).toBe(4);
	});
});

describe('threads', () => {
	const { matrix } = blobs({ rows: 1200, columns: 6, clusters: 4, apart: 1 });

	test('one or three give the same choice and the same fit', async () => {
		const options = { ...quick, high: 6 };
		const fitInput = { matrix: shareMatrix(matrix), options: { k: 5, seed: 3 } };
		const [one, three] = await Promise.all(
			[1, 3].map(async (threads) => {
				const compute = openTestCompute(threads);
				return {
					choice: await chooseClusters(compute, { matrix, options, task }),
					fit: await compute.run(tasks.fit, fitInput),
				};
			}),
		);
		expect(three).toEqual(one);
		const { labels, inertia } = fitKmeans(matrix, fitInput.options);
		expect(one.fit).toMatchObject({ labels, inertia });
	});

	test('report progress that only rises and ends at 1', async () => {
		const heard: number[] = [];
		await chooseClusters(
			openTestCompute(2),
			{ matrix, options: { ...quick, high: 5 }, task },
			{ onProgress: (share, sentence) => {
				heard.push(share);
				expect(sentence).toBe('trying 3 to 5 segments');
			} },
		);
		expect(heard).toEqual([...heard].sort((a, b) => a - b));
		expect(heard.at(-1)).toBeCloseTo(1, 9);
	});

	test('stop when cancelled, and the pool goes on', async () => {
		const large = shareMatrix(blobs({ rows: 20_000, columns: 10, clusters: 6, apart: 0.5 }).matrix);
		const compute = openTestCompute(1);
		const cancel = new AbortController();
		const choosing = chooseClusters(
			compute,
			{ matrix: large, options: { seed: 1 }, task },
			{ signal: cancel.signal, onProgress: () => cancel.abort(new Error('enough')) },
		);
		await expect(choosing).rejects.toThrow('enough');
		const cancelledAt = performance.now();
		const fit = await compute.run(tasks.fit, { matrix, options: { k: 4, seed: 1 } });
		expect(fit.sizes).toHaveLength(4);
		expect(performance.now() - cancelledAt).toBeLessThan(3000);
	});

	test('bring the error of bad data back as what it is', async () => {
		const bad = matrixOf([[1, 2], [NaN, 3], [4, 5], [6, 7]]);
		const run = choose(bad, { columnNames: ['orders', 'revenue'] });
		await expect(run).rejects.toThrow(InvalidInput);
		await expect(run).rejects.toThrow('Row 1, column 0 ("orders") is NaN');
	});
});

describe('bad wishes', () => {
	const { matrix } = blobs({ rows: 50, columns: 2, clusters: 2, apart: 5 });

	test.each([[1, 5], [5, 4], [2.5, 4]])('a range of %d to %d is refused', async (low, high) => {
		await expect(choose(matrix, { low, high })).rejects.toThrow(/The range of clusters is/);
	});

	test('too few restarts to compare are refused', async () => {
		await expect(choose(matrix, { restarts: 1 })).rejects.toThrow(/expected at least 3/);
	});

	test('fewer customers than clusters are refused with the number needed', async () => {
		const few = matrixOf([[1], [2], [3]]);
		await expect(choose(few)).rejects.toThrow(NotEnoughData);
		await expect(choose(few)).rejects.toThrow('expected at least 4 customers');
	});

	test('customers that are all alike cannot be divided', async () => {
		const alike = matrixOf(new Array(50).fill([1, 2]));
		await expect(choose(alike)).rejects.toThrow(NotEnoughData);
	});
});

describe('assessing a fit', () => {
	test('gives each cluster its silhouette and stability', async () => {
		const { matrix } = blobs({ rows: 3000, columns: 8, clusters: 4, apart: 2 });
		const { labels, sizes } = fitKmeans(matrix, { k: 4, seed: 1 });
		const input = { matrix: shareMatrix(matrix), division: { labels, clusters: sizes.length }, options: { seed: 1, bootstraps: 5 } };
		const quality = await openTestCompute().run(tasks.assess, input);
		expect(quality.stability).toBeGreaterThan(0.95);
		expect(quality.silhouetteByCluster).toHaveLength(4);
		for (const value of quality.silhouetteByCluster) expect(value).toBeGreaterThan(0.3);
		const mean = sizes.reduce((sum, size, at) => sum + size * (quality.silhouetteByCluster[at] ?? 0), 0) / 3000;
		expect(quality.silhouette).toBeCloseTo(mean, 9);
	});

	test('of one cluster has no silhouette and says so', async () => {
		const { matrix } = blobs({ rows: 100, columns: 2, clusters: 1, apart: 1 });
		const { labels, sizes } = fitKmeans(matrix, { k: 1, seed: 1 });
		const input = { matrix, division: { labels, clusters: sizes.length }, options: { seed: 1, bootstraps: 2 } };
		const quality = await openTestCompute().run(tasks.assess, input);
		expect(quality).toMatchObject({ silhouette: null, silhouetteByCluster: [null], calinskiHarabasz: null });
		expect(quality.stability).toBeGreaterThan(0.5);
	});

	test.skipIf(dataFolder === undefined)(
		'gives iris in 3 the bootstrap Jaccard means of fpc, within their tolerance',
		async () => {
			const { matrix } = readLabelled('iris_r.csv');
			const { labels, sizes } = fitKmeans(matrix, { k: 3, seed: 1 });
			const input = { matrix, division: { labels, clusters: sizes.length }, options: { seed: 1, bootstraps: 100 } };
			const { stabilityByCluster } = await openTestCompute().run(tasks.assess, input);
			expect(sizes).toEqual([62, 50, 38]);
			[0.91, 1, 0.9].forEach((expected, cluster) =>
				expect(Math.abs(stabilityByCluster[cluster] - expected)).toBeLessThan(0.04),
			);
		},
	);
});

test('planted groups of customers are recovered from choice to fit', async () => {
	const { matrix, truth } = blobs({ rows: 2000, columns: 15, clusters: 6, apart: 1 });
	const compute = openTestCompute();
	const shared = shareMatrix(matrix);
	const { k } = await chooseClusters(compute, { matrix: shared, options: quick, task });
	const fit = await compute.run(tasks.fit, { matrix: shared, options: { k, seed: 1 } });
	expect(k).toBe(6);
	expect(adjustedRandIndex(fit.labels, truth)).toBeGreaterThan(0.9);
});
