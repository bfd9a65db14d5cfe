import { describe, expect, test } from 'vitest';
import { matrixOf } from '../../../../lib/math/matrix';
import { rowOf } from '../../../../lib/math/rows';
import type { ColumnPreparation } from '../../../../lib/math/preparation';
import { predict } from '../../../../lib/models/corePoints/predict';
import type { CorePointsModel } from '../../../../lib/models/types';
import { findHdbscan } from '../../../../lib/segments/algorithms/hdbscan/findHdbscan';
import { typicalMembers } from '../../../../lib/segments/clustering/density/typicalMembers';
import { blobs } from '../../../support/blobs';

const asItIs = (name: string): ColumnPreparation => ({
	name,
	transform: 'none',
	low: -1e9,
	high: 1e9,
	centre: 0,
	scale: 1,
	missingValue: 0,
});

describe('typical members', () => {
	test('put customers by the stored model where the algorithm put them, as often as they say', () => {
		const { matrix } = blobs({ rows: 4000, columns: 4, clusters: 4, apart: 4 });
		const { labels, sizes } = findHdbscan(matrix, { sizeMin: 100 });
		const { fidelity, ...members } = typicalMembers({ matrix, labels }, { clusters: sizes.length, seed: 1 });
		const names = ['a', 'b', 'c', 'd'];
		const segments = sizes.map((_, cluster) => `segment-${cluster}`);
		const model: CorePointsModel = { kind: 'corePoints', preparation: { columns: names.map(asItIs) }, segments, ...members };
		let agreeing = 0;
		for (let row = 0; row < matrix.rows; row += 1) {
			const values = rowOf(matrix, row);
			const { segment } = predict(model, Object.fromEntries(names.map((name, column) => [name, values[column]])));
			if (segment === (labels[row] < 0 ? null : segments[labels[row]])) agreeing += 1;
		}
		expect(agreeing / matrix.rows).toBeCloseTo(fidelity, 3);
		expect(fidelity).toBeGreaterThan(0.95);
		expect(members.points.length).toBeLessThanOrEqual(512);
	});

	test('follow shapes that no centre can: a ring around a spot', () => {
		const rows = Array.from({ length: 600 }, (_, row) => {
			const [radius, turn] = [row % 2 === 0 ? 5 : 0.5, row * 0.7];
			return [radius * Math.cos(turn), radius * Math.sin(turn)];
		});
		const labels = Int32Array.from(rows, (_, row) => row % 2);
		const { fidelity, clusters } = typicalMembers({ matrix: matrixOf(rows), labels }, { clusters: 2, seed: 1 });
		expect(fidelity).toBe(1);
		expect(new Set(clusters)).toEqual(new Set([0, 1]));
	});

	test('leave those in no cluster out, and keep at least one member of every cluster', () => {
		const rows = [...Array.from({ length: 20 }, () => [0]), ...Array.from({ length: 20 }, () => [4]), [2], [9]];
		const labels = Int32Array.from(rows, (_, row) => (row < 20 ? 0 : row < 40 ? 1 : -1));
		const { fidelity, clusters } = typicalMembers({ matrix: matrixOf(rows), labels }, { clusters: 2, seed: 1 });
		expect(fidelity).toBe(1);
		expect(new Set(clusters).size).toBe(2);
	});

	test('of very many clusters still fit into a model', () => {
		const rows = Array.from({ length: 3000 }, (_, row) => [(row % 300) * 10 + Math.floor(row / 300) * 0.1]);
		const labels = Int32Array.from(rows, (_, row) => row % 300);
		const { points, clusters, fidelity } = typicalMembers({ matrix: matrixOf(rows), labels }, { clusters: 300, seed: 1 });
		expect(points.length).toBeLessThanOrEqual(1024);
		expect(new Set(clusters).size).toBe(300);
		expect(fidelity).toBe(1);
	});

	test('are the same with the same seed', () => {
		const { matrix, truth } = blobs({ rows: 500, columns: 3, clusters: 3, apart: 5 });
		const draw = () => typicalMembers({ matrix, labels: truth }, { clusters: 3, seed: 7 });
		expect(draw()).toEqual(draw());
	});
});
