import fc from 'fast-check';
import { expect, test } from 'vitest';
import { predict } from '../../../lib/models/nearestCentre/predict';
import { toSql } from '../../../lib/models/nearestCentre/toSql';
import type { NearestCentreModel } from '../../../lib/models/types';
import { properties } from '../../support/properties';
import { shareTestStore } from '../../support/shareTestStore';
import { anyCustomers, anyNearestCentreModel, featureNames } from './anyModel';
import { withCustomers } from './inSql';

const openStore = shareTestStore();

const plain = { transform: 'none', low: -100, high: 100, centre: 0, scale: 1, missingValue: 0 } as const;

const aModel: NearestCentreModel = {
	kind: 'nearestCentre',
	preparation: { columns: [{ name: 'orders', ...plain }, { name: 'visits', ...plain }] },
	segments: ['quiet', 'busy', 'busy too'],
	centres: [
		[0, 0],
		[6, 8],
		[6, 8],
	],
};

test('a customer belongs to the nearest centre, at its Euclidean distance', () => {
	expect(predict(aModel, { orders: 6, visits: 6 })).toEqual({ segment: 'busy', score: 2 });
	expect(predict(aModel, { orders: 3, visits: null })).toEqual({ segment: 'quiet', score: 3 });
});

test('a customer exactly between centres belongs to the first of them', () => {
	expect(predict(aModel, { orders: 3, visits: 4 })).toEqual({ segment: 'quiet', score: 5 });
	expect(predict(aModel, { orders: 60, visits: 60 }).segment).toBe('busy');
});

test('the engine puts every customer into the segment and at the distance that predict gives', async () => {
	await fc.assert(
		fc.asyncProperty(anyNearestCentreModel, anyCustomers, async (model, customers) => {
			const rows = await withCustomers(
				openStore(),
				{ names: featureNames, customers },
				async (relation) =>
					await openStore().query<{ customer_id: string; segment: string; score: number }>(
						toSql(model, relation),
					),
			);
			expect(rows).toHaveLength(customers.length);
			for (const { customer_id, segment, score } of rows) {
				const expected = predict(model, customers[Number(customer_id)]);
				expect(segment).toBe(expected.segment);
				expect(Math.abs(score - (expected.score ?? NaN))).toBeLessThanOrEqual(1e-9 * (expected.score ?? NaN));
			}
		}),
		properties(40),
	);
});

test('customers halfway between centres on the signed log agree to the last one', async () => {
	const log = { ...plain, transform: 'signedLog' } as const;
	const counts = Array.from({ length: 2_000 }, (_, index) => index + 1);
	const low = Math.log(1 + 1);
	const model: NearestCentreModel = {
		kind: 'nearestCentre',
		preparation: { columns: [{ name: 'orders', ...log, high: 1e9 }] },
		segments: counts.map(String),
		centres: counts.map((count) => [2 * Math.log(1 + count) - low]),
	};
	const reflected = { ...model, centres: [[low], ...model.centres], segments: ['low', ...model.segments] };
	for (const at of [1, 7, 40, 1_999]) {
		const pair = {
			...reflected,
			segments: ['low', 'high'],
			centres: [[low], reflected.centres[at + 1]],
		};
		const customers = counts.map((orders) => ({ orders }));
		const rows = await withCustomers(
			openStore(),
			{ names: ['orders'], customers },
			async (relation) =>
				await openStore().query<{ customer_id: string; segment: string }>(toSql(pair, relation)),
		);
		const differing = rows.filter(
			({ customer_id, segment }) => segment !== predict(pair, customers[Number(customer_id)]).segment,
		);
		expect(differing).toEqual([]);
		expect(rows.find((row) => row.customer_id === String(at))?.segment).toBe('low');
	}
});
