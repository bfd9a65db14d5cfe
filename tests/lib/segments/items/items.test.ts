import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InvalidInput, NotEnoughData } from '../../../../lib/core/errors';
import { seededRandom } from '../../../../lib/core/random';
import { discoverInItems, type ItemsRequest } from '../../../../lib/segments/items/discoverInItems';
import { readItemFeatures } from '../../../../lib/segments/items/readItemFeatures';
import { openPlantedShop, type PlantedShop } from '../plantedShop';

describe('fields of items', () => {
	const rows = [
		{ email: 'ada@example.com', spend: '12.50', visits: 3, vip: true, country: 'DE' },
		{ email: 'bob@example.com', spend: 80, visits: null, vip: false, country: 'FR' },
	];

	test('are features where they hold numbers: as text too, yes as 1, empty as absent', () => {
		const { table, features } = readItemFeatures(rows, {});
		expect(table.keys).toEqual(['ada@example.com', 'bob@example.com']);
		expect(table.names).toEqual(['spend', 'visits', 'vip']);
		expect(table.values.map((values) => [...values])).toEqual([[12.5, 80], [3, NaN], [1, 0]]);
		expect(features.map(({ unit }) => unit)).toEqual(['number', 'count', 'count']);
	});

	test('that hold text are left out by name, without what they say', () => {
		const { leftOut } = readItemFeatures(rows, {});
		expect(leftOut).toEqual(['country: holds text in item 0']);
	});

	test('asked for must be there and be numbers', () => {
		expect(() => readItemFeatures(rows, { features: ['spent'] })).toThrow('field "spent" is not in the items: they have "email", "spend"');
		expect(() => readItemFeatures(rows, { features: ['country'] })).toThrow(InvalidInput);
		expect(() => readItemFeatures(rows, { features: ['country'] })).toThrow('field "country" holds text in item 0: expected numbers');
		expect(() => readItemFeatures([{ name: 'Ada' }], {})).toThrow(NotEnoughData);
		expect(() => readItemFeatures([], {})).toThrow('they have none');
	});

	test('are named by the field asked for, or by the number of the item', () => {
		expect(readItemFeatures(rows, { customerId: 'country' }).table.keys).toEqual(['DE', 'FR']);
		expect(readItemFeatures([{ spend: 1 }, { spend: 2 }], {}).table.keys).toEqual(['item 0', 'item 1']);
	});
});

describe('a spreadsheet of 300 customers', () => {
	let shop: PlantedShop;
	beforeAll(async () => {
		shop = await openPlantedShop({});
	});
	afterAll(async () => await shop.close());

	const random = seededRandom('spreadsheet');
	const kinds = [[20, 2, 40], [200, 12, 3], [90, 1, 200]];
	const rows = Array.from({ length: 300 }, (_, index) => {
		const [spend, orders, visits] = kinds[index % 3];
		return {
			name: `customer ${index}`,
			spend: spend * (1 + 0.1 * random.normal()),
			orders: orders * (1 + 0.1 * random.normal()),
			visits: visits * (1 + 0.1 * random.normal()),
			constant: 7,
		};
	});
	const request: ItemsRequest = { rows, method: 'kmeans', clusters: { low: 2, high: 6 }, seed: 1 };

	test.each(['kmeans', 'hdbscan', 'recommended'])('is divided into the three kinds in it by %s', async (method) => {
		const found = await discoverInItems(shop.engine, { ...request, method });
		expect(found.segments.map(({ size }) => size)).toEqual([100, 100, 100]);
		const places = rows.map((_, index) => found.labels[index]);
		expect(new Set(places.map((place, index) => `${place}/${index % 3}`)).size).toBe(3);
		expect(found.leftOut).toEqual(['constant: the same for every customer']);
		const big = found.segments.find(({ centre }) => (centre.spend ?? 0) > 150);
		expect(big?.ruleOfThumb).toMatchObject({ precision: 1, coverage: 1 });
		expect(big?.name).toMatch(/^high (spend|orders), (high (spend|orders)|low visits)$/);
		expect(big?.typicalCustomers).toHaveLength(3);
		expect(found.fidelity).toBeGreaterThan(0.98);
	});

	test('says which method was recommended and why', async () => {
		const { notes } = await discoverInItems(shop.engine, { ...request, method: 'recommended' });
		expect(notes[0]).toMatch(/^(K-means|Gaussian mixture|Ward.*|HDBSCAN): /);
	});

	test('is refused with too few rows, an unknown method, or nothing to tell rows apart', async () => {
		await expect(discoverInItems(shop.engine, { ...request, rows: rows.slice(0, 10) })).rejects.toThrow('10 customers are too few for 2 segments');
		await expect(discoverInItems(shop.engine, { ...request, method: 'magic' })).rejects.toThrow('Method is "magic": expected one of "recommended", "kmeans"');
		const same = rows.map(() => ({ spend: 1 }));
		await expect(discoverInItems(shop.engine, { ...request, rows: same })).rejects.toThrow('no feature tells customers apart');
	});
});
