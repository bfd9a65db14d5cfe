import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNodes, outputOf, stopOf, type NodeRun, type Nodes } from '../../support/openNodes';

let nodes: Nodes;
beforeAll(async () => {
	nodes = await openNodes();
	const items = ['EUR', 'EUR', 'USD'].map((currency, index) => ({
		json: {
			userId: `customer-${index % 2}`,
			event: 'Order Completed',
			messageId: `order-${index}`,
			timestamp: `2025-03-0${index + 1}T12:00:00Z`,
			orderId: `order-${index}`,
			revenue: 10,
			currency,
		},
	}));
	await nodes.run({ type: 'customerEvents', parameters: { operation: 'record' }, items });
});
afterAll(async () => await nodes.close());

async function computing(parameters: NodeRun['parameters']) {
	return await nodes.run({ type: 'customerFeatures', parameters });
}

const rates = (...rate: readonly { currency: string; worth: number }[]) => ({ conversionRates: { rate: [...rate] } });

test('amounts in a currency without a rate are told in a hint, and counted once a rate is given', async () => {
	const hintsOf = (run: Awaited<ReturnType<typeof computing>>): string =>
		run.finished.flatMap(({ hints }) => hints.map(({ message }) => message)).join();
	const alone = await computing({});
	expect(outputOf(alone)[0].json).toMatchObject({ currency: 'EUR', customers: 2 });
	expect(hintsOf(alone)).toContain('1 in USD');
	const converted = await computing({ reportCurrency: 'eur', ...rates({ currency: 'usd', worth: 0.9 }) });
	expect(outputOf(converted)[0].json).toMatchObject({ currency: 'EUR' });
	expect(hintsOf(converted)).not.toContain('USD');
	expect(outputOf(converted)[0].json.featureSet).not.toBe(outputOf(alone)[0].json.featureSet);
});

test('rates that cannot convert are refused by name', async () => {
	const refusals = [
		[rates({ currency: 'USD', worth: 2 }), "'Report Currency' is empty"],
		[{ reportCurrency: 'EUR', ...rates({ currency: 'USD', worth: 2 }, { currency: 'usd', worth: 3 }) }, 'has USD twice'],
		[{ reportCurrency: 'EUR', ...rates({ currency: 'USD', worth: 0 }) }, 'ate of USD is 0'],
		[{ reportCurrency: 'Euro' }, 'urrency "EURO"'],
	] as const;
	for (const [parameters, sentence] of refusals) {
		expect(stopOf(await computing(parameters)).message).toContain(sentence);
	}
});

const sheet = [[5, 12, 1200], [10, 9, 300], [20, 7, 950], [200, 1, 45], [365, 1, 20]].map(([days, orders, revenue], index) => ({
	json: { email: `c${index}@example.com`, 'Days Since Last Order': days, 'Total Orders': orders, Revenue: revenue },
}));
const hintsIn = (run: Awaited<ReturnType<typeof computing>>): string =>
	run.finished.flatMap(({ hints }) => hints.map(({ message }) => message)).join('\n');

test('RFM scores the rows of a spreadsheet, one item per customer beside its own fields', async () => {
	const run = await nodes.run({
		type: 'customerFeatures',
		parameters: { operation: 'rfm', source: 'items', output: 'customers' },
		items: sheet,
	});
	const shown = outputOf(run);
	expect(shown.map(({ json }) => json.rfmCell)).toEqual(['555', '443', '334', '212', '111']);
	expect(shown[0]).toMatchObject({
		json: { email: 'c0@example.com', 'Total Orders': 12, segmentName: 'Champions', withheld: expect.stringContaining('floor of 100') },
		pairedItem: { item: 0 },
	});
	expect(hintsIn(run)).toContain('Fields read: email, Days Since Last Order, Total Orders, Revenue');
});

test('RFM of items sums up by segment, with pictures, and a row that cannot be read stops it by name', async () => {
	const parameters = { operation: 'rfm', source: 'items', rfmOptions: { floor: 1, ties: 'rankFirst' } };
	const run = await nodes.run({ type: 'customerFeatures', parameters, items: sheet });
	const [first] = run.items('Node');
	expect(first.json).toMatchObject({
		segment: 'champions', segmentName: 'Champions', customers: 1, share: 0.2, medianRevenue: 1200,
		meaning: expect.stringContaining('often'), suggestedAction: expect.stringContaining('Thank'),
	});
	expect(Object.keys(first.binary ?? {})).toEqual(['segment_sizes', 'revenue_share']);
	const wrong = await nodes.run({ type: 'customerFeatures', parameters, items: [{ json: { recency: 'x', orders: 1, revenue: 1 } }] });
	expect(stopOf(wrong).message).toContain('"recency" of item 0 is "x"');
	const named = { ...parameters, itemFields: { orders: 'Bestellungen' } };
	expect(stopOf(await nodes.run({ type: 'customerFeatures', parameters: named, items: sheet })).message).toContain('"Bestellungen" is not in the items');
});

test('RFM of the store keeps its cut points from run to run and scores an existing snapshot in place', async () => {
	const first = await computing({ operation: 'rfm', reportCurrency: 'EUR' });
	expect(outputOf(first)[0].json).toMatchObject({ rfmModel: 'rfm-1', currency: 'EUR', withheld: expect.stringContaining('floor of 100') });
	expect(hintsIn(first)).toContain('New cut points drawn from 2 customers');
	const again = await computing({ operation: 'rfm', source: 'snapshot', output: 'customers', rfmOptions: { floor: 1 } });
	expect(outputOf(again).map(({ json }) => json.customerId)).toEqual(['customer-0', 'customer-1']);
	expect(outputOf(again)[0].json).toMatchObject({ orders: 2, recencyScore: 5, segmentName: expect.any(String) });
	expect(hintsIn(again)).toMatch(/Cut points of \d{4}-\d\d-\d\d are kept \(rfm-1, drawn from 2 customers\)/);
	expect(hintsIn(again)).toContain('Used the newest snapshot');
	const anew = await computing({ operation: 'rfm', reportCurrency: 'EUR', cutPoints: 'draw' });
	expect(outputOf(anew)[0].json).toMatchObject({ rfmModel: 'rfm-2' });
});
