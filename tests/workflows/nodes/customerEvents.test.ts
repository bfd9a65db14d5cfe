import { readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { INodeExecutionData } from 'n8n-workflow';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { sql } from '../../../lib/sql/sql';
import { getEventFields } from '../../../nodes/CustomerEvents/recordFields';
import { borrowParts } from '../../../nodes/shared/engines';
import { toStoreSettings } from '../../../nodes/shared/storeSettings';
import { openClickHouse } from '../../support/databases/openClickHouse';
import { openPostgres } from '../../support/databases/openPostgres';
import { aFileItem, nodeUnderTest, openNodes, outputOf, stopOf, type NodeRun, type Nodes } from '../../support/openNodes';

let nodes: Nodes;
beforeAll(async () => {
	nodes = await openNodes();
});
afterAll(async () => await nodes.close());

const header = 'customer_id,event,timestamp';
const row = (customer: string, day: number): string => `${customer},Feature Used,2025-03-${String(day).padStart(2, '0')}`;

async function importing(parameters: NodeRun['parameters'], given: Partial<NodeRun> = {}) {
	return await nodes.run({ type: 'customerEvents', parameters: { operation: 'import', ...parameters }, ...given });
}

async function recording(items: readonly INodeExecutionData['json'][], onError?: NodeRun['onError']) {
	const given = items.map((json) => ({ json }));
	return await nodes.run({ type: 'customerEvents', parameters: { operation: 'record' }, items: given, onError });
}

async function eventsStored(): Promise<unknown> {
	const [{ json }] = outputOf(await nodes.run({ type: 'customerEvents', parameters: { operation: 'readiness' } }));
	return json.events;
}

async function propertiesOf(eventId: string): Promise<unknown> {
	return await borrowParts(toStoreSettings({}), async ({ store }) => {
		const [found] = await store.query<{ properties: unknown }>(sql`select properties from events where event_id = ${eventId}`);
		return found.properties;
	});
}

describe('importing a file', () => {
	test('that came in as binary data stores its rows, pairs the summary with the item, and leaves no copy behind', async () => {
		const items = [
			aFileItem('monday.csv', [header, row('ada', 1), row('ben', 2)].join('\n')),
			aFileItem('tuesday.ndjson', JSON.stringify({ userId: 'ada', event: 'Feature Used', timestamp: '2025-03-04', messageId: 't1' })),
		];
		const run = await importing({ fileFrom: 'binary', binaryField: 'data' }, { items });
		expect(outputOf(run)).toMatchObject([
			{ json: { rows: 2, stored: 2, mapping: { customerId: 'customer_id', name: 'event' } }, pairedItem: { item: 0 } },
			{ json: { rows: 1, stored: 1 }, pairedItem: { item: 1 } },
		]);
		expect(readdirSync(tmpdir()).filter((name) => name.startsWith('cohorts-import-'))).toEqual([]);
	});

	test('whose columns name no customer says which columns it has', async () => {
		const items = [aFileItem('stock.csv', 'sku,shelf,counted\nA1,4,2025-03-01')];
		const stop = stopOf(await importing({ fileFrom: 'binary' }, { items }));
		for (const column of ['sku', 'shelf', 'counted']) expect(stop.message).toContain(column);
		expect(stop.message).toMatch(/customer/i);
		expect(stop).toMatchObject({ item: 0, description: 'Change the value named above and run again.' });
	});

	test('that is not there is named by its path', async () => {
		const stop = stopOf(await importing({ fileFrom: 'path', filePath: '/nowhere/orders.csv' }));
		expect(stop.message).toContain('/nowhere/orders.csv');
		expect(stop.item).toBe(0);
	});

	test('that is missing from the item is said, and one without a path is refused with the item', async () => {
		const noFile = stopOf(await importing({ fileFrom: 'binary', binaryField: 'upload' }));
		expect(noFile.message).toMatch(/upload|binary/i);
		const noPath = stopOf(await importing({ fileFrom: 'path', filePath: '  ' }));
		expect(noPath).toMatchObject({ message: "'File Path' is empty [item 0]", item: 0 });
	});

	const file = (): string => join(nodes.folder, 'wednesday.csv');
	const items = (): INodeExecutionData[] => [{ json: { path: '/nowhere.csv' } }, { json: { path: file() } }, { json: { path: '' } }];
	const filePath = '={{ $json.path }}';

	test('with a bad item stops before any file is read', async () => {
		writeFileSync(file(), [header, row('cy', 5)].join('\n'));
		const before = await eventsStored();
		const stop = stopOf(await importing({ filePath }, { items: items() }));
		expect(stop).toMatchObject({ message: "'File Path' is empty [item 2]", item: 2 });
		expect(await eventsStored()).toBe(before);
	});

	test('that continues on fail imports the good file and pairs each error with its item', async () => {
		const run = await importing({ filePath }, { items: items(), onError: 'continueRegularOutput' });
		expect(run.status).toBe('success');
		expect(outputOf(run)).toMatchObject([
			{ json: { error: expect.stringContaining('/nowhere.csv') }, pairedItem: { item: 0 } },
			{ json: { stored: 1 }, pairedItem: { item: 1 } },
			{ json: { error: expect.stringContaining("'File Path' is empty") }, pairedItem: { item: 2 } },
		]);
	});
});

describe('importing from elsewhere', () => {
	/** Serves one CSV file to whoever has the key, and nothing else. */
	async function serve(content: string): Promise<string> {
		const server = createServer((request, response) => {
			if (request.url === '/redirect') response.writeHead(302, { location: '/export/history.csv.gz' }).end();
			else if (!request.url?.startsWith('/export/')) response.writeHead(404).end('no such file, ada@example.com');
			else if (request.url.includes('private') && request.headers['x-api-key'] !== 'k') response.writeHead(403).end();
			else response.writeHead(200, { 'content-type': 'application/gzip' }).end(gzipSync(content));
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		onTestFinished(() => void server.close());
		return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
	}

	test('an address downloads the file, with a header where it asks for one, and says what the server answered', async () => {
		const base = await serve([header, row('gil', 1), row('gil', 2), 'gil,Feature Used,never'].join('\n'));
		const run = await importing({ fileFrom: 'url', address: `${base}/export/history.csv.gz?signature=abc` });
		expect(outputOf(run)).toMatchObject([{ json: { rows: 3, stored: 2, rejected: { 'no usable time': 1 }, rejectedWritten: 1 } }]);
		const [{ binary }] = run.items(nodeUnderTest);
		expect(Buffer.from(binary?.rejected.data ?? '', 'base64').toString()).toContain('no usable time,gil,Feature Used,never');
		const held = { httpHeaderAuth: { name: 'X-Api-Key', value: 'k' } };
		const parameters = { fileFrom: 'url', address: `${base}/export/private.csv`, addressAuthentication: 'httpHeaderAuth' };
		expect(outputOf(await importing(parameters, { credentials: held }))).toMatchObject([{ json: { rows: 3, stored: 0 } }]);
		const stop = stopOf(await importing({ fileFrom: 'url', address: `${base}/nothing.csv?signature=abc` }));
		expect(stop.message).toMatch(/^127\.0\.0\.1:\d+ answered 404 for \/nothing\.csv: expected the file itself/);
		expect(JSON.stringify(stop)).not.toMatch(/signature|ada@/);
		expect(stopOf(await importing({ fileFrom: 'url', address: 'file:///etc/passwd' })).message).toMatch(/^Address is "file:\/\/\/etc\/passwd": expected/);
		expect(stopOf(await importing({ fileFrom: 'url', address: 'http://127.0.0.1:1/a.csv' })).message).toMatch(/No answer from 127\.0\.0\.1:1/);
	});

	test('an address that broke off goes on behind what is stored while the server names the same state, and begins anew for another', async () => {
		const lines = Array.from({ length: 20_000 }, (_, index) => `${row(`many-${index}`, 1)},${'x'.repeat(4_000)}`);
		let etag = '"one"';
		let isBroken = true;
		const server = createServer((_request, response) => {
			response.writeHead(200, { etag, 'content-type': 'text/csv' });
			response.write([`${header},note`, ...lines.slice(0, 17_500), ''].join('\n'), () => (isBroken ? response.destroy() : response.end(lines.slice(17_500).join('\n'))));
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		onTestFinished(() => void server.close());
		const parameters = { fileFrom: 'url', address: `http://127.0.0.1:${(server.address() as { port: number }).port}/many.csv` };
		expect(stopOf(await importing(parameters)).message).toMatch(/broke off while it was read/);
		isBroken = false;
		const [resumed] = outputOf(await importing(parameters));
		expect(resumed.json.notes).toContainEqual(expect.stringMatching(/^Went on behind the \d+ rows/));
		isBroken = true;
		stopOf(await importing(parameters));
		[isBroken, etag] = [false, '"two"'];
		expect(outputOf(await importing(parameters))).toMatchObject([{ json: { rows: 20_000, stored: 0 } }]);
	});

	test('a table of a DuckDB file', async () => {
		const path = join(nodes.folder, 'warehouse.duckdb');
		const instance = await DuckDBInstance.create(path);
		const connection = await instance.connect();
		await connection.run("create table visits as select 'hal' as customer_id, 'Visited' as event, timestamp '2025-03-01' + to_hours(n::int) as at from range(5) t(n)");
		connection.closeSync();
		instance.closeSync();
		const run = await importing({ fileFrom: 'duckDb', duckDbPath: path, table: 'visits', importOptions: { columns: { column: [{ field: 'occurredAt', name: 'at' }] } } });
		expect(outputOf(run)).toMatchObject([{ json: { rows: 5, stored: 5 } }]);
		expect(stopOf(await importing({ fileFrom: 'duckDb', duckDbPath: path, selectBy: 'query', query: ' ' })).message).toBe("'Query' is empty [item 0]");
	});

	test("a query of Postgres, with n8n's own credential", async () => {
		const { connection, run } = await openPostgres();
		await run("create table visits as select 'ida' as customer_id, 'Visited' as event, now() - n * interval '1 hour' as timestamp from generate_series(1, 4) n");
		const credentials = { postgres: { ...connection, ssl: 'disable', sshTunnel: false } };
		const parameters = { fileFrom: 'postgres', selectBy: 'query', query: 'select * from visits limit 3' };
		expect(outputOf(await importing(parameters, { credentials }))).toMatchObject([{ json: { rows: 3, stored: 3 } }]);
		const tunnelled = { postgres: { ...credentials.postgres, sshTunnel: true } };
		expect(stopOf(await importing(parameters, { credentials: tunnelled })).message).toMatch(/SSH tunnel/);
	}, 60_000);

	test('a table of ClickHouse', async () => {
		const { connection, run } = await openClickHouse();
		run("create table visits engine = Memory as select 'jo' as customer_id, 'Visited' as event, now() - number * 3600 as timestamp from numbers(4)");
		const credentials = { clickHouseEventsApi: { ...connection } };
		expect(outputOf(await importing({ fileFrom: 'clickHouse', table: 'visits' }, { credentials }))).toMatchObject([{ json: { rows: 4, stored: 4 } }]);
	}, 60_000);
});

describe('recording items', () => {
	const events = [
		{ userId: 'dee', event: 'Feature Used', messageId: 'r1', timestamp: '2025-03-06T10:00:00Z', note: 'kept' },
		{ anonymousId: 'visitor', event: 'Page Viewed', messageId: 'r2', timestamp: '2025-03-06T10:01:00Z' },
	];

	test('stores each event once, whatever is tried again, and passes the items on', async () => {
		const before = Number(await eventsStored());
		const first = outputOf(await recording(events));
		expect(first).toMatchObject([
			{ json: { userId: 'dee', note: 'kept', eventId: 'r1', stored: true }, pairedItem: { item: 0 } },
			{ json: { anonymousId: 'visitor', eventId: 'r2', stored: true }, pairedItem: { item: 1 } },
		]);
		const again = outputOf(await recording([...events].reverse()));
		expect(again.map(({ json }) => json.stored)).toEqual([false, false]);
		expect(await eventsStored()).toBe(before + 2);
	});

	test('keeps what else an item has as properties', async () => {
		const items = [{ userId: 'kim', event: 'Quote Asked', messageId: 'q1', timestamp: '2025-03-06T10:00:00Z', seats: 12, properties: { plan: 'pro' } }];
		expect(outputOf(await recording(items))).toMatchObject([{ json: { stored: true } }]);
		expect(await propertiesOf('q1')).toEqual({ seats: 12, plan: 'pro' });
	});

	const mapped = (value: Record<string, unknown>, more: NodeRun['parameters'] = {}): NodeRun['parameters'] =>
		({ operation: 'record', eventFields: { mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] }, ...more }) as NodeRun['parameters'];
	const signUp = { json: { person: { mail: 'lee@example.com' }, at: 1_741_255_200, form: 'trial', answers: { size: 5 } } };

	test("mapped by hand with n8n's own control, an item of any shape is an event", async () => {
		const value = { customerId: '={{ $json.person.mail }}', name: 'Form Sent', occurredAt: '={{ $json.at }}', eventId: 'f1', properties: { source: 'site' } };
		const run = await nodes.run({ type: 'customerEvents', parameters: mapped(value), items: [signUp] });
		expect(outputOf(run)).toMatchObject([{ json: { form: 'trial', eventId: 'f1', stored: true } }]);
		expect(await propertiesOf('f1')).toEqual({ ...signUp.json, source: 'site' });
		const bare = await nodes.run({ type: 'customerEvents', parameters: mapped({ ...value, eventId: 'f2', properties: '{ "a": 1 }' }, { keepOthers: false }), items: [signUp] });
		expect(outputOf(bare)).toMatchObject([{ json: { stored: true } }]);
		expect(await propertiesOf('f2')).toEqual({ a: 1 });
		const nobody = await nodes.run({ type: 'customerEvents', parameters: mapped({ ...value, customerId: '={{ $json.nobody }}' }), items: [signUp] });
		expect(stopOf(nobody).message).toMatch(/names no customer/);
		const odd = await nodes.run({ type: 'customerEvents', parameters: mapped({ ...value, properties: 'many' }), items: [signUp] });
		expect(stopOf(odd).message).toBe('Properties is no object: expected one such as { "plan": "pro" }');
	});

	test('offers the fields of an event to that control', async () => {
		const { fields } = await getEventFields();
		expect(fields.find(({ id }) => id === 'customerId')).toMatchObject({ displayName: 'Customer ID', type: 'string', display: true });
		expect(fields.map(({ id }) => id)).toContain('properties');
	});

	test('loses of each item what its own policy says', async () => {
		const items = [1, 2].map((number) => ({ json: { userId: 'mo', event: 'Seen', messageId: `p${number}`, timestamp: '2025-03-06', a: 1, b: 2, keep: number === 1 ? 'a' : '' } }));
		const run = await nodes.run({ type: 'customerEvents', parameters: { operation: 'record', privacy: { keep: '={{ $json.keep }}' } }, items });
		expect(outputOf(run).map(({ json }) => json.stored)).toEqual([true, true]);
		expect(await propertiesOf('p1')).toEqual({ a: 1 });
		expect(await propertiesOf('p2')).toMatchObject({ a: 1, b: 2 });
	});

	const mixed = [
		{ userId: 'eve', event: 'Feature Used', messageId: 'm1', timestamp: '2025-03-07T10:00:00Z' },
		{ event: 'Feature Used' },
		{ userId: 'fay', event: 'Feature Used', messageId: 'm3', timestamp: 'yesterday' },
	];

	test('with a bad item stops before anything is stored, and says which and why', async () => {
		const before = await eventsStored();
		const stop = stopOf(await recording(mixed));
		expect(stop.message).toMatch(/names no customer: expected userId or anonymousId/);
		expect(stop.item).toBe(1);
		expect(await eventsStored()).toBe(before);
	});

	test('that continues on fail stores the good items and pairs each error with its item', async () => {
		const run = await recording(mixed, 'continueRegularOutput');
		expect(outputOf(run)).toMatchObject([
			{ json: { eventId: 'm1', stored: true }, pairedItem: { item: 0 } },
			{ json: { error: expect.stringContaining('names no customer') }, pairedItem: { item: 1 } },
			{ json: { error: expect.stringContaining('"yesterday"') }, pairedItem: { item: 2 } },
		]);
	});

	test.each([[[]], [events]])('an item with a list of events in place of one is refused, not stored in part (%#)', async (list) => {
		const before = await eventsStored();
		const stop = stopOf(await recording([{ events: list }]));
		expect(stop.message).toBe(`The item holds a list of ${list.length} events: expected one event an item, so split the list first`);
		expect(await eventsStored()).toBe(before);
	});

	test('with an error output sends bad items there and good ones on', async () => {
		const run = await recording(mixed, 'continueErrorOutput');
		expect(run.items('Node', 0).map(({ json }) => json.messageId)).toEqual(['m1']);
		expect(run.items('Node', 1)).toHaveLength(2);
	});
});

test('an empty store says what it needs before anything can be learnt', async () => {
	const credentials = { customerStoreApi: { folder: join(nodes.folder, 'empty store') } };
	const run = await nodes.run({ type: 'customerFeatures', parameters: {}, credentials });
	const stop = stopOf(run);
	expect(stop.message).toMatch(/no events/i);
	expect(stop.description).toBe('Nothing is wrong with the workflow: it needs more data.');
});

describe('linking identities', () => {
	const act = async (parameters: NodeRun['parameters'], given: Partial<NodeRun> = {}) =>
		await nodes.run({ type: 'customerEvents', parameters: { operation: 'linkIdentities', ...parameters }, ...given });
	const pair = { previousId: '={{ $json.from }}', linkedId: '={{ $json.to }}' };

	test('makes two ids one customer, shows why, and undoes it', async () => {
		const items = [{ json: { from: 'lead-1', to: 'customer-1' } }, { json: { from: 'customer-1', to: 'customer-2' } }];
		const linked = outputOf(await act({ identityAction: 'link', ...pair }, { items }));
		expect(linked).toMatchObject([
			{ json: { customerId: 'customer-2', ids: ['customer-1', 'customer-2', 'lead-1'] }, pairedItem: { item: 0 } },
			{ json: { customerId: 'customer-2', done: '"customer-1" and "customer-2" are linked' }, pairedItem: { item: 1 } },
		]);
		const undone = outputOf(await act({ identityAction: 'undo', ...pair }, { items: [items[1]] }));
		expect(undone).toMatchObject([{ json: { customerId: 'customer-2', ids: ['customer-2'] } }]);
		const [shown] = outputOf(await act({ identityAction: 'show', linkedId: 'lead-1' }));
		expect(shown.json).toMatchObject({
			customerId: 'customer-1',
			log: expect.arrayContaining([
				expect.objectContaining({ previousId: 'lead-1', rule: 'alias', undoneAt: null }),
				expect.objectContaining({ customerId: 'customer-2', undoneAt: expect.stringMatching(/Z$/) as string }),
			]) as unknown,
		});
	});

	test('refuses what cannot be linked or undone in a sentence, and goes on with the others', async () => {
		const items = [
			{ json: { from: 'same', to: 'same' } },
			{ json: { from: 'Undefined', to: 'customer-3' } },
			{ json: { from: 'lead-4', to: 'customer-4' } },
		];
		const onError = 'continueRegularOutput';
		expect(outputOf(await act({ identityAction: 'link', ...pair }, { items, onError }))).toMatchObject([
			{ json: { error: expect.stringContaining('cannot be linked to itself') as string }, pairedItem: { item: 0 } },
			{ json: { error: expect.stringContaining('what trackers send for nobody') as string }, pairedItem: { item: 1 } },
			{ json: { customerId: 'customer-4' }, pairedItem: { item: 2 } },
		]);
		const stop = stopOf(await act({ identityAction: 'undo', previousId: 'x', linkedId: 'y' }));
		expect(stop).toMatchObject({ item: 0, description: 'Change the value named above and run again.' });
		expect(stop.message).toContain('No link between "x" and "y" holds');
	});

	test('keeps the rule for shared devices', async () => {
		const [{ json }] = outputOf(await act({ identityAction: 'chooseRule', sharedDeviceRule: 'nobodyWhenShared' }));
		expect(json).toEqual({ done: 'the rule holds for every computation from now on' });
	});
});
