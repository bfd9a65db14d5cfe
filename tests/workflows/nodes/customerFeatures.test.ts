import type { INodeParameters } from 'n8n-workflow';
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

const ticket = (id: string, description: string, topic?: string) => ({
	json: { userId: `customer-${id}`, event: 'Ticket Created', messageId: id, timestamp: '2025-03-03T12:00:00Z', description, topic },
});
const understanding = async (parameters: NodeRun['parameters'], items?: NodeRun['items']) =>
	await nodes.run({ type: 'customerFeatures', parameters: { operation: 'understandText', ...parameters }, items });

test('incoming items get topic, mood and confidence beside what they have', async () => {
	const run = await understanding({ source: 'items' }, [{ json: { id: 1, text: 'Where is my parcel? This is awful.' } }, { json: { id: 2 } }]);
	expect(outputOf(run).map(({ json }) => json)).toMatchObject([
		{ id: 1, topic: 'delivery', mood: 'negative', language: 'en' },
		{ id: 2, topic: null, mood: null, confidence: null },
	]);
	expect(outputOf(run)[1].pairedItem).toEqual({ item: 1 });
});

test('topics are learnt from labelled items, with a tested accuracy; too few are refused without a label', async () => {
	const items = Array.from({ length: 80 }, (_, index) => ({
		json: { text: `the ${['screen', 'update'][index % 2]} number ${index} has a problem`, topic: ['hardware', 'software'][index % 2] },
	}));
	const run = await understanding({ source: 'items', learnFrom: 'labels' }, [...items, { json: { text: 'a new screen', topic: '' } }]);
	expect(outputOf(run)[80].json).toMatchObject({ topic: 'hardware' });
	expect(run.finished.flatMap(({ hints }) => hints.map(({ message }) => message)).join()).toContain('learnt from 80 labelled texts and named right in 100 %');
	const few = [{ json: { text: 'secret 4711', topic: 'ada@example.com' } }];
	const { message } = stopOf(await understanding({ source: 'items', learnFrom: 'labels' }, few));
	expect(message).toContain('it has 1 labels on texts');
	expect(message).not.toMatch(/4711|ada@/);
});

const feature = (values: INodeParameters): INodeParameters => ({
	featureName: 'Orders in euros',
	event: { __rl: true, mode: 'name', value: 'Order Completed' },
	...values,
});

test('features of the marketer join those that are found', async () => {
	const run = await computing({
		ownFeatures: {
			feature: [
				feature({}),
				feature({ featureName: 'Last visit', event: { __rl: true, mode: 'any', value: 'any' }, aggregate: 'daysSinceLast' }),
				feature({ featureName: 'Spend', aggregate: 'sum', condition: 'positive', windowDays: 0 }),
				feature({ featureName: 'Order days', aggregate: 'distinct', valuesOf: 'day', missing: 'unknown' }),
			],
		},
	});
	const features = outputOf(run)[0].json.features as { name: string; label: string; unknownShare: number }[];
	expect(features.filter(({ name }) => name.startsWith('own_')).map(({ name, label }) => [name, label])).toEqual([
		['own_ordersInEuros', 'Orders in euros'],
		['own_lastVisit', 'Last visit'],
		['own_spend', 'Spend'],
		['own_orderDays', 'Order days'],
	]);
	expect(features.every(({ unknownShare }) => unknownShare >= 0 && unknownShare <= 1)).toBe(true);
	expect(outputOf(run)[0].json.drift).toEqual(['There is no earlier snapshot to compare with']);
});

test('a feature that cannot be is refused by its name and field', async () => {
	const refusals: readonly [INodeParameters, string][] = [
		[{ featureName: ' ' }, 'Name of an own feature is empty'],
		[{ event: { __rl: true, mode: 'name', value: ' ' } }, `'Event' of feature "Orders in euros" is empty`],
		[{ condition: 'property', conditionProperty: '', equals: 'pro' }, 'Property of feature "Orders in euros" is empty'],
		[{ aggregate: 'mean', amount: 'property', property: '' }, 'Property of feature "Orders in euros" is empty'],
		[{ windowDays: -1 }, 'Days Back of feature "Orders in euros" is -1'],
		[{ condition: 'property', conditionProperty: 'gender', equals: 'f' }, 'protected trait'],
	];
	for (const [values, sentence] of refusals) {
		expect(stopOf(await computing({ ownFeatures: { feature: [feature(values)] } })).message).toContain(sentence);
	}
});

test('a feature is previewed with the fields it is added with, and nothing is stored', async () => {
	const preview = async (values: INodeParameters) => await computing({ operation: 'preview', ...feature(values) });
	const [{ json }] = outputOf(await preview({ aggregate: 'sum', amount: 'revenue', windowDays: 0 }));
	expect(json).toMatchObject({
		feature: 'Orders in euros',
		column: 'own_ordersInEuros',
		unit: 'cents',
		currency: 'EUR',
		customers: 2,
		distribution: { unknownShare: 0, zeroShare: 0, mean: 1000, median: 1000 },
	});
	expect((json.examples as { shown: string }[]).map(({ shown }) => shown)).toEqual(['10.00 EUR', '10.00 EUR']);
	expect(stopOf(await preview({ windowDays: -1 })).message).toContain('Days Back of feature "Orders in euros" is -1');
	const [added] = outputOf(await computing({ ownFeatures: { feature: [feature({})] } }));
	expect(added.json.features).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'own_ordersInEuros' })]));
});

const inSql = (statement: string): INodeParameters => ({ selectName: 'Orders in March', statement, unit: 'count', withoutRow: 'zero' });
const orders = "select customer_id, count(*) from events where name = 'Order Completed' and days_ago > 0 group by customer_id";

test('an analyst previews and adds a feature in SQL', async () => {
	const [preview] = outputOf(await computing({ operation: 'preview', describedBy: 'sql', ...inSql(orders) }));
	expect(preview.json).toMatchObject({ column: 'own_ordersInMarch', unit: 'count', customers: 2, distribution: { highest: 2, lowest: 1 } });
	const [added] = outputOf(await computing({ sqlFeatures: { feature: [inSql(orders)] } }));
	expect(added.json.features).toEqual(
		expect.arrayContaining([expect.objectContaining({ name: 'own_ordersInMarch', label: 'Orders in March', unit: 'count' })]),
	);
});

test('a feature in SQL that does more than read events is refused', async () => {
	const refusals = [
		['drop table events', 'cannot be read as a select'],
		["select customer_id, 1 from read_csv('/etc/passwd')", 'not allowed (table_function)'],
		['select customer_id, max(epoch_ms(now())) from events group by 1', 'reads the clock (now)'],
		['select customer_id, 1 from messages', 'reads "messages"'],
	];
	for (const [statement, sentence] of refusals) {
		const stop = stopOf(await computing({ sqlFeatures: { feature: [inSql(statement)] } }));
		expect(stop.message).toContain(sentence);
		expect(stop.message).toContain('feature "Orders in March"');
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

// Last, because its customers are new ones in the store of this file.
test('tickets of the store are understood once, whatever number of items came in, and it says where moods fail', async () => {
	const items = [ticket('t-1', 'I was charged twice, this is terrible!'), ticket('t-2', 'Ich bin mit der Rechnung nicht zufrieden.')];
	await nodes.run({ type: 'customerEvents', parameters: { operation: 'record' }, items });
	const run = await understanding({}, [{ json: {} }, { json: {} }]);
	expect(outputOf(run)).toHaveLength(1);
	expect(outputOf(run)[0].json).toMatchObject({ understood: 2, topics: { billing: 1, other: 1 }, moods: { negative: 1, none: 1 }, languages: { de: 1, en: 1 } });
	expect(outputOf(run)[0].json.moodLimits).toContain('sarcasm');
	expect(run.finished.flatMap(({ hints }) => hints.map(({ message }) => message)).join()).toContain('sarcasm');
	expect(outputOf(await understanding({}))[0].json).toMatchObject({ understood: 0 });
});
