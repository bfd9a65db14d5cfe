import { expect, test } from 'vitest';
import { InvalidInput } from '../../../lib/core/errors';
import type { CustomerEvent } from '../../../lib/events/types';
import { featureCatalogue } from '../../../lib/features/catalogue/index';
import { compileFeatures } from '../../../lib/features/compileFeatures';
import type { FeatureDefinition, FeatureValue } from '../../../lib/features/types';
import { buildSql } from '../../../lib/sql/buildSql';
import { duckDbDialect } from '../../../lib/store/duckdb/dialect';
import type { Row, Store } from '../../../lib/store/types';
import { anEvent } from '../../support/anEvent';
import { openTestStore } from '../../support/openTestStore';

const everyone = { kind: 'everyone' } as const;

function feature(value: FeatureValue, name = 'it'): FeatureDefinition {
	return { name, label: name, unit: 'number', missing: 'unknown', value };
}

async function compute(
	store: Store,
	definitions: readonly FeatureDefinition[],
	asOf: string,
): Promise<Row[]> {
	const statement = compileFeatures(
		definitions,
		{ asOf: Date.parse(asOf), scope: everyone },
		store.dialect,
	);
	const rows = await store.query(statement);
	return rows.sort((left, right) => (String(left.customer_id) < String(right.customer_id) ? -1 : 1));
}

test('values stand among the parameters, never in the text', () => {
	const secret = "Robert'); drop table events; --";
	const { text, values } = buildSql(
		compileFeatures(
			[
				feature({
					kind: 'distinct',
					of: { property: `${secret}1` },
					where: { names: [secret], property: { name: `${secret}2`, equals: `${secret}3` } },
				}),
			],
			{ asOf: 1000, scope: { kind: 'customers', ids: [`${secret}4`] } },
			duckDbDialect,
		),
		duckDbDialect,
	);
	expect(text).not.toContain('Robert');
	const given = values.flat().map(String).join('\n');
	for (const part of ['', '1', '2', '3', '4']) expect(given).toContain(`${secret}${part}`);
});

test('what several features share is asked once', () => {
	const { text } = buildSql(
		compileFeatures(featureCatalogue, { asOf: 1000, scope: everyone }, duckDbDialect),
		duckDbDialect,
	);
	const orders = feature({ kind: 'distinct', of: 'order', where: { revenue: 'positive' } });
	const twice = compileFeatures(
		[orders, { ...orders, name: 'again' }],
		{ asOf: 1000, scope: everyone },
		duckDbDialect,
	);
	expect(buildSql(twice, duckDbDialect).text.match(/order_id as counted_value/g)).toHaveLength(1);
	expect(buildSql(twice, duckDbDialect).text.match(/revenue_cents > 0/g)).toHaveLength(1);
	// Six properties that are measured, four that events are grouped by, one read for each of three topics.
	expect(text.match(/->>/g)).toHaveLength(13);
});

test('only values from strictly before the as-of instant are seen (algorithms 3)', async () => {
	const store = await openTestStore();
	const dated = (customerId: string, day: string, value: number): CustomerEvent =>
		anEvent({ customerId, occurredAt: Date.parse(`2025-${day}`), properties: { value } });
	await store.recordEvents([
		dated('u1', '01-01', 1),
		dated('u1', '01-10', 2),
		dated('u1', '01-12', 3),
		dated('u2', '01-16', 4),
	]);
	const last = feature({ kind: 'last', of: { property: 'value' }, where: {} });
	expect(await compute(store, [last], '2025-01-10')).toEqual([{ customer_id: 'u1', it: 1 }]);
	expect(await compute(store, [last], '2025-01-15')).toEqual([{ customer_id: 'u1', it: 3 }]);
	expect(await compute(store, [last], '2025-01-16')).toEqual([{ customer_id: 'u1', it: 3 }]);
	const aMomentLater = '2025-01-10T00:00:00.001Z';
	expect(await compute(store, [last], aMomentLater)).toEqual([{ customer_id: 'u1', it: 2 }]);
});

test('a value that arrived later was not known, whenever it happened', async () => {
	const store = await openTestStore();
	const at = (text: string): number => Date.parse(text);
	await store.recordEvents([
		anEvent({ occurredAt: at('2025-01-01'), receivedAt: at('2025-01-01') }),
		anEvent({ occurredAt: at('2025-01-02'), receivedAt: at('2025-01-20') }),
	]);
	const count = feature({ kind: 'count', where: {} });
	expect(await compute(store, [count], '2025-01-20')).toEqual([{ customer_id: 'ada', it: 1 }]);
	expect(await compute(store, [count], '2025-01-20T00:00:00.001Z')).toEqual([
		{ customer_id: 'ada', it: 2 },
	]);
});

test('sessions are split by a gap of strictly more than thirty minutes (algorithms 2)', async () => {
	const store = await openTestStore();
	const times = ['12:00:00', '10:00:00', '10:29:59', '10:59:59', '11:29:59'];
	await store.recordEvents(
		times.map((time) => anEvent({ occurredAt: Date.parse(`2025-06-01T${time}Z`) })),
	);
	const sessions = feature({ kind: 'sessions', gapMinutes: 30, where: {} });
	expect(await compute(store, [sessions], '2025-07-01')).toEqual([{ customer_id: 'ada', it: 2 }]);
});

test('events of a visitor belong to the customer from the moment the two are known to be one', async () => {
	const store = await openTestStore();
	const at = (day: string): { occurredAt: number; receivedAt: number } => ({
		occurredAt: Date.parse(`2025-01-${day}`),
		receivedAt: Date.parse(`2025-01-${day}`),
	});
	await store.recordEvents([
		anEvent({ customerId: null, anonymousId: 'visitor', ...at('01') }),
		anEvent({ customerId: 'ada', ...at('02') }),
		anEvent({ customerId: 'ada', anonymousId: 'visitor', kind: 'identify', name: 'identify', ...at('05') }),
	]);
	const count = feature({ kind: 'count', where: { kinds: ['track'] } });
	expect(await compute(store, [count], '2025-01-05')).toEqual([{ customer_id: 'ada', it: 1 }]);
	expect(await compute(store, [count], '2025-01-06')).toEqual([{ customer_id: 'ada', it: 2 }]);
});

test('merged customers have one row, and asking for them by id says the same as asking for everyone', async () => {
	const store = await openTestStore();
	const at = (day: string): { occurredAt: number; receivedAt: number } => ({
		occurredAt: Date.parse(`2025-01-${day}`),
		receivedAt: Date.parse(`2025-01-${day}`),
	});
	const alias = (previous: string, next: string, day: string): CustomerEvent =>
		anEvent({ kind: 'alias', name: 'alias', anonymousId: previous, customerId: next, ...at(day) });
	await store.recordEvents([
		anEvent({ customerId: null, anonymousId: 'visitor', ...at('01') }),
		anEvent({ customerId: 'old', anonymousId: 'visitor', ...at('02') }),
		anEvent({ customerId: 'middle', ...at('03') }),
		anEvent({ customerId: 'new', ...at('04') }),
		alias('old', 'middle', '05'),
		alias('middle', 'new', '06'),
	]);
	const count = feature({ kind: 'count', where: { kinds: ['track'] } });
	const asOf = Date.parse('2025-01-07');
	expect(await compute(store, [count], '2025-01-07')).toEqual([{ customer_id: 'new', it: 4 }]);
	const byId = async (ids: string[]): Promise<Row[]> =>
		await store.query(
			compileFeatures([count], { asOf, scope: { kind: 'customers', ids } }, store.dialect),
		);
	expect(await byId(['new'])).toEqual([{ customer_id: 'new', it: 4 }]);
	expect(await byId(['old'])).toEqual([]);
	expect(await byId([])).toEqual([]);
});

test('properties are found whatever their name is', async () => {
	const store = await openTestStore();
	const names = ['plain', 'a.b', 'q"uote', 'back\\slash', '$', '', '0', 'ünï', '~/x', '*'];
	await store.recordEvents([anEvent({ properties: Object.fromEntries(names.map((name) => [name, 7])) })]);
	const definitions = names.map((property, index) =>
		feature({ kind: 'sum', of: { property }, where: {} }, `f${index}`),
	);
	const [row] = await compute(store, definitions, '2025-01-02');
	expect(definitions.map(({ name }) => row[name])).toEqual(names.map(() => 7));
});

test.each([
	['a name that cannot be a column', [feature({ kind: 'count', where: {} }, 'Orders 2025')], 'Orders 2025'],
	[
		'a name used twice but for case',
		[feature({ kind: 'count', where: {} }, 'orders'), feature({ kind: 'count', where: {} }, 'oRders')],
		'oRders',
	],
	['a name of the table itself', [feature({ kind: 'count', where: {} }, 'customer_id')], 'customer_id'],
	[
		'a window that ends before it begins',
		[feature({ kind: 'count', where: {}, window: { fromDays: 7, toDays: 30 } })],
		'7 to 30',
	],
	['hours beyond the day', [feature({ kind: 'count', where: { hours: { from: 8, to: 25 } } })], '8 to 25'],
	['a gap of no minutes', [feature({ kind: 'sessionMinutes', gapMinutes: 0, where: {} })], 'gapMinutes'],
	['values new in no days', [feature({ kind: 'newValues', of: 'channel', days: 0, where: {} })], 'days'],
	['an hour of no events', [feature({ kind: 'topHour', eventsMin: 0, where: {} })], 'eventsMin'],
	['a text that contains nothing named', [feature({ kind: 'firstContains', of: 'device', texts: [], where: {} })], 'texts'],
	['no device at all', [feature({ kind: 'count', where: { devices: [] } })], 'names no device'],
	[
		'groups that nothing closes',
		[feature({ kind: 'untilClosed', statistic: 'openShare', by: 'day', where: {}, until: { names: [] } })],
		'names no event',
	],
	['no event at all', [feature({ kind: 'count', where: { names: [] } })], 'names no event'],
])('%s is refused in a sentence', (_, definitions, part) => {
	const compile = (): unknown =>
		compileFeatures(definitions, { asOf: 1000, scope: everyone }, duckDbDialect);
	expect(compile).toThrow(InvalidInput);
	expect(compile).toThrow(part);
});
