import { beforeAll, expect, test } from 'vitest';
import { DAY_MILLISECONDS } from '../../../lib/core/clock';
import { InvalidInput, SetupNeeded } from '../../../lib/core/errors';
import { checkAsOf } from '../../../lib/features/checkAsOf';
import { checkDefinitions } from '../../../lib/features/checkDefinitions';
import { textAsOf } from '../../../lib/features/compileSelect';
import { computeFeatures } from '../../../lib/features/computeFeatures';
import { computeSnapshot } from '../../../lib/features/computeSnapshot';
import { evaluateFeatures } from '../../../lib/features/evaluateFeatures';
import { liveGaps } from '../../../lib/features/liveGaps';
import { previewFeature } from '../../../lib/features/previewFeature';
import { readSnapshot } from '../../../lib/features/readSnapshot';
import { defineSqlFeature, type SqlFeature } from '../../../lib/features/sqlFeature';
import { identifier, sql } from '../../../lib/sql/sql';
import { anEvent, anOrder } from '../../support/anEvent';
import { testedStore, type StoreName } from '../../support/databases/testedStore';
import { engineOver } from '../../support/engineOver';
import { openTestEngine, type TestEngine } from '../../support/openTestEngine';
import { shareTestStore } from '../../support/shareTestStore';

const today = '2025-01-01T00:00:00Z';
const asOf = Date.parse(today);
const perCustomer = (number: string, rest = ''): string => `select customer_id, ${number} from events ${rest} group by customer_id`;

/** Text of a statement, or what is said of it, where an engine has its own. */
type OfEngines = string | (Readonly<Partial<Record<StoreName, string>>> & { readonly others: string });

function here(text: OfEngines): string {
	return typeof text === 'string' ? text : (text[testedStore()] ?? text.others);
}

/** Text of a property of the event, as each engine reads JSON. */
function property(name: string): string {
	return testedStore() === 'clickhouse' ? `JSONExtractString(properties, '${name}')` : `(properties ->> '${name}')`;
}

const seats = testedStore() === 'clickhouse' ? `toFloat64OrNull(${property('seats')})` : `${property('seats')}::double precision`;

function inSql(statement: string, parts: Partial<SqlFeature> = {}) {
	return defineSqlFeature({ name: 'Share of mobile', statement, unit: 'number', missing: 'unknown', ...parts });
}

const shopEvents = () => [
	anOrder({ customerId: 'ada', daysAgo: 3, euros: 20, device: 'mobile' }),
	anOrder({ customerId: 'ada', daysAgo: 40, euros: 40, device: 'desktop' }),
	anOrder({ customerId: 'bob', daysAgo: 20, euros: 10, device: 'mobile', currency: 'USD' }),
	anEvent({ customerId: 'cyd', daysAgo: 200, properties: { plan: 'pro', seats: '7', words: 'many' } }),
];

async function openShop(): Promise<TestEngine> {
	const engine = await openTestEngine({ today });
	await engine.store.recordEvents(shopEvents());
	return engine;
}

/** For what is refused, and so leaves it as it is. */
const shared = shareTestStore();
beforeAll(async () => void (await shared().recordEvents(shopEvents())));

async function valuesOf(engine: TestEngine, statement: string, parts: Partial<SqlFeature> = {}) {
	const definition = inSql(statement, parts);
	const { snapshot } = await computeSnapshot(engine, { asOf, added: [definition] });
	const rows = await engine.store.query(sql`select customer_id, ${identifier(definition.name)} as value from ${identifier(snapshot)} order by customer_id`);
	return rows.map(({ value }) => value);
}

test('a select gives a column of the snapshot, and what it does not give is zero or unknown as told', async () => {
	const engine = await openShop();
	const mobile = perCustomer("avg(case when device = 'mobile' then 1 else 0 end)", 'where device is not null');
	expect(await valuesOf(engine, mobile)).toEqual([0.5, 1, null]);
	expect(await valuesOf(engine, `${mobile};`, { missing: 'zero' })).toEqual([0.5, 1, 0]);
	expect(await valuesOf(engine, perCustomer('count(*)', 'where days_ago <= 30'), { missing: 'zero' })).toEqual([1, 1, 0]);
	expect(await valuesOf(engine, perCustomer('(:asOf - max(occurred_at)) / 86400000.0'))).toEqual([3, 20, 200].map((days) => expect.closeTo(days, 6)));
	expect(await valuesOf(engine, perCustomer(`max(${seats})`))).toEqual([null, null, 7]);
});

test('a select may have tables of its own, windows, comments, and compare customers', async () => {
	const engine = await openShop();
	const statement = `
		with spend as (select customer_id, sum(revenue_cents) as cents from events group by customer_id), -- :asOf in a comment
		ranked as (select customer_id, percent_rank() over (order by coalesce(cents, 0)) as share from spend)
		select customer_id, share from ranked /* the end */`;
	expect(await valuesOf(engine, statement)).toEqual([1, 0, 0]);
	const definition = inSql(statement);
	const [one] = await computeFeatures(engine, { definitions: [definition], asOf, ids: ['ada'] });
	expect(one).toMatchObject({ ok: true, value: { own_shareOfMobile: 1 } });
});

test('amounts are in the report currency, like those of other features', async () => {
	const engine = await openShop();
	expect(await valuesOf(engine, perCustomer('sum(revenue_cents)'), { unit: 'cents' })).toEqual([6000, null, null]);
	const money = { reportCurrency: 'EUR', rates: { USD: 0.5 } };
	const definition = inSql(perCustomer('sum(revenue_cents)'), { unit: 'cents' });
	const { examples } = await previewFeature(engine, { definition, asOf, money });
	expect(examples.map(({ shown }) => shown)).toEqual(['5.00 EUR', '60.00 EUR', 'not known']);
});

test('what is no number is unknown', async () => {
	const engine = await openShop();
	if (testedStore() !== 'postgres') expect(await valuesOf(engine, perCustomer('1 / 0.0'))).toEqual([null, null, null]);
	expect(await valuesOf(engine, perCustomer("cast('nan' as double precision)"))).toEqual([null, null, null]);
});

test.each<[string, OfEngines, OfEngines]>([
	['a file', "select customer_id, 1 from 'secrets.csv'", { postgres: 'cannot be read as a select', others: 'reads "secrets.csv": it may read only the table events' }],
	['a file by function', "select 'a' as customer_id, 1 from read_text('/etc/passwd')", 'has a part that is not allowed (table_function)'],
	['another table', 'select customer_id, 1 from messages', 'reads "messages"'],
	['the events behind the view', { duckdb: 'select customer_id, 1 from main.events', postgres: 'select customer_id, 1 from cohorts.events', others: 'select customer_id, 1 from default.events' }, 'events"'],
	['a table behind a table of its own', 'with messages as (select * from messages) select customer_id, 1 from messages', 'reads "messages"'],
	['a table outside the reach of its own', 'select m.customer_id, 1 from (with messages as (select 1) select * from messages) x, messages m', 'reads "messages"'],
	['events renamed', 'with events as (select * from events) select customer_id, count(*) from events group by 1', 'calls a table of its own events'],
	['the catalogue', 'select table_name as customer_id, 1 from information_schema.tables', 'reads "information_schema.tables"'],
	['a description', 'describe events', { duckdb: 'not allowed (show_ref)', others: 'cannot be read as a select' }],
	['a table where a list could stand', { duckdb: 'select name as customer_id, 1 from models', postgres: 'select name as customer_id, 1 from models', others: 'select customer_id, count(*) from events where name in models group by 1' }, 'reads "models"'],
	['a function of a table', { duckdb: "select a.content as customer_id, 1 from glob('*') a", postgres: "select a as customer_id, 1 from pg_ls_dir('.') a", others: "select name as customer_id, 1 from merge('default', '.*')" }, 'table_function'],
	['a file by function of a value', { duckdb: "select customer_id, count(*) from events where name in (select content from read_blob('x')) group by 1", postgres: perCustomer("max(length(pg_read_file('/etc/passwd')))"), others: perCustomer("max(length(file('/etc/passwd')))") }, { duckdb: 'table_function', postgres: 'uses pg_read_file', others: 'uses file' }],
	['a write in a table of its own', { postgres: 'with gone as (delete from models returning id) select id as customer_id, 1 from gone', others: 'with gone as (delete from models) select 1' }, { postgres: 'not allowed (delete_stmt)', others: 'cannot be read as a select' }],
	['a write by the way', { postgres: 'select customer_id, 1 into stolen from events', clickhouse: "select customer_id, 1 from events into outfile 'x'", others: 'create table stolen as select 1' }, { postgres: 'not allowed (into)', clickhouse: 'not allowed (', others: 'cannot be read as a select' }],
	['the network', { duckdb: "select customer_id, 1 from read_csv('https://example.com/x.csv')", postgres: "select customer_id, 1 from dblink('host=example.com', 'select 1') as x(customer_id text)", others: "select customer_id, 1 from url('https://example.com/x.csv', 'CSV')" }, 'table_function'],
	['the clock in a text', { postgres: perCustomer("max(extract(epoch from 'now'::timestamptz))"), others: perCustomer('max(epoch_ms(today()))') }, { postgres: 'uses cast to timestamptz', others: 'reads the clock (today)' }],
	['the clock', perCustomer('max(epoch_ms(now()))'), 'reads the clock (now)'],
	['the clock without brackets', { clickhouse: perCustomer('max(toYear(today()))'), others: perCustomer('max(year(current_date))') }, { clickhouse: 'reads the clock (today)', others: 'reads the clock (current_date)' }],
	['the clock in a name', { clickhouse: 'select customer_id, count(*) from events where fromUnixTimestamp64Milli(occurred_at) < now64() group by 1', others: 'select customer_id, count(*) from events where epoch_ms(occurred_at) < current_timestamp group by 1' }, { clickhouse: 'reads the clock (now64)', others: 'reads the clock (current_timestamp)' }],
	['the clock by age', perCustomer('max(year(age(epoch_ms(occurred_at))))'), 'reads the clock (age)'],
	['the clock in a star', 'select customer_id, count(*) from (select * replace (now() as name) from events) group by 1', { postgres: 'cannot be read as a select', others: 'reads the clock (now)' }],
	['chance in a type', "select customer_id, max(case when name = 'x' then random()::integer end) from events group by 1", 'uses rand'],
	['chance in an order', 'select customer_id, row_number() over (order by random()) from events', 'uses random'],
	['a file in a condition', "select customer_id, count(*) from events where name in (select content from read_text('x')) group by 1", 'table_function'],
	['another table in an order', 'select customer_id, count(*) from events group by 1 order by (select max(id) from messages)', 'reads "messages"'],
	['another table in a union', "select customer_id, 1 from events union all select id, 2 from models", 'reads "models"'],
	['another table in a filter', 'select customer_id, count(*) filter (where name in (select name from models)) from events group by 1', 'reads "models"'],
	['another table after having', 'select customer_id, count(*) from events group by 1 having count(*) > (select count(*) from models)', 'reads "models"'],
	['another table in a join', 'select customer_id, count(*) from events join models using (name) group by 1', 'reads "models"'],
	['chance', perCustomer('max(random())'), 'uses random'],
	['a sample', { duckdb: 'select customer_id, count(*) from events tablesample 10% group by 1', postgres: 'select customer_id, count(*) from events tablesample system (10) group by 1', others: 'select customer_id, count(*) from events sample 0.1 group by 1' }, 'not allowed (sample'],
	['any row', perCustomer('any_value(quantity)'), 'uses any_value'],
	['the first rows', 'select customer_id, 1 from events limit 1', 'not allowed (limit'],
	['the environment', perCustomer("max(length(getenv('HOME')))"), 'uses getenv'],
	['a setting', perCustomer("max(length(current_setting('access_mode')))"), 'uses current_setting'],
	['itself, for ever', 'with recursive a as (select 1 x union all select x + 1 from a) select x::varchar as customer_id, x from a', 'recursive'],
	['a parameter', { clickhouse: 'select customer_id, {p1:Int64} from events', others: 'select customer_id, $1 from events' }, { clickhouse: 'a parameter', others: 'not allowed (parameter)' }],
	['rows by their place', { clickhouse: 'select a.customer_id, 1 from events a paste join events b', others: 'select a.customer_id, 1 from events a positional join events b' }, { duckdb: 'not allowed (positional join)', clickhouse: 'not allowed (paste)', others: 'cannot be read as a select' }],
	['a protected trait', perCustomer(`count(*) filter (where ${property('gender')} = 'f')`), 'protected trait (gender)'],
	['no select', 'drop table events', 'cannot be read as a select'],
	['a change', "insert into events (event_id) values ('x')", 'cannot be read as a select'],
	['a copy', "copy events to 'out.csv'", 'cannot be read as a select'],
	['two statements', 'select customer_id, 1 from events; drop table events', { postgres: 'it has 2 statements', others: 'cannot be read as a select' }],
	['two selects', 'select customer_id, 1 from events; select 2', { clickhouse: 'more than one statement', others: 'it has 2 statements' }],
	['a way out of its brackets', 'select customer_id, 1 from events) given; drop table events; --', 'cannot be read as a select'],
	['a comment that does not end', 'select customer_id, 1 from events /*', 'cannot be read as a select'],
	['bad grammar', 'selct 1', { clickhouse: 'cannot be read as a select', others: 'syntax error' }],
	['a column that is not there', 'select customer_id, sum(price) from events group by 1', 'the database says'],
	['three columns', 'select customer_id, count(*), 1 from events group by 1', 'expected customer_id and one number'],
	['one column', 'select count(*) as customer_id from events', 'expected customer_id and one number'],
	['text for a number', 'select customer_id, max(name) from events group by 1', 'expected customer_id and one number'],
	['a row an event', 'select customer_id, quantity from events', 'gives 1 customers more than one row'],
	['text that is no number', { clickhouse: perCustomer("max(cast(JSONExtractString(properties, 'words') as Float64))"), others: perCustomer("max((properties ->> 'words')::double precision)") }, { duckdb: 'the database says: Conversion Error', others: 'the database says' }],
])('%s is refused in a sentence', async (_, statement, sentence) => {
	const engine = engineOver(shared(), { today });
	const refused = computeSnapshot(engine, { asOf, added: [inSql(here(statement))] });
	await expect(refused).rejects.toThrow(InvalidInput);
	await expect(refused).rejects.toThrow(here(sentence));
	await expect(refused).rejects.toThrow('eature "Share of mobile"');
	expect(await engine.store.query(sql`select id from snapshots`)).toEqual([]);
});

test.each<[string, Partial<SqlFeature>, string]>([
	['no select', { statement: ' ' }, 'Select of feature "Share of mobile" is empty'],
	['a book', { statement: 'x'.repeat(20_001) }, 'has 20001 characters'],
	['no name', { name: '' }, 'Name of an own feature is empty'],
	['another unit', { unit: 'miles' as 'days' }, 'Unit of feature "Share of mobile" is "miles"'],
	['another filling', { missing: 'one' as 'zero' }, 'Without a Row of feature "Share of mobile" is "one"'],
	['a protected name', { name: 'Gender' }, 'protected trait'],
])('%s is refused before anything is asked', (_, parts, sentence) => {
	expect(() => inSql('select 1', parts)).toThrow(sentence);
});

test('the instant stands where :asOf does, and nowhere in texts, names, comments or casts', () => {
	expect(textAsOf(`select ':asOf', ":asOf", x::asOf, :asOf, :asof -- :asOf\n/* :asOf */ + :asOf1 ;`, 5)).toBe(
		`select ':asOf', ":asOf", x::asOf, (5), (5) -- :asOf\n/* :asOf */ + :asOf1`,
	);
});

test('what happens or arrives later changes nothing', async () => {
	const engine = await openShop();
	const statement = perCustomer('count(*) + max(days_ago)');
	const before = await valuesOf(engine, statement);
	await engine.store.recordEvents([
		anOrder({ customerId: 'ada', occurredAt: asOf + DAY_MILLISECONDS }),
		anOrder({ customerId: 'bob', occurredAt: asOf - DAY_MILLISECONDS, receivedAt: asOf + 1 }),
	]);
	expect(await valuesOf(engine, statement)).toEqual(before);
});

test('a select that would say something else of the past is caught by running it over a copy of the past', async () => {
	const engine = await openShop();
	const check = (statement: string) => ({ definition: inSql(statement), asOf, money: undefined });
	await checkAsOf(engine, check(perCustomer('count(*) + avg(days_ago)')));
	const chance = here({ clickhouse: 'max(rand())', others: 'max(random())' });
	await expect(checkAsOf(engine, check(perCustomer(chance)))).rejects.toThrow('another value for');
	const tables = await engine.store.query(sql`select table_name from information_schema.tables where table_name like 'past_of_%'`);
	expect(tables).toEqual([]);
});

test('the past is copied once: a select the store has a feature set with is not proved again', async () => {
	const engine = await openShop();
	let transactions = 0;
	const counting: TestEngine = {
		...engine,
		store: { ...engine.store, transaction: async (work) => (transactions += 1, await engine.store.transaction(work)) },
	};
	await valuesOf(counting, perCustomer('count(*)'));
	expect(transactions).toBe(2);
	await valuesOf(counting, perCustomer('count(*)'));
	expect(transactions).toBe(3);
});

test('it has no live value: the definition says so, and the live path says why', async () => {
	const engine = await openShop();
	const definition = inSql(perCustomer('count(*)'));
	const { snapshot } = await computeSnapshot(engine, { asOf, added: [definition] });
	const { definitions } = (await readSnapshot(engine, snapshot)).featureSet;
	expect(definitions.at(-1)).toEqual({ ...definition, live: false });
	expect(liveGaps(definitions)).toEqual([
		{ name: 'own_shareOfMobile', reason: expect.stringContaining('Share of mobile is written in SQL') as string },
	]);
	expect(evaluateFeatures([definition], [anEvent()], asOf)).toEqual({ own_shareOfMobile: null });
	const { live, ...silent } = definition;
	expect(live).toBe(false);
	expect(() => checkDefinitions([silent])).toThrow('so say "live": false');
	const count = { name: 'a', label: 'a', unit: 'count', missing: 'zero', value: { kind: 'count', where: {} }, live: false } as const;
	expect(() => checkDefinitions([count])).toThrow('only a select has no live twin');
});

test('a store that cannot read statements refuses them and names the other way', async () => {
	const engine = await openShop();
	const without: TestEngine = { ...engine, store: { ...engine.store, selects: undefined } };
	const refused = computeSnapshot(without, { asOf, added: [inSql(perCustomer('count(*)'))] });
	await expect(refused).rejects.toThrow(SetupNeeded);
	await expect(refused).rejects.toThrow('describe it by Own Features');
});
