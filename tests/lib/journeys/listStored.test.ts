import { expect, test } from 'vitest';
import { listModels, listSegments, listSnapshots } from '../../../lib/journeys/listStored';
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
