import { expect, test } from 'vitest';
import { DAY_MILLISECONDS } from '../../../lib/core/clock';
import { InvalidInput, SetupNeeded } from '../../../lib/core/errors';
import { computeFeatures } from '../../../lib/features/computeFeatures';
import { computeSnapshot } from '../../../lib/features/computeSnapshot';
import { readSnapshot } from '../../../lib/features/readSnapshot';
import { writeScores } from '../../../lib/features/writeScores';
import { identifier, sql } from '../../../lib/sql/sql';
import { anEvent, anOrder } from '../../support/anEvent';
import { openTestEngine, type TestEngine } from '../../support/openTestEngine';

const today = '2025-01-01T00:00:00Z';
const asOf = Date.parse(today);

async function openShop(): Promise<TestEngine> {
	const engine = await openTestEngine({ today });
	await engine.store.recordEvents([
		anOrder({ customerId: 'ada', daysAgo: 3 }),
		anEvent({ customerId: 'bob', daysAgo: 9 }),
		anEvent({ customerId: 'cyd', daysAgo: 200 }),
	]);
	return engine;
}

test('a store without a snapshot names the step that makes one', async () => {
	const engine = await openShop();
	const reading = readSnapshot(engine, 'latest');
	await expect(reading).rejects.toThrow(SetupNeeded);
	await expect(reading).rejects.toThrow('Customer Features · Compute');
	await expect(readSnapshot(engine, 'snapshot_1')).rejects.toThrow('snapshot_1');
});

test('the latest snapshot is the one of the latest instant, not the one computed last', async () => {
	const engine = await openShop();
	const now = await computeSnapshot(engine, { asOf });
	engine.sleep({ days: 1 });
	await computeSnapshot(engine, { asOf: asOf - DAY_MILLISECONDS });
	const latest = await readSnapshot(engine, 'latest');
	expect(latest.id).toBe(now.snapshot);
	expect(latest).toMatchObject({ asOf, customers: 3, scores: [], featureSet: { id: now.featureSet } });
	expect(now.features).toMatchObject(
		latest.featureSet.definitions.map(({ name, label, unit }) => ({ name, label, unit })),
	);
});

test('scores become a column; customers without one have none', async () => {
	const engine = await openShop();
	const { snapshot } = await computeSnapshot(engine, { asOf });
	const scored = await writeScores(engine, await readSnapshot(engine, snapshot), {
		name: 'churn_probability',
		keys: ['cyd', 'ada'],
		values: Float64Array.of(0.9, 0.1),
	});
	expect(scored.scores).toEqual(['churn_probability']);
	expect(await readSnapshot(engine, 'latest')).toEqual(scored);
	const rows = await engine.store.query(
		sql`select customer_id, churn_probability from ${identifier(snapshot)} order by customer_id`,
	);
	expect(rows).toEqual([
		{ customer_id: 'ada', churn_probability: 0.1 },
		{ customer_id: 'bob', churn_probability: null },
		{ customer_id: 'cyd', churn_probability: 0.9 },
	]);
});

test('scoring again replaces the column and lists it once', async () => {
	const engine = await openShop();
	const { snapshot } = await computeSnapshot(engine, { asOf });
	const first = await writeScores(engine, await readSnapshot(engine, snapshot), {
		name: 'value',
		keys: ['ada', 'bob'],
		values: Float64Array.of(1, 2),
	});
	const again = await writeScores(engine, first, {
		name: 'value',
		keys: ['bob'],
		values: Float64Array.of(3),
	});
	expect(again.scores).toEqual(['value']);
	const rows = await engine.store.query(
		sql`select value from ${identifier(snapshot)} order by customer_id`,
	);
	expect(rows.map((row) => row.value)).toEqual([null, 3, null]);
});

test('a score can be computed from the columns of the snapshot', async () => {
	const engine = await openShop();
	const { snapshot } = await computeSnapshot(engine, { asOf });
	await writeScores(engine, await readSnapshot(engine, snapshot), {
		name: 'double_orders',
		expression: sql`orders * ${2}`,
	});
	const rows = await engine.store.query(
		sql`select double_orders from ${identifier(snapshot)} order by customer_id`,
	);
	expect(rows.map((row) => row.double_orders)).toEqual([2, 0, 0]);
});

test('a new computation of a snapshot starts without scores', async () => {
	const engine = await openShop();
	const { snapshot } = await computeSnapshot(engine, { asOf });
	await writeScores(engine, await readSnapshot(engine, snapshot), { name: 'value', expression: sql`1` });
	await computeSnapshot(engine, { asOf });
	expect((await readSnapshot(engine, snapshot)).scores).toEqual([]);
});

test('a score cannot take the name of a feature, nor one that is no column', async () => {
	const engine = await openShop();
	const snapshot = await readSnapshot(engine, (await computeSnapshot(engine, { asOf })).snapshot);
	for (const name of ['orders', 'oRders', 'Orders 2', 'CUSTOMER_ID']) {
		const writing = writeScores(engine, snapshot, { name, expression: sql`1` });
		await expect(writing).rejects.toThrow(InvalidInput);
	}
});

test('features of single customers come in the order asked for, with a reason where there are none', async () => {
	const engine = await openShop();
	const { snapshot } = await computeSnapshot(engine, { asOf });
	const { featureSet } = await readSnapshot(engine, snapshot);
	const ids = ['cyd', 'nobody', 'ada'];
	const outcomes = await computeFeatures(engine, { definitions: featureSet.definitions, asOf, ids });
	expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, false, true]);
	const rows = await engine.store.query(sql`select * from ${identifier(snapshot)} order by customer_id`);
	const values = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
	expect([{ customer_id: 'cyd', ...values[0] }, { customer_id: 'ada', ...values[1] }]).toEqual([
		rows[2],
		rows[0],
	]);
	expect(await computeFeatures(engine, { definitions: featureSet.definitions, asOf, ids: [] })).toEqual([]);
});
