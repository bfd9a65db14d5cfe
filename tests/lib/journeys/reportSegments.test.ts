import { afterAll, beforeAll, expect, test } from 'vitest';

import { drawDiscovery } from '../../../lib/journeys/drawDiscovery';
import { reportSegments } from '../../../lib/journeys/reportSegments';
import type { Discovery } from '../../../lib/segments/types';
import { openPlantedShop, type PlantedShop } from '../segments/plantedShop';

let shop: PlantedShop;
let first: Discovery;

beforeAll(async () => {
	shop = await openPlantedShop({ buyer: 60, user: 50, struggler: 40 });
	first = await shop.discover(0);
});
afterAll(async () => await shop.close());

const report = async () => await reportSegments(shop.engine, { title: 'Segments', emails: [] });

test('the first report shows how clear the segments are, and no moves', async () => {
	const { plots, html } = await report();
	const names = plots.map(({ name }) => name);
	expect(names).toContain('silhouettes');
	expect(names).not.toContain('migration');
	expect(html).toContain('Rule of thumb:');
	expect(html).toContain(first.segments[0].typicalCustomers[0]);
	expect(html).toContain('How features were made comparable');
	expect(first.flows.map(({ from }) => from)).toEqual([null, null, null]);
	expect(first.namesBefore).toEqual({});
	expect(first.silhouettes?.segments.map(({ segment }) => segment).sort()).toEqual(first.segments.map(({ segment }) => segment).sort());
});

test('from the second refresh on, the report and the pictures of the discovery show who moved', async () => {
	const second = await shop.discover(1);
	expect(second.flows.reduce((sum, { customers }) => sum + customers, 0)).toBe(150);
	const { plots, content } = await report();
	expect(plots.map(({ name }) => name)).toContain('migration');
	expect(content).toMatchObject({
		silhouettes: second.silhouettes,
		movement: { flows: second.flows, namesBefore: second.namesBefore },
		fidelity: second.fidelity,
	});
	const fields = (await drawDiscovery(shop.engine, second)).map(({ field }) => field);
	expect(fields).toEqual(expect.arrayContaining(['segment_map', 'silhouettes', 'migration']));
});
