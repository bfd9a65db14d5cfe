import { expect, test } from 'vitest';
import { listEvents, listModels, listSegments, listSnapshots } from '../../../lib/journeys/listStored';
import { anEvent } from '../../support/anEvent';
import { openTestStore } from '../../support/openTestStore';
import { openPlantedShop } from '../segments/plantedShop';

test('lists for people name what is stored: newest snapshots and models, present segments by size', async () => {
	const shop = await openPlantedShop({ buyer: 40, user: 30, struggler: 20 });
	try {
		const { store } = shop.engine;
		expect(await listSnapshots(store)).toEqual([]);
		expect(await listSegments(store)).toEqual([]);
		const before = await shop.discover(0);
		shop.engine.sleep({ days: 1 });
		const after = await shop.discover(1);
		expect(await listSnapshots(store)).toEqual([
			{ name: '2025-01-02 00:00 · 90 customers', value: after.snapshot },
			{ name: '2025-01-01 00:00 · 90 customers', value: before.snapshot },
		]);
		expect(await listModels(store, 'segments')).toEqual([
			{ name: 'segments · version 2 · 2025-01-02', value: after.model },
			{ name: 'segments · version 1 · 2025-01-01', value: before.model },
		]);
		expect(await listModels(store, 'propensity')).toEqual([]);
		const segments = await listSegments(store);
		expect(segments.map(({ value }) => value)).toEqual(after.segments.map(({ segment }) => segment));
		expect(segments[0].name).toMatch(/^Segment \d · 40 customers$/);
	} finally {
		await shop.close();
	}
});

test('events are listed by how often customers do them, without what is no behaviour', async () => {
	const store = await openTestStore();
	expect(await listEvents(store)).toEqual([]);
	await store.recordEvents([
		...Array.from({ length: 3 }, () => anEvent({ name: 'Call' })),
		anEvent({ name: 'Visit', kind: 'page' }),
		anEvent({ name: 'identify', kind: 'identify' }),
		anEvent({ name: 'Crawled', excluded: 'bot' }),
	]);
	expect(await listEvents(store)).toEqual([
		{ name: 'Call · 3', value: 'Call' },
		{ name: 'Visit · 1', value: 'Visit' },
	]);
});
