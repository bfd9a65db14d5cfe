import { describe, expect, onTestFinished, test } from 'vitest';
import { openCompute } from '../../lib/compute/openCompute';
import type { Compute } from '../../lib/compute/types';
import { InvalidInput, NotEnoughData } from '../../lib/core/errors';
import { adjustedRandIndex } from '../../lib/math/adjustedRandIndex';
import { matrixOf } from '../../lib/math/matrix';
import { shareMatrix } from '../../lib/math/sharedMatrix';
import { clusterAlgorithms } from '../../lib/segments/algorithms/index';
import type { FoundClusters } from '../../lib/segments/types';
import { example as dbscan } from '../../lib/segments/algorithms/dbscan/example';
import { example as embeddings } from '../../lib/segments/algorithms/embeddings/example';
import { example as hdbscan } from '../../lib/segments/algorithms/hdbscan/example';
import { example as kmeans } from '../../lib/segments/algorithms/kmeans/example';
import { example as miniBatch } from '../../lib/segments/algorithms/miniBatch/example';
import { example as mixture } from '../../lib/segments/algorithms/mixture/example';
import { example as ward } from '../../lib/segments/algorithms/ward/example';

const examples = { dbscan, embeddings, hdbscan, kmeans, miniBatch, mixture, ward };

/** What the algorithm leaves can put any customer into one of its clusters. */
function expectReader({ reader, sizes }: FoundClusters, columns: number): void {
	const places = reader.kind === 'corePoints' ? reader.points : reader.kind === 'mixture' ? reader.means : reader.centres;
	expect(places.every((place) => place.length === columns)).toBe(true);
	const clusters = reader.kind === 'corePoints' ? new Set(reader.clusters).size : places.length;
	expect(clusters).toBe(sizes.length);
}

function openTestCompute(): Compute {
	const compute = openCompute({ threads: 1 });
	onTestFinished(async () => await compute.close());
	return compute;
}

test('every algorithm has a name of its own', () => {
	expect(new Set(clusterAlgorithms.map(({ id }) => id)).size).toBe(clusterAlgorithms.length);
});

describe.each(clusterAlgorithms.map((algorithm) => [algorithm.id, algorithm] as const))('%s', (id, algorithm) => {
	const { request, truth } = examples[id];

	test('finds the groups of its example, the largest first, each with its quality', async () => {
		const found = await algorithm.find(openTestCompute(), request);
		expect(adjustedRandIndex(found.labels, truth)).toBe(1);
		expect(found.sizes).toEqual([...found.sizes].sort((left, right) => right - left));
		expectReader(found, request.columnNames.length);
		expect(found.silhouetteByCluster).toHaveLength(found.sizes.length);
		expect(found.stabilityByCluster).toHaveLength(found.sizes.length);
		expect(found.reason).toMatch(/^3 segments .*\.$/);
		expect(found.candidates.map(({ clusters }) => clusters)).toContain(3);
	});

	test('finds the same again with the same seed', async () => {
		const compute = openTestCompute();
		const once = await algorithm.find(compute, request);
		expect(await algorithm.find(compute, { ...request, matrix: shareMatrix(request.matrix) })).toEqual(once);
	});

	test.skipIf('findsNumber' in algorithm)('finds exactly as many as are asked for', async () => {
		const found = await algorithm.find(openTestCompute(), { ...request, clusters: { low: 4, high: 4 } });
		expect(found.sizes).toHaveLength(4);
		expect(found.reason).toBe('4 segments, as asked');
		expect(found.candidates).toHaveLength(1);
	});

	test.skipIf('findsNumber' in algorithm)('says so when there are fewer kinds of customers than asked for', async () => {
		const matrix = matrixOf([[0, 0], [0, 0], [5, 5], [5, 5]]);
		const found = await algorithm.find(openTestCompute(), { ...request, matrix, clusters: { low: 3, high: 3 } });
		expect(found.sizes).toEqual([2, 2]);
		expect(found.reason).toContain('too few different values for the 3 asked for');
	});

	test('refuses a missing value by name, and too few customers', async () => {
		const compute = openTestCompute();
		const matrix = matrixOf([[1, 2], [3, 4], [NaN, 0], [5, 6], [7, 8]]);
		await expect(algorithm.find(compute, { ...request, matrix })).rejects.toThrow(InvalidInput);
		await expect(algorithm.find(compute, { ...request, matrix })).rejects.toThrow(`"${request.columnNames[0]}"`);
		await expect(algorithm.find(compute, { ...request, matrix: matrixOf([[1, 2]]) })).rejects.toThrow(NotEnoughData);
	});

	test('stops when cancelled', async () => {
		const signal = AbortSignal.abort(new Error('stopped by the user'));
		await expect(algorithm.find(openTestCompute(), request, { signal })).rejects.toThrow('stopped by the user');
	});
});
