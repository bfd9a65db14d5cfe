import { expect, test } from 'vitest';

import { seededRandom } from '../../../lib/core/random';
import { matrixOf } from '../../../lib/math/matrix';
import { silhouette } from '../../../lib/math/silhouette';
import { sampleSilhouettes } from '../../../lib/segments/sampleSilhouettes';

const preparation = { columns: [] };

/** Two clouds on a line, `distance` apart. */
function clouds(each: number, distance: number): { matrix: ReturnType<typeof matrixOf>; labels: number[] } {
	const random = seededRandom('clouds');
	const labels = Array.from({ length: 2 * each }, (_, row) => row % 2);
	return { matrix: matrixOf(labels.map((label) => [label * distance + random.normal(), random.normal()])), labels };
}

test('a small base is measured whole: the values are those of Rousseeuw’s formula, the largest first', () => {
	const { matrix, labels } = clouds(25, 4);
	const exact = silhouette(matrix, labels);
	const found = sampleSilhouettes({ matrix, labels, clusters: 2, preparation, seed: 1 });
	expect(found?.mean).toBeCloseTo(exact.mean, 3);
	found?.clusters.forEach(({ mean, values }, cluster) => {
		const own = [...exact.values.filter((_, row) => labels[row] === cluster)].sort((left, right) => right - left);
		expect(mean).toBeCloseTo(exact.byCluster[cluster], 3);
		expect(values).toHaveLength(25);
		values.forEach((value, at) => expect(value).toBeCloseTo(own[at], 2));
	});
});

test('of a large base at most 60 values a segment are kept, falling, and the same for the same seed', () => {
	const { matrix, labels } = clouds(3_000, 4);
	const found = sampleSilhouettes({ matrix, labels, clusters: 2, preparation, seed: 7 });
	for (const { values } of found?.clusters ?? []) {
		expect(values).toHaveLength(60);
		expect(values).toEqual([...values].sort((left, right) => right - left));
	}
	expect(sampleSilhouettes({ matrix, labels, clusters: 2, preparation, seed: 7 })).toEqual(found);
});

test('customers in no segment are not measured, and an empty segment has no mean', () => {
	const { matrix, labels } = clouds(10, 4);
	const some = labels.map((label, row) => (row < 4 ? -1 : label));
	const found = sampleSilhouettes({ matrix, labels: some, clusters: 3, preparation, seed: 1 });
	expect(found?.clusters.map(({ values }) => values.length)).toEqual([8, 8, 0]);
	expect(found?.clusters[2].mean).toBeNull();
});

test('a single segment has no silhouettes', () => {
	const { matrix } = clouds(10, 4);
	expect(sampleSilhouettes({ matrix, labels: new Int32Array(20), clusters: 1, preparation, seed: 1 })).toBeNull();
	expect(sampleSilhouettes({ matrix, labels: new Int32Array(20).fill(-1), clusters: 2, preparation, seed: 1 })).toBeNull();
});
