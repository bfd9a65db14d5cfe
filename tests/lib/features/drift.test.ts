import { expect, test } from 'vitest';
import { DAY_MILLISECONDS } from '../../../lib/core/clock';
import { binColumns, findCuts } from '../../../lib/features/binColumns';
import { computeSnapshot } from '../../../lib/features/computeSnapshot';
import type { FeatureDefinition, SnapshotDetails } from '../../../lib/features/types';
import { featureSetOf } from '../../../lib/features/featureSetOf';
import { identifier, sql } from '../../../lib/sql/sql';
import { anEvent } from '../../support/anEvent';
import { openTestEngine, type TestEngine } from '../../support/openTestEngine';
import { openTestStore } from '../../support/openTestStore';

const today = '2025-01-01T00:00:00Z';
const asOf = Date.parse(today);
const lastMonth = asOf - 30 * DAY_MILLISECONDS;

const visits: FeatureDefinition = {
	name: 'visits',
	label: 'visits in the last 30 days',
	unit: 'count',
	missing: 'zero',
	value: { kind: 'count', where: { names: ['Visit'] }, window: { fromDays: 30, toDays: 0 } },
};
const rating: FeatureDefinition = {
	name: 'rating',
	label: 'last rating',
	unit: 'score',
	missing: 'unknown',
	value: { kind: 'last', of: { property: 'rating' }, where: { names: ['Rated'] } },
};
const age: FeatureDefinition = {
	name: 'seen',
	label: 'days since first seen',
	unit: 'days',
	missing: 'unknown',
	value: { kind: 'daysSinceFirst', where: { names: ['Born'] } },
};
const featureSet = featureSetOf([visits, rating, age]);

/** Customers with one to four visits in the month before `lastMonth`, and `often` times as many in the month after. */
async function openVisits(customers: number, often: number): Promise<TestEngine> {
	const engine = await openTestEngine({ today });
	await engine.store.recordEvents(
		Array.from({ length: customers }, (_, index) => {
			const customerId = `customer-${index}`;
			const visit = (daysAgo: number) => anEvent({ customerId, name: 'Visit', daysAgo });
			return [
				anEvent({ customerId, name: 'Born', daysAgo: 60 + index % 40, properties: {} }),
				...(index % 2 === 0 ? [anEvent({ customerId, name: 'Rated', daysAgo: 35, properties: { rating: index % 5 } })] : []),
				...Array.from({ length: 1 + (index % 4) }, (_day, day) => visit(40 + day)),
				...Array.from({ length: often * (1 + (index % 4)) }, (_day, day) => visit(5 + day)),
			];
		}).flat(),
	);
	return engine;
}

async function detailsOf(engine: TestEngine, id: string): Promise<SnapshotDetails> {
	const [row] = await engine.store.query<{ details: SnapshotDetails }>(sql`select details from snapshots where id = ${id}`);
	return row.details;
}

test('a feature that moved is named in a sentence, one that stayed is not', async () => {
	const engine = await openVisits(120, 2);
	const before = await computeSnapshot(engine, { asOf: lastMonth, featureSet });
	expect(before.drift).toEqual(['There is no earlier snapshot to compare with']);
	expect(before.comparedWith).toBeUndefined();
	const after = await computeSnapshot(engine, { asOf, featureSet });
	expect(after.comparedWith).toBe(before.snapshot);
	const told = after.drift.find((sentence) => sentence.includes('visits'));
	expect(told).toMatch(
		/^Since 2024-12-02, visits in the last 30 days changed a lot \(PSI \d+\.\d\d\), on average 2\.5 then and 5 now$/,
	);
	expect(after.drift.filter((sentence) => sentence.includes('rating'))).toEqual([]);
	expect(after.features.find(({ name }) => name === 'rating')).toMatchObject({ unknownShare: 0.5, psi: 0 });
});

test('the figures are kept with the snapshot, and go with it when it is computed again', async () => {
	const engine = await openVisits(120, 1);
	await computeSnapshot(engine, { asOf: lastMonth, featureSet });
	const summary = await computeSnapshot(engine, { asOf, featureSet });
	const details = await detailsOf(engine, summary.snapshot);
	expect(details.unknownShares).toEqual({ visits: 0, rating: 0.5, seen: 0 });
	expect(Object.keys(details.psi)).toEqual(['rating', 'seen', 'visits']);
	expect(details.drift).toEqual(summary.drift);
	const again = await computeSnapshot(engine, { asOf, featureSet });
	expect(await detailsOf(engine, again.snapshot)).toEqual(details);
});

test('with too few customers nothing is compared, and that is said', async () => {
	const engine = await openVisits(12, 2);
	await computeSnapshot(engine, { asOf: lastMonth, featureSet });
	const { drift, comparedWith, features } = await computeSnapshot(engine, { asOf, featureSet });
	expect(drift).toEqual([
		'Too few customers to compare with the snapshot of 2024-12-02: 12 then, 12 now, and it takes 100 in both',
	]);
	expect(comparedWith).toBeUndefined();
	expect(features.every(({ psi }) => psi === undefined)).toBe(true);
});

test('a column that now counts something else is not compared', async () => {
	const engine = await openVisits(120, 2);
	await computeSnapshot(engine, { asOf: lastMonth, featureSet: featureSetOf([visits, rating]) });
	const other = { ...visits, value: { kind: 'count', where: { names: ['Visit'] } } } as const;
	const changed = await computeSnapshot(engine, { asOf, featureSet: featureSetOf([other, rating]) });
	expect(changed.features.map(({ psi }) => psi)).toEqual([undefined, 0]);
	const alone = await computeSnapshot(engine, { asOf: asOf + 1, featureSet: featureSetOf([age]) });
	expect(alone.drift).toEqual(['No feature means the same as in the snapshot of 2025-01-01']);
});

test('a snapshot made before its details were kept is compared with like any other', async () => {
	const engine = await openVisits(120, 2);
	const before = await computeSnapshot(engine, { asOf: lastMonth, featureSet });
	await engine.store.execute(sql`update snapshots set details = null`);
	expect((await computeSnapshot(engine, { asOf, featureSet })).comparedWith).toBe(before.snapshot);
});

test('bins are tenths of the customers, a value many share has its own, and the unknown come last', async () => {
	const store = await openTestStore();
	await store.execute(sql`create table spread (id varchar, even double, mass double, none double, same double)`);
	const keys = Array.from({ length: 100 }, (_, index) => `customer-${index}`);
	await store.append('spread', keys, [
		Float64Array.from(keys, (_, index) => index + 1),
		Float64Array.from(keys, (_, index) => (index < 60 ? 0 : index - 59)),
		new Float64Array(100).fill(Number.NaN),
		new Float64Array(100).fill(7),
	]);
	const table = 'spread';
	const names = ['even', 'mass', 'none', 'same'];
	const cuts = await findCuts(store, store.dialect, { table, names, customers: 100 });
	const [even, mass, none, same] = await binColumns(store, { table, names, cuts });
	expect(even).toEqual({ customers: 100, known: 100, mean: 50.5, bins: [...Array<number>(10).fill(10), 0] });
	expect(mass.bins.slice(0, 2)).toEqual([0, 60]);
	expect(mass.bins.reduce((sum, count) => sum + count, 0)).toBe(100);
	expect(none).toEqual({ customers: 100, known: 0, mean: null, bins: [0, 100] });
	expect(same.bins).toEqual([0, 100, 0, 0]);
	await store.execute(sql`update ${identifier(table)} set same = 6 where even > 50`);
	const [moved] = await binColumns(store, { table, names: ['same'], cuts: [cuts[3]] });
	expect(moved.bins).toEqual([50, 50, 0, 0]);
});

test('of very many customers every so many-th says where the borders are', async () => {
	const store = await openTestStore();
	await store.execute(sql`create table many as select 'c' || i as customer_id, (i % 1000) + 1.0e0 as x from range(300000) r(i)`);
	const [cuts] = await findCuts(store, store.dialect, { table: 'many', names: ['x'], customers: 300_000 });
	const [{ bins }] = await binColumns(store, { table: 'many', names: ['x'], cuts: [cuts] });
	expect(bins).toHaveLength(11);
	for (const count of bins.slice(0, 10)) expect(Math.abs(count / 30_000 - 1)).toBeLessThan(0.05);
});

test('many columns are counted in parts, each in its place', async () => {
	const store = await openTestStore();
	const names = Array.from({ length: 119 }, (_, index) => `c${index}`);
	await store.execute(sql`create table wide (id varchar)`);
	for (const name of names) await store.execute(sql`alter table wide add column ${identifier(name)} double`);
	await store.append('wide', ['a', 'b'], names.map((_, index) => Float64Array.of(index, index + 2)));
	const bins = await binColumns(store, { table: 'wide', names, cuts: [] });
	expect(bins.map(({ mean }) => mean)).toEqual(names.map((_, index) => index + 1));
});
