import { describe, expect, test } from 'vitest';
import { DAY_MILLISECONDS } from '../../../lib/core/clock';
import { InvalidInput, NotEnoughData, SetupNeeded } from '../../../lib/core/errors';
import { computeSnapshot } from '../../../lib/features/computeSnapshot';
import { featureSetOf } from '../../../lib/features/featureSetOf';
import { readSnapshot } from '../../../lib/features/readSnapshot';
import { saveModel } from '../../../lib/models/saveModel';
import { consentWithdrawnEvent } from '../../../lib/privacy/consentEvents';
import { areaUnderCurve } from '../../../lib/propensity/evaluation/areaUnderCurve';
import { evaluatePropensity } from '../../../lib/propensity/evaluatePropensity';
import { scoreCustomers } from '../../../lib/propensity/scoreCustomers';
import { scoreEachCustomer } from '../../../lib/propensity/scoreEachCustomer';
import { trainPropensity, type TrainRequest } from '../../../lib/propensity/trainPropensity';
import { identifier, sql } from '../../../lib/sql/sql';
import { anEvent, anOrder } from '../../support/anEvent';
import { openTestEngine, type TestEngine } from '../../support/openTestEngine';
import { asOf, definitions, featureSet, HORIZON_DAYS, interestFeature, plantCustomers, today } from './plantedCustomers';

const order = { kind: 'happens', eventNames: ['Order Completed'], horizonDays: HORIZON_DAYS } as const;
const request: TrainRequest = { outcome: order, snapshot: 'latest' };

async function openPlanted(options: { customers: number; windows: number }) {
	const engine = await openTestEngine({ today });
	const { planted, events } = plantCustomers(options);
	await engine.store.recordEvents(events);
	await computeSnapshot(engine, { asOf, featureSet });
	return { engine, planted };
}

describe('customers whose chances are known', () => {
	test('are learned, evaluated and scored nearly as well as if the chances were known', async () => {
		const { engine, planted } = await openPlanted({ customers: 3_000, windows: 4 });
		const trained = await trainPropensity(engine, request);
		const { evaluation } = trained;

		expect(trained).toMatchObject({
			model: 'propensity-order-completed-within-30-days-1',
			description: 'Order Completed within 30 days',
			trainedOn: { share: 1, testCutoff: asOf - 30 * DAY_MILLISECONDS },
		});
		expect(trained.trainedOn.cutoffs).toEqual([60, 90].map((days) => asOf - days * DAY_MILLISECONDS));
		expect(evaluation.rows).toBe(3_000);

		const ordered = await ordersIn(engine, { from: 30, to: 0 });
		const labels = Uint8Array.from(planted, ({ id }) => (ordered.has(id) ? 1 : 0));
		const best = areaUnderCurve(labels, Float64Array.from(planted, ({ probability }) => probability));
		expect(evaluation.positives).toBe(ordered.size);
		expect(evaluation.auc.value).toBeGreaterThan(best - 0.01);
		expect(evaluation.auc.value).toBeGreaterThan(evaluation.bestSingleFeature.auc + 0.05);
		expect(evaluation.bestSingleFeature.name).toBe('interest');
		expect(evaluation.calibrationSlope.low).toBeLessThan(1);
		expect(evaluation.calibrationSlope.high).toBeGreaterThan(1);
		expect(evaluation.ece).toBeLessThan(0.04);
		expect(evaluation.deciles[0].lift).toBeGreaterThan(1.5);
		expect(trained.hints).toEqual([]);
		expect(trained.drivers.slice(0, 2).map(({ name, direction }) => `${direction} ${name}`)).toEqual([
			'more interest',
			'less price',
		]);

		const scored = await scoreCustomers(engine, { model: trained.model, snapshot: 'latest', topCustomers: 3 });
		expect(scored).toMatchObject({ customers: 3_000, scored: 3_000, score: 'propensityOrderCompletedWithin30Days' });
		const truth = planted.reduce((sum, { probability }) => sum + probability, 0);
		expect(Math.abs(scored.expected - truth)).toBeLessThan(0.08 * truth);
		const written = await engine.store.columns(
			sql`select customer_id, ${identifier(scored.score)} from ${identifier(scored.snapshot)} order by customer_id`,
		);
		const gaps = planted.map(({ probability }, index) => Math.abs(probability - written.values[0][index]));
		expect(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length).toBeLessThan(0.035);

		const ids = ['customer-00007', scored.top[0].customerId];
		const each = await scoreEachCustomer(engine, { model: 'latest', asOf, customerIds: ids });
		for (const [index, id] of ids.entries()) {
			const expected = written.values[0][written.keys.indexOf(id)];
			expect(each[index]).toMatchObject({ ok: true, value: { customerId: id, model: trained.model } });
			expect(each[index].ok && each[index].value.probability).toBeCloseTo(expected, 12);
		}
		expect(scored.top[0].probability).toBe(Math.max(...written.values[0]));
	});

	test('are asked again later, with what happened since', async () => {
		const { engine } = await openPlanted({ customers: 1_200, windows: 4 });
		const past = asOf - 30 * DAY_MILLISECONDS;
		const trained = await trainPropensity(engine, { ...request, asOf: past });
		const later = await evaluatePropensity(engine, { model: trained.model, asOf });
		expect(later).toMatchObject({ model: trained.model, cutoff: past });
		expect(later.evaluation.rows).toBe(1_200);
		expect(later.evaluation.auc.low).toBeGreaterThan(0.6);
		await expect(
			evaluatePropensity(engine, { model: trained.model, asOf: past - DAY_MILLISECONDS }),
		).rejects.toThrow(/As Of is too early: the model learned from events until 2024-11-02/);
		const same = await evaluatePropensity(engine, { model: trained.model, asOf: past });
		expect(same.evaluation.auc.value).toBe(trained.evaluation.auc.value);
	});
});

describe('a store of planted customers', () => {
	const openEngine = async () => (await openPlanted({ customers: 800, windows: 3 })).engine;

	test('answers in the same bytes every time, and keeps each model as a version', async () => {
		const engine = await openEngine();
		const first = await trainPropensity(engine, request);
		const second = await trainPropensity(engine, request);
		const version = (id: string) => Number(id.split('-').at(-1));
		expect(version(second.model)).toBe(version(first.model) + 1);
		expect({ ...second, model: first.model }).toEqual(first);
	});

	test('says in the engine’s hints what the owner should know', async () => {
		const engine = await openEngine();
		const canary = {
			...interestFeature,
			name: 'boughtLater',
			label: 'bought later',
			value: { kind: 'last', of: { property: 'boughtLater' }, where: { names: ['Leaked'] } },
		} as const;
		await recordCanaries(engine);
		const gender = { ...interestFeature, name: 'gender', label: 'gender' };
		const leaky = featureSetOf([...definitions, canary, gender]);
		const { snapshot } = await computeSnapshot(engine, { asOf, featureSet: leaky });
		const trained = await trainPropensity(engine, { ...request, snapshot });
		expect(trained.hints).toEqual([
			'Not used: gender. It speaks of a protected trait, gender',
			'Not used: bought later. Alone it tells the outcome almost perfectly, so it probably is the outcome in other words',
		]);
		expect(engine.notices).toEqual(expect.arrayContaining([...trained.hints]));
		expect(trained.evaluation.auc.value).toBeLessThan(0.9);
	});

	test('gives a probability only to those an outcome asks about', async () => {
		const engine = await openEngine();
		const { id: snapshot } = await readSnapshot(engine, 'latest');
		const outcome = { kind: 'stops', eventNames: ['Order Completed'], horizonDays: 30 } as const;
		const trained = await trainPropensity(engine, { outcome, snapshot });
		const scored = await scoreCustomers(engine, { model: trained.model, snapshot });
		const recent = await ordersIn(engine, { from: 30, to: 0 });
		expect(scored.score).toBe('propensityNoOrderCompletedWithin30Days');
		expect(scored.scored).toBe(recent.size);
		const rows = await engine.store.query<{ customer_id: string }>(
			sql`select customer_id from ${identifier(snapshot)} where ${identifier(scored.score)} is not null`,
		);
		expect(new Set(rows.map(({ customer_id: id }) => id))).toEqual(recent);
		const silent = (await idsOf(engine, snapshot)).find((id) => !recent.has(id)) ?? '';
		const [none] = await scoreEachCustomer(engine, { model: trained.model, asOf, customerIds: [silent] });
		expect(none).toMatchObject({ ok: false });
		expect(!none.ok && none.error.message).toMatch(/no probability of "no Order Completed within 30 days"/);
	});

	test('scores nobody who objected to profiling, one by one or all at once', async () => {
		const engine = await openEngine();
		const trained = await trainPropensity(engine, request);
		const objector = 'customer-00011';
		await engine.store.recordEvents([
			anEvent({ customerId: objector, name: consentWithdrawnEvent, occurredAt: asOf - 1 }),
		]);
		const scored = await scoreCustomers(engine, { model: trained.model, snapshot: 'latest' });
		expect(scored.customers - scored.scored).toBe(1);
		const customerIds = [objector, 'customer-00012', 'nobody'];
		const outcomes = await scoreEachCustomer(engine, { model: trained.model, asOf, customerIds });
		expect(outcomes.map(({ ok }) => ok)).toEqual([false, true, false]);
		expect(await scoreEachCustomer(engine, { model: trained.model, asOf, customerIds: [] })).toEqual([]);
	});

	test('lists its scores in the snapshot, for rules and reports', async () => {
		const engine = await openEngine();
		const scored = await scoreCustomers(engine, {
			model: (await trainPropensity(engine, request)).model,
			snapshot: 'latest',
			topCustomers: 2,
		});
		expect((await readSnapshot(engine, scored.snapshot)).scores).toContain(scored.score);
		expect(scored.top).toHaveLength(2);
		expect(scored.averageProbability).toBeCloseTo(scored.expected / scored.scored, 12);
	});

	test('refuses a snapshot without the features of the model, by name', async () => {
		const engine = await openEngine();
		const trained = await trainPropensity(engine, request);
		const other = featureSetOf([{ ...interestFeature, missing: 'zero' }]);
		const { snapshot } = await computeSnapshot(engine, { asOf: asOf - 1, featureSet: other });
		const score = scoreCustomers(engine, { model: trained.model, snapshot });
		await expect(score).rejects.toThrow(SetupNeeded);
		await expect(score).rejects.toThrow(/lacks \d features of model .*\(interest, .*train a new model/);
	});

	test('refuses a model that predicts nothing, and one that is not there', async () => {
		const engine = await openEngine();
		const model = {
			kind: 'logistic',
			preparation: { columns: [] },
			weights: [],
			intercept: 0,
			calibration: { scale: 1, offset: 0 },
		} as const;
		const { id } = await saveModel(engine, { name: 'plain', asOf, snapshot: 'latest', model, details: {} });
		const score = async (name: string) => await scoreCustomers(engine, { model: name, snapshot: 'latest' });
		await expect(score(id)).rejects.toThrow(/"plain-1" was not made by Propensity · Train/);
		await expect(score('nothing-9')).rejects.toThrow(SetupNeeded);
	});

	test('stops when n8n cancels', async () => {
		const cancelled = { ...(await openEngine()), signal: AbortSignal.abort(new Error('cancelled')) };
		await expect(trainPropensity(cancelled, request)).rejects.toThrow('cancelled');
	});
});

test('a store that is too young to predict says when it will be old enough', async () => {
	const engine = await openTestEngine({ today });
	await engine.store.recordEvents([anOrder({ customerId: 'ada', occurredAt: asOf - 40 * DAY_MILLISECONDS })]);
	await computeSnapshot(engine, { asOf, featureSet });
	const training = trainPropensity(engine, request);
	await expect(training).rejects.toThrow(NotEnoughData);
	await expect(training).rejects.toThrow(/The store has 40; there will be enough on 2025-02-20/);
});

test('an outcome without events is refused before anything is read', async () => {
	const engine = await openTestEngine({ today });
	await expect(
		trainPropensity(engine, { ...request, outcome: { ...order, eventNames: [] } }),
	).rejects.toThrow(InvalidInput);
});

/** Writes next month's orders into the past, as a column that was overwritten in place would. */
async function recordCanaries(engine: TestEngine): Promise<void> {
	const windows = [1, 2, 3].map((window) => ({ from: window * 30, to: (window - 1) * 30 }));
	const ids = await idsOf(engine, (await readSnapshot(engine, 'latest')).id);
	for (const window of windows) {
		const ordered = await ordersIn(engine, window);
		await engine.store.recordEvents(
			ids.map((customerId) =>
				anEvent({
					customerId,
					name: 'Leaked',
					occurredAt: asOf - window.from * DAY_MILLISECONDS - 1,
					properties: { boughtLater: ordered.has(customerId) ? 1 : 0 },
				}),
			),
		);
	}
}

async function idsOf(engine: TestEngine, snapshot: string): Promise<string[]> {
	const rows = await engine.store.query<{ customer_id: string }>(
		sql`select customer_id from ${identifier(snapshot)} order by customer_id`,
	);
	return rows.map(({ customer_id: id }) => id);
}

/** Customers with an order this many days ago. */
async function ordersIn(engine: TestEngine, days: { from: number; to: number }): Promise<Set<string>> {
	const rows = await engine.store.query<{ customer_id: string }>(sql`
		select distinct customer_id from events where name = 'Order Completed'
			and occurred_at >= ${asOf - days.from * DAY_MILLISECONDS} and occurred_at < ${asOf - days.to * DAY_MILLISECONDS}`);
	return new Set(rows.map(({ customer_id: id }) => id));
}
