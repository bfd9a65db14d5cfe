import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assign, assignmentSql } from '../../../lib/models/assignment';
import type { ClusterModel, CorePointsModel, FeatureValues, MixtureModel, NearestCentreModel } from '../../../lib/models/types';
import { properties } from '../../support/properties';
import { shareTestStore } from '../../support/shareTestStore';
import { anyCorePointsModel, anyCustomers, anyMixtureModel, anyNearestCentreModel, featureNames } from './anyModel';
import { withCustomers } from './inSql';

const openStore = shareTestStore();

const plain = { transform: 'none', low: -100, high: 100, centre: 0, scale: 1, missingValue: 0 } as const;
const preparation = { columns: [{ name: 'orders', ...plain }, { name: 'visits', ...plain }] };

type AssignedRow = {
	readonly customer_id: string;
	readonly segment: string | null;
	readonly score: number | null;
};

async function assignedBySql(model: ClusterModel, customers: readonly FeatureValues[]): Promise<AssignedRow[]> {
	const rows = await withCustomers(openStore(), { names: featureNames, customers }, async (relation) =>
		await openStore().query<AssignedRow>(assignmentSql(model, relation)),
	);
	return [...rows].sort((left, right) => Number(left.customer_id) - Number(right.customer_id));
}

const anyClusterModel: fc.Arbitrary<ClusterModel> = fc.oneof(anyNearestCentreModel, anyMixtureModel, anyCorePointsModel);

test('the engine puts every customer into the segment, and scores it, as assign does', async () => {
	await fc.assert(
		fc.asyncProperty(anyClusterModel, anyCustomers, async (model, customers) => {
			const rows = await assignedBySql(model, customers);
			const expected = customers.map((customer) => assign(model, customer));
			expect(rows.map(({ segment }) => segment)).toEqual(expected.map(({ segment }) => segment));
			rows.forEach(({ score }, index) => {
				const { score: other } = expected[index];
				if (other === null) expect(score).toBeNull();
				else expect(Math.abs((score ?? NaN) - other)).toBeLessThanOrEqual(1e-8 * Math.max(1, other));
			});
		}),
		properties(60),
	);
});

describe('a nearest centre on the sphere', () => {
	const model: NearestCentreModel = { kind: 'nearestCentre', preparation, segments: ['buys', 'looks'], centres: [[1, 0], [0, 1]], metric: 'cosine' };

	test('goes by the direction, not by how much', () => {
		expect(assign(model, { orders: 50, visits: 20 }).segment).toBe('buys');
		expect(assign(model, { orders: 0.1, visits: 0.2 }).segment).toBe('looks');
		expect(assign(model, { orders: 3, visits: 0 })).toEqual({ segment: 'buys', score: 0 });
	});

	test('has a customer without any direction go to the first', () => {
		expect(assign(model, { orders: 0, visits: 0 }).segment).toBe('buys');
	});
});

describe('a mixture', () => {
	const round = [1, 0, 1];
	const model: MixtureModel = {
		kind: 'mixture', preparation, segments: ['near', 'far'], weights: [0.5, 0.5], means: [[0, 0], [4, 0]], precisionFactors: [round, round],
	};

	test('scores by the probability: 1 / (1 + e^-8) at a mean whose rival is 4 away, one half between them', () => {
		expect(assign(model, { orders: 0, visits: 0 }).score).toBeCloseTo(1 / (1 + Math.exp(-8)), 12);
		expect(assign(model, { orders: 2, visits: 0 })).toEqual({ segment: 'near', score: 0.5 });
	});

	test('goes by the share of each component where both are as near', () => {
		expect(assign({ ...model, weights: [0.2, 0.8] }, { orders: 2, visits: 0 })).toMatchObject({ segment: 'far', score: expect.closeTo(0.8, 9) as number });
	});

	test('measures along the shape of a component: a long one reaches further', () => {
		const long = { ...model, precisionFactors: [[0.1, 0, 1], round] };
		expect(assign(long, { orders: -8, visits: 0 }).segment).toBe('near');
		expect(assign(long, { orders: 8, visits: 0 }).segment).toBe('near');
		expect(assign(model, { orders: 8, visits: 0 }).segment).toBe('far');
	});
});

describe('groups known by typical members', () => {
	const model: CorePointsModel = {
		kind: 'corePoints', preparation, segments: ['left', 'right'], points: [[0, 0], [1, 0], [5, 0]], clusters: [0, 0, 1], radii: [1.5, 1.5, 3],
	};

	test('take a customer within reach of a member, the nearest one first', () => {
		expect(assign(model, { orders: 2, visits: 0 })).toEqual({ segment: 'left', score: 1 });
		expect(assign(model, { orders: 2.7, visits: 0 }).segment).toBe('right');
	});

	test('leave out a customer that no member reaches, however alone', () => {
		expect(assign(model, { orders: 0, visits: 2 })).toEqual({ segment: null, score: null });
		expect(assign(model, { orders: 100, visits: 100 })).toEqual({ segment: null, score: null });
	});

	test('of two members equally near, take the first', () => {
		const tie = { ...model, points: [[0, 0], [2, 0]], clusters: [1, 0], radii: [2, 2] };
		expect(assign(tie, { orders: 1, visits: 0 }).segment).toBe('right');
	});
});
