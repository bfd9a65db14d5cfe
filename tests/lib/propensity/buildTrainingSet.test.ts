import { describe, expect, test } from 'vitest';
import { DAY_MILLISECONDS } from '../../../lib/core/clock';
import { NotEnoughData } from '../../../lib/core/errors';
import type { CustomerEvent } from '../../../lib/events/types';
import { consentWithdrawnEvent } from '../../../lib/privacy/consentEvents';
import { buildTrainingSet } from '../../../lib/propensity/buildTrainingSet';
import { planCutoffs } from '../../../lib/propensity/planCutoffs';
import { readLabelledRows } from '../../../lib/propensity/readLabelledRows';
import { readHappened } from '../../../lib/propensity/readHappened';
import type { OutcomeDefinition } from '../../../lib/propensity/types';
import type { Store } from '../../../lib/store/types';
import { anEvent, anOrder } from '../../support/anEvent';
import { openTestStore } from '../../support/openTestStore';
import { asOf, definitions, plantCustomers } from './plantedCustomers';

const day = (daysAgo: number) => Math.round(asOf - daysAgo * DAY_MILLISECONDS);
const happens: OutcomeDefinition = {
	kind: 'happens',
	eventNames: ['Order Completed'],
	horizonDays: 30,
	activeWithinDays: 365,
};
const stops: OutcomeDefinition = { ...happens, kind: 'stops', activeWithinDays: 30 };
const orders = {
	name: 'orders',
	label: 'orders',
	unit: 'count',
	missing: 'zero',
	value: { kind: 'count', where: { names: ['Order Completed'] } },
} as const;

const orderOf = (customerId: string, daysAgo: number, parts: Partial<CustomerEvent> = {}) =>
	anOrder({ customerId, occurredAt: day(daysAgo), ...parts });

async function readRows(
	store: Store,
	{ outcome = happens, cutoff = day(30), share = 1 }: { outcome?: OutcomeDefinition; cutoff?: number; share?: number },
) {
	const happened = await readHappened({ store }, { outcome, cutoffs: [cutoff], asOf, share });
	return await readLabelledRows({ store }, { outcome, definitions: [orders], cutoff, asOf, share, happened });
}

async function rowsOf(events: readonly CustomerEvent[], outcome = happens, cutoff = day(30)) {
	const store = await openTestStore();
	await store.recordEvents(events);
	const rows = await readRows(store, { outcome, cutoff });
	return Object.fromEntries(
		rows.customerIds.map((id, index) => [id, { orders: rows.values[0][index], label: rows.labels[index] }]),
	);
}

describe('a row of training', () => {
	test('describes what was before the cutoff and labels what came in the horizon after it', async () => {
		const rows = await rowsOf([
			orderOf('before only', 40),
			orderOf('at the cutoff', 40),
			orderOf('at the cutoff', 30),
			orderOf('at the end', 40),
			orderOf('at the end', 30.001),
			orderOf('inside', 50),
			orderOf('inside', 0.001),
		]);
		expect(rows).toEqual({
			'before only': { orders: 1, label: 0 },
			'at the cutoff': { orders: 1, label: 1 },
			'at the end': { orders: 2, label: 0 },
			inside: { orders: 1, label: 1 },
		});
	});

	test('is not there for customers who came after the cutoff', async () => {
		expect(Object.keys(await rowsOf([orderOf('old', 40), orderOf('new', 20)]))).toEqual(['old']);
	});

	test('is not there for customers who were silent for longer than the outcome looks back', async () => {
		const rows = await rowsOf(
			[orderOf('silent', 120), orderOf('active', 120), anEvent({ customerId: 'active', occurredAt: day(60) })],
			{ ...happens, activeWithinDays: 60 },
		);
		expect(Object.keys(rows)).toEqual(['active']);
	});

	test('does not count what the company does as activity', async () => {
		const rows = await rowsOf(
			[orderOf('written to', 120), anEvent({ customerId: 'written to', name: 'Email Sent', occurredAt: day(40) })],
			{ ...happens, activeWithinDays: 60 },
		);
		expect(rows).toEqual({});
	});

	test('asks who stops of those who did it lately, and is positive for silence', async () => {
		const rows = await rowsOf(
			[orderOf('stays', 40), orderOf('stays', 10), orderOf('leaves', 40), orderOf('left before', 90)],
			stops,
		);
		expect(rows).toEqual({ stays: { orders: 1, label: 0 }, leaves: { orders: 1, label: 1 } });
	});

	test('takes any activity for an outcome without names, but not the company’s own', async () => {
		const rows = await rowsOf(
			[
				anEvent({ customerId: 'active', occurredAt: day(40) }),
				anEvent({ customerId: 'active', occurredAt: day(5) }),
				anEvent({ customerId: 'only written to', occurredAt: day(40) }),
				anEvent({ customerId: 'only written to', occurredAt: day(5), name: 'Email Sent' }),
			],
			{ ...stops, eventNames: [] },
		);
		expect(rows).toMatchObject({ active: { label: 0 }, 'only written to': { label: 1 } });
	});

	test('forgets customers who objected to profiling since', async () => {
		const rows = await rowsOf([
			orderOf('objects', 40),
			orderOf('agrees', 40),
			anEvent({ customerId: 'objects', name: consentWithdrawnEvent, occurredAt: day(2) }),
		]);
		expect(Object.keys(rows)).toEqual(['agrees']);
	});

	test('is left out when the customer was merged into another since', async () => {
		const rows = await rowsOf([
			orderOf('old name', 40),
			orderOf('new name', 40),
			anEvent({
				kind: 'alias',
				name: 'alias',
				anonymousId: 'old name',
				customerId: 'new name',
				occurredAt: day(20),
			}),
			orderOf('old name', 10),
		]);
		expect(rows).toEqual({ 'new name': { orders: 1, label: 1 } });
	});
});

describe('the past', () => {
	const { events } = plantCustomers({ customers: 400, windows: 4 });
	const request = { outcome: happens, definitions, asOf, trainingCutoffsMax: 2 };

	test('is not changed by events that come or arrive later', async () => {
		const store = await openTestStore();
		await store.recordEvents(events);
		const before = await buildTrainingSet({ store }, request);
		await store.recordEvents([
			orderOf('customer-00001', 0),
			orderOf('customer-00002', -5),
			orderOf('customer-00003', 70, { receivedAt: asOf }),
			orderOf('customer-00004', 100, { receivedAt: asOf + 1 }),
			orderOf('somebody new', 100, { receivedAt: asOf + 1 }),
		]);
		expect(await buildTrainingSet({ store }, request)).toEqual(before);
	});

	test('does not know what had occurred but not arrived by the cutoff', async () => {
		const late = orderOf('customer-00001', 50, { receivedAt: day(20) });
		const store = await openTestStore();
		await store.recordEvents(events);
		const before = await readRows(store, {});
		await store.recordEvents([late]);
		expect(await readRows(store, {})).toEqual(before);
	});

	test('is the same in whatever order events were recorded', async () => {
		const [forward, backward] = [await openTestStore(), await openTestStore()];
		await forward.recordEvents(events);
		await backward.recordEvents([...events].reverse());
		expect(await buildTrainingSet({ store: backward }, request)).toEqual(
			await buildTrainingSet({ store: forward }, request),
		);
	});

	test('tests on later days than it trains on, whole horizons apart', async () => {
		const store = await openTestStore();
		await store.recordEvents(events);
		const set = await buildTrainingSet({ store }, request);
		expect(set.cutoffs).toEqual({ test: day(30), training: [day(60), day(90)] });
		expect(set.training.labels.length).toBe(2 * set.test.labels.length);
		expect(set.share).toBe(1);
	});

	test('is labelled only where the whole horizon was observed, so nobody is negative for want of time (algorithms 3)', async () => {
		const store = await openTestStore();
		await store.recordEvents(events);
		const { cutoffs } = await buildTrainingSet({ store }, { ...request, asOf: asOf - DAY_MILLISECONDS });
		for (const cutoff of [cutoffs.test, ...cutoffs.training]) {
			expect(cutoff + happens.horizonDays * DAY_MILLISECONDS).toBeLessThanOrEqual(asOf - DAY_MILLISECONDS);
		}
		const horizons = [cutoffs.test, ...cutoffs.training].map((cutoff, index, all) => (all[index - 1] ?? Infinity) - cutoff);
		for (const apart of horizons) expect(apart).toBeGreaterThanOrEqual(happens.horizonDays * DAY_MILLISECONDS);
	});

	test('of a large store is sampled by customer, the same ones at every cutoff', async () => {
		const store = await openTestStore();
		await store.recordEvents(events);
		const read = async (cutoff: number) =>
			(await readRows(store, { cutoff, share: 0.25 })).customerIds;
		const sampled = await read(day(30));
		expect(sampled.length).toBeGreaterThan(60);
		expect(sampled.length).toBeLessThan(140);
		expect(await read(day(90))).toEqual(sampled);
	});
});

describe('too little', () => {
	test('history is refused with the day there will be enough', async () => {
		const plan = () =>
			planCutoffs({ firstEvent: Date.parse('2024-11-15'), asOf, horizonDays: 30, trainingCutoffsMax: 3 });
		expect(plan).toThrow(NotEnoughData);
		expect(plan).toThrow(/needs 90 days of events.*The store has 47; there will be enough on 2025-02-13/);
	});

	test('history for several cutoffs gives one, as soon as there is enough for one', () => {
		const plan = (days: number) =>
			planCutoffs({ firstEvent: day(days), asOf, horizonDays: 30, trainingCutoffsMax: 3 }).training.length;
		expect([90, 119, 120, 150, 1_000].map(plan)).toEqual([1, 1, 2, 3, 3]);
	});

	test('outcomes are refused with how many there are and when there will be enough', async () => {
		const store = await openTestStore();
		const { events } = plantCustomers({ customers: 40, windows: 4 });
		await store.recordEvents(events);
		const build = buildTrainingSet({ store }, { outcome: happens, definitions, asOf, trainingCutoffsMax: 3 });
		await expect(build).rejects.toThrow(NotEnoughData);
		await expect(build).rejects.toThrow(
			/^\d+ of the 120 customers to learn from had "Order Completed within 30 days"; at least 50 are needed\. At this pace there will be enough around 202\d-/,
		);
	});

	test('an outcome that never came says so', async () => {
		const store = await openTestStore();
		const { events } = plantCustomers({ customers: 40, windows: 4 });
		await store.recordEvents(events);
		const outcome = { ...happens, eventNames: ['Never Seen'] };
		await expect(
			buildTrainingSet({ store }, { outcome, definitions, asOf, trainingCutoffsMax: 3 }),
		).rejects.toThrow(/0 of the 120 customers .* None came so far/);
	});

	test('an empty store has nothing to learn from', async () => {
		const store = await openTestStore();
		await expect(
			buildTrainingSet({ store }, { outcome: happens, definitions, asOf, trainingCutoffsMax: 3 }),
		).rejects.toThrow(/no events of known customers/);
	});
});
