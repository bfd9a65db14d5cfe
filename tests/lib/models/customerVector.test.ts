import fc from 'fast-check';
import { expect, test } from 'vitest';
import { vectorColumnsOf } from '../../../lib/models/customerVector/columns';
import { predict } from '../../../lib/models/customerVector/predict';
import { toSql } from '../../../lib/models/customerVector/toSql';
import type { CustomerVectorModel, FeatureValues } from '../../../lib/models/types';
import { createTable, identifier, sql } from '../../../lib/sql/sql';
import { properties } from '../../support/properties';
import { shareTestStore } from '../../support/shareTestStore';
import { anyCustomers, anyLogisticModel, featureNames } from './anyModel';
import { withCustomers } from './inSql';

const openStore = shareTestStore();

const plain = { transform: 'none', low: -100, high: 100, centre: 0, scale: 1, missingValue: 0 } as const;

const aModel: CustomerVectorModel = {
	kind: 'customerVector',
	preparation: { columns: [{ name: 'orders', ...plain }, { name: 'visits', ...plain }] },
	textShare: 0.36,
	text: { textModel: 'm', mean: [1, 1, 0], directions: [[1, 0, 0], [0, 0.6, 0.8]] },
};

const product = (left: readonly number[], right: readonly number[]): number => left.reduce((sum, value, at) => sum + value * right[at], 0);

test('each part has its own length: √0.64 behaviour, √0.36 text', () => {
	const vector = predict(aModel, { orders: 30, visits: 40 }, [1, 1, 5]);
	[0.48, 0.64, 0, 0.6].forEach((value, at) => expect(vector[at]).toBeCloseTo(value, 12));
	expect(vectorColumnsOf(aModel)).toEqual(['vectorBehaviour1', 'vectorBehaviour2', 'vectorText1', 'vectorText2']);
});

test('the product of two customers is the weighted mean of the cosines of their parts', () => {
	const ada = predict(aModel, { orders: 3, visits: 4 }, [2, 1, 0]);
	const bob = predict(aModel, { orders: 4, visits: 3 }, [2, 1, 1.25]);
	expect(product(ada, bob)).toBeCloseTo(0.64 * 0.96 + 0.36 * Math.SQRT1_2, 12);
	expect(product(ada, ada)).toBeCloseTo(1, 12);
});

test('who wrote nothing, or is the mean of all, has zeros there', () => {
	expect(predict(aModel, { orders: 3, visits: 4 }, null).slice(2)).toEqual([0, 0]);
	expect(predict(aModel, { orders: 0, visits: null }, [1, 1, 0])).toEqual([0, 0, 0, 0]);
	expect(predict({ ...aModel, textShare: 0, text: null }, { orders: 3, visits: 4 }, [9, 9, 9])).toEqual([0.6, 0.8]);
});

const coordinate = fc.double({ min: -1, max: 1, noNaN: true }).map((value) => Number(value.toFixed(7)));
const triple = fc.tuple(coordinate, coordinate, coordinate);
const anyVectorModel = fc
	.tuple(anyLogisticModel, fc.double({ min: 0, max: 1, noNaN: true }), triple, fc.array(triple, { minLength: 1, maxLength: 4 }))
	.map(([{ preparation }, textShare, mean, directions]): CustomerVectorModel => ({ kind: 'customerVector', preparation, textShare, text: { textModel: 'm', mean, directions } }));

type Written = readonly [number, number, number] | null;

async function inStore(model: CustomerVectorModel, customers: readonly FeatureValues[], texts: readonly Written[]): Promise<number[][]> {
	const store = openStore();
	const writers = customers.flatMap((_, index) => (texts[index % texts.length] === null ? [] : [index]));
	await store.execute(createTable('raw_means', { customer_id: 'text', mean1: 'number', mean2: 'number', mean3: 'number' }));
	try {
		await store.append('raw_means', writers.map(String), [0, 1, 2].map((at) => Float64Array.from(writers, (index) => texts[index % texts.length]?.[at] ?? NaN)));
		return await withCustomers(store, { names: featureNames, customers }, async (relation) => {
			const { keys, values } = await store.columns(toSql(model, { customers: relation, texts: sql`${identifier('raw_means')}` }));
			const rows: number[][] = [];
			keys.forEach((key, row) => (rows[Number(key)] = values.map((column) => column[row])));
			return rows;
		});
	} finally {
		await store.execute(sql`drop table ${identifier('raw_means')}`);
	}
}

test('the engine gives every customer the vector that predict gives', async () => {
	const anyTexts = fc.array(fc.option(triple), { minLength: 1, maxLength: 5 });
	await fc.assert(
		fc.asyncProperty(anyVectorModel, anyCustomers, anyTexts, async (model, customers, texts) => {
			const rows = await inStore(model, customers, texts);
			expect(rows).toHaveLength(customers.length);
			customers.forEach((customer, index) => {
				const written = texts[index % texts.length];
				const expected = predict(model, customer, written);
				const parts = model.text?.directions.map((direction) => direction.reduce((sum, value, at) => sum + value * ((written?.[at] ?? 0) - (model.text?.mean[at] ?? 0)), 0)) ?? [];
				// A part that is hardly there has a direction of rounding alone.
				const isShort = written !== null && Math.hypot(...parts) < 1e-6;
				rows[index].forEach((value, at) => {
					if (at >= model.preparation.columns.length && isShort) return;
					expect(Math.abs(value - expected[at])).toBeLessThanOrEqual(1e-8);
				});
			});
		}),
		properties(20),
	);
});

test('a text part of 256 numbers along 32 directions beside 100 features is still one statement', async () => {
	const store = openStore();
	const columns = Array.from({ length: 100 }, (_, index) => ({ ...plain, name: featureNames[index % 3], scale: index + 1 }));
	const direction = (turn: number) => Array.from({ length: 256 }, (_, at) => Number(Math.sin(at * turn + 1).toPrecision(7)));
	const model: CustomerVectorModel = { kind: 'customerVector', preparation: { columns }, textShare: 0.5, text: { textModel: 'm', mean: direction(0.1), directions: Array.from({ length: 32 }, (_, index) => direction(index + 1)) } };
	const names = Array.from({ length: 256 }, (_, at) => `mean${at + 1}`);
	await store.execute(createTable('raw_means', { customer_id: 'text', ...Object.fromEntries(names.map((name) => [name, 'number' as const])) }));
	const text = direction(0.7);
	await store.append('raw_means', ['0'], text.map((value) => Float64Array.of(value)));
	const customer = { [featureNames[0]]: 3, [featureNames[1]]: 5, [featureNames[2]]: 7 };
	const { values } = await withCustomers(store, { names: featureNames, customers: [customer] }, async (relation) => await store.columns(toSql(model, { customers: relation, texts: sql`${identifier('raw_means')}` })));
	await store.execute(sql`drop table ${identifier('raw_means')}`);
	predict(model, customer, text).forEach((value, at) => expect(values[at][0]).toBeCloseTo(value, 9));
});
