import fc from 'fast-check';
import { expect, test } from 'vitest';
import { predict } from '../../../lib/models/logistic/predict';
import { toSql } from '../../../lib/models/logistic/toSql';
import type { LogisticModel } from '../../../lib/models/types';
import { sql } from '../../../lib/sql/sql';
import { properties } from '../../support/properties';
import { shareTestStore } from '../../support/shareTestStore';
import { anyCustomers, anyLogisticModel, featureNames } from './anyModel';
import { withCustomers } from './inSql';

const openStore = shareTestStore();

const aModel = (parts: Partial<LogisticModel> = {}): LogisticModel => ({
	kind: 'logistic',
	preparation: {
		columns: [
			{ name: 'orders', transform: 'none', low: 0, high: 10, centre: 2, scale: 2, missingValue: 0 },
		],
	},
	weights: [1],
	intercept: 0,
	calibration: { scale: 1, offset: 0 },
	...parts,
});

test('a probability is the sigmoid of the weighted, prepared features', () => {
	expect(predict(aModel(), { orders: 2 })).toBe(0.5);
	expect(predict(aModel(), { orders: 6 })).toBeCloseTo(1 / (1 + Math.exp(-2)), 15);
	expect(predict(aModel({ calibration: { scale: 0.5, offset: 1 } }), { orders: 6 })).toBeCloseTo(
		1 / (1 + Math.exp(-2)),
		15,
	);
});

test('an absent feature counts as its missing value, and values beyond the range as its ends', () => {
	expect(predict(aModel(), { orders: null })).toBe(predict(aModel(), { orders: 0 }));
	expect(predict(aModel(), {})).toBe(predict(aModel(), { orders: 0 }));
	expect(predict(aModel(), { orders: 1e9 })).toBe(predict(aModel(), { orders: 10 }));
});

test('no probability is ever exactly 0 or 1', () => {
	expect(predict(aModel({ weights: [1e9] }), { orders: 10 })).toBeLessThan(1);
	expect(predict(aModel({ weights: [1e9] }), { orders: 0 })).toBeGreaterThan(0);
});

test('the engine gives every customer the probability that predict gives', async () => {
	await fc.assert(
		fc.asyncProperty(anyLogisticModel, anyCustomers, async (model, customers) => {
			const rows = await withCustomers(
				openStore(),
				{ names: featureNames, customers },
				async (relation) =>
					await openStore().query<{ customer_id: string; probability: number }>(
						sql`select customer_id, ${toSql(model)} as probability from ${relation}`,
					),
			);
			expect(rows).toHaveLength(customers.length);
			for (const { customer_id, probability } of rows) {
				const expected = predict(model, customers[Number(customer_id)]);
				expect(Math.abs(probability - expected)).toBeLessThanOrEqual(1e-9 * expected);
			}
		}),
		properties(40),
	);
});

test('a model of 400 columns is still one statement', async () => {
	const columns = Array.from({ length: 400 }, (_, index) => ({
		name: featureNames[index % 3],
		transform: index % 2 === 0 ? ('signedLog' as const) : ('none' as const),
		low: -index,
		high: index + 1,
		centre: 0.5,
		scale: 2,
		missingValue: 0,
	}));
	const model = aModel({ preparation: { columns }, weights: columns.map((_, index) => Math.sin(index) / 40) });
	const customers = [{ [featureNames[0]]: 3, [featureNames[1]]: null, [featureNames[2]]: -7 }];
	const [row] = await withCustomers(
		openStore(),
		{ names: featureNames, customers },
		async (relation) =>
			await openStore().query<{ probability: number }>(
				sql`select ${toSql(model)} as probability from ${relation}`,
			),
	);
	expect(row.probability).toBeCloseTo(predict(model, customers[0]), 12);
});
