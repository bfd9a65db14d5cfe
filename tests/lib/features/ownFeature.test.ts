import { expect, test } from 'vitest';
import { InvalidInput } from '../../../lib/core/errors';
import { computeSnapshot } from '../../../lib/features/computeSnapshot';
import { defineFeatureSet } from '../../../lib/features/defineFeatureSet';
import { evaluateFeatures } from '../../../lib/features/evaluateFeatures';
import { defineAdded } from '../../../lib/features/defineAdded';
import type { OwnFeature } from '../../../lib/features/ownFeature';
import type { SqlFeature } from '../../../lib/features/sqlFeature';
import { readSnapshot } from '../../../lib/features/readSnapshot';
import { identifier, sql } from '../../../lib/sql/sql';
import { anEvent, anOrder } from '../../support/anEvent';
import { openTestEngine } from '../../support/openTestEngine';

const today = '2025-01-01T00:00:00Z';
const asOf = Date.parse(today);

function own(parts: Partial<OwnFeature> = {}): OwnFeature {
	return { name: 'Support calls', event: 'Call', aggregate: 'count', windowDays: 90, ...parts };
}

const defineOwn = (own: readonly OwnFeature[]) => defineAdded({ own });
const one = (parts: Partial<OwnFeature> = {}) => defineOwn([own(parts)])[0];

test('fields become a definition with a column of its own and the name as its label', () => {
	expect(one()).toEqual({
		name: 'own_supportCalls',
		label: 'Support calls',
		unit: 'count',
		missing: 'zero',
		value: { kind: 'count', where: { names: ['Call'] }, window: { fromDays: 90, toDays: 0 } },
	});
});

test('what nobody did is zero of it, or not known, as it suits', () => {
	expect(one({ aggregate: 'sum', amount: 'revenue' })).toMatchObject({ missing: 'zero', unit: 'cents' });
	expect(one({ aggregate: 'mean', amount: { property: 'rating' } })).toMatchObject({ missing: 'unknown', unit: 'number' });
	expect(one({ aggregate: 'max', amount: 'quantity', missing: 'zero' })).toMatchObject({ missing: 'zero' });
	expect(one({ aggregate: 'daysSinceLast', windowDays: undefined })).toMatchObject({ missing: 'unknown', unit: 'days' });
});

test('any event is whatever the customer did, not what was sent to them', () => {
	const { value } = one({ event: '' });
	expect(value).toMatchObject({ where: { kinds: ['track', 'page', 'screen'] } });
	expect(JSON.stringify(value)).toContain('Email Sent');
});

test.each<[string, Partial<OwnFeature>, string]>([
	['no name', { name: ' ' }, 'Name of an own feature is empty'],
	['a name like a page', { name: 'x'.repeat(101) }, 'has 101 characters'],
	['a window that ends before it begins', { windowDays: -3 }, 'Days Back of feature "Support calls" is -3'],
	['a window that is no number', { windowDays: Number.NaN }, 'Days Back of feature "Support calls" is NaN'],
	['a window on days since', { aggregate: 'daysSinceLast' }, 'leave it out'],
	['zero days since what never happened', { aggregate: 'daysSinceLast', windowDays: undefined, missing: 'zero' }, 'choose Unknown'],
	['a sum of nothing', { aggregate: 'sum' }, 'Of of feature "Support calls" is empty'],
	['a property without a name', { aggregate: 'sum', amount: { property: '' } }, 'Property of feature "Support calls" is empty'],
	['different what', { aggregate: 'distinct' }, 'Different of feature "Support calls" is empty'],
	['a condition without a value', { condition: { kind: 'device', equals: '' } }, 'Equals of feature "Support calls" is empty'],
	['an unknown calculation', { aggregate: 'median' as 'sum' }, 'Calculate of feature "Support calls" is "median"'],
	['an unknown amount', { aggregate: 'sum', amount: 'price' as 'revenue' }, 'Of of feature "Support calls" is "price"'],
	['an unknown column', { aggregate: 'distinct', valuesOf: 'brain' as 'day' }, 'Different of feature "Support calls" is "brain"'],
	['an unknown condition', { condition: { kind: 'mood' as 'device', equals: 'x' } }, 'Only Where of feature "Support calls" is "mood"'],
	['a protected trait in its name', { name: 'Age' }, 'protected trait'],
	['a protected event', { event: 'Pregnancy Test Bought' }, 'protected trait'],
	['a protected property', { condition: { kind: 'property', property: 'gender', equals: 'f' } }, 'protected trait (gender)'],
	['a protected property to count', { aggregate: 'distinct', valuesOf: { property: 'religion' } }, 'protected trait (religion)'],
])('%s is refused in a sentence', (_, parts, sentence) => {
	const define = (): unknown => one(parts);
	expect(define).toThrow(InvalidInput);
	expect(define).toThrow(sentence);
});

test('two names that make one column are refused, and any name makes a column', () => {
	expect(() => defineOwn([own(), own({ name: 'support-calls!' })])).toThrow('rename one of the two');
	const inSql: SqlFeature = { name: 'Support  calls', statement: 'select 1', unit: 'count', missing: 'zero' };
	expect(() => defineAdded({ own: [own()], sql: [inSql] })).toThrow('makes the same column as "Support calls"');
	const names = ['订单', '已取消', 'x'.repeat(100), '1st', 'É'];
	const definitions = defineOwn(names.map((name) => own({ name })));
	for (const { name } of definitions) expect(name).toMatch(/^own_[A-Za-z0-9_]{1,59}$/);
});

const history = () => [
	anOrder({ customerId: 'ada', daysAgo: 3, euros: 20, device: 'mobile' }),
	anOrder({ customerId: 'ada', daysAgo: 40, euros: 40, device: 'desktop' }),
	anEvent({ customerId: 'ada', name: 'Call', daysAgo: 2, properties: { topic: 'price', minutes: 7 } }),
	anEvent({ customerId: 'ada', name: 'Call', daysAgo: 9, properties: { topic: 'delivery', minutes: '12' } }),
	anEvent({ customerId: 'bob', name: 'Call', daysAgo: 200, properties: { topic: 'price' } }),
	anEvent({ customerId: 'bob', name: 'Email Sent', daysAgo: 1 }),
	anOrder({ customerId: 'cyd', daysAgo: 5, euros: -10, name: 'Order Refunded' }),
];

const definitions = defineOwn([
	own(),
	own({ name: 'Calls on price', condition: { kind: 'property', property: 'topic', equals: 'price' }, windowDays: undefined }),
	own({ name: 'Call minutes', aggregate: 'sum', amount: { property: 'minutes' } }),
	own({ name: 'Topics', aggregate: 'distinct', valuesOf: { property: 'topic' }, missing: 'unknown' }),
	own({ name: 'Last call', aggregate: 'daysSinceLast', windowDays: undefined }),
	own({ name: 'Mobile spend', event: '', condition: { kind: 'device', equals: 'mobile' }, aggregate: 'sum', amount: 'revenue' }),
	own({ name: 'Given back', event: '', condition: { kind: 'revenue', sign: 'negative' } }),
	own({ name: 'Visits', event: '', aggregate: 'sessions' }),
]);

test('own features are columns of the snapshot beside those found, and equal their live values', async () => {
	const engine = await openTestEngine({ today });
	const events = history();
	await engine.store.recordEvents(events);
	const { snapshot, features } = await computeSnapshot(engine, { asOf, added: definitions });
	expect(features.map(({ name }) => name)).toEqual(expect.arrayContaining(['orders', 'own_supportCalls', 'own_visits']));
	const rows = await engine.store.query(sql`select * from ${identifier(snapshot)} order by customer_id`);
	const ofOwn = rows.map((row) => definitions.map(({ name }) => row[name]));
	expect(ofOwn).toEqual([
		[2, 1, 19, 2, expect.closeTo(2, 6), 2000, 0, 4],
		[0, 1, 0, null, expect.closeTo(200, 6), 0, 0, 0],
		[0, 0, 0, null, null, 0, 1, 1],
	]);
	const { featureSet } = await readSnapshot(engine, snapshot);
	for (const row of rows) {
		const mine = events.filter(({ customerId }) => customerId === row.customer_id);
		expect({ customer_id: row.customer_id, ...evaluateFeatures(featureSet.definitions, mine, asOf) }).toEqual(row);
	}
});

test('own features join a given feature set once, and cannot change what is there', async () => {
	const engine = await openTestEngine({ today });
	await engine.store.recordEvents(history());
	const { featureSet } = await defineFeatureSet(engine, { asOf });
	const first = await computeSnapshot(engine, { asOf, featureSet, added: definitions });
	expect(first.features).toHaveLength(featureSet.definitions.length + definitions.length);
	const extended = (await readSnapshot(engine, first.snapshot)).featureSet;
	const again = await computeSnapshot(engine, { asOf, featureSet: extended, added: definitions });
	expect(again.featureSet).toBe(first.featureSet);
	const other = defineOwn([own({ windowDays: 30 })]);
	await expect(computeSnapshot(engine, { asOf, featureSet: extended, added: other })).rejects.toThrow(
		'feature "Support calls" is in the feature set already',
	);
});

test('amounts of own features are counted in the money of the others', async () => {
	const engine = await openTestEngine({ today });
	await engine.store.recordEvents([...history(), anOrder({ customerId: 'bob', currency: 'USD', euros: 500 })]);
	const spend = defineOwn([own({ name: 'Spend', event: 'Order Completed', aggregate: 'sum', amount: 'revenue' })]);
	const summary = await computeSnapshot(engine, { asOf, added: spend });
	expect(summary.currency).toBe('EUR');
	const rows = await engine.store.query(sql`select own_spend from ${identifier(summary.snapshot)} order by customer_id`);
	expect(rows.map((row) => row.own_spend)).toEqual([6000, 0, 0]);
});

test('a feature that says nothing about anybody is kept, and a hint says where to look', async () => {
	const engine = await openTestEngine({ today });
	await engine.store.recordEvents(history());
	const added = defineOwn([own({ event: 'call' }), own({ name: 'Last chat', event: 'Chat', aggregate: 'daysSinceLast', windowDays: undefined })]);
	const { features } = await computeSnapshot(engine, { asOf, added });
	expect(features.map(({ name }) => name)).toEqual(expect.arrayContaining(['own_supportCalls', 'own_lastChat']));
	expect(engine.notices).toContain('Support calls is zero for every customer: check how its event and property are written in the events');
	expect(engine.notices.join()).toContain('Last chat is not known for any customer');
});
