import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { zstdCompressSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Engine } from '../../../lib/engine';
import { importEvents } from '../../../lib/events/importEvents';
import { importScreened } from '../../../lib/journeys/importScreened';
import { openDuckDbStore } from '../../../lib/store/duckdb/openDuckDbStore';
import { sql } from '../../../lib/sql/sql';
import type { Store } from '../../../lib/store/types';
import { temporaryFolder } from '../../support/openTestStore';
import { letIn } from '../../support/letIn';

const DAY = 86_400_000;

async function openImporter(
	options: { readonly partBytes?: number; readonly folder?: string; readonly signal?: AbortSignal; readonly onProgress?: (sentence: string) => void } = {},
): Promise<{ engine: Engine; store: Store; folder: string }> {
	const folder = options.folder ?? (await temporaryFolder());
	const store = await openDuckDbStore({
		folder: join(folder, 'store'),
		memoryLimitMegabytes: 512,
		threads: 2,
		...(options.partBytes === undefined ? {} : { importPartBytes: options.partBytes }),
	});
	onTestFinished(async () => await store.close().catch(() => undefined));
	const notify = { progress: options.onProgress ?? (() => undefined), hint: () => undefined };
	const engine = {
		store,
		notify,
		clock: { now: () => Date.parse('2025-01-10T00:00:00Z') },
		...(options.signal === undefined ? {} : { signal: options.signal }),
	} as unknown as Engine;
	return { engine, store, folder };
}

async function fileWith(folder: string, name: string, content: string | Buffer): Promise<string> {
	const path = join(folder, name);
	await writeFile(path, content);
	return path;
}

/** 2,000 rows with every kind of trouble: repeats near and far, refunds, broken lines, quoted breaks. */
function history(): string {
	const lines = ['messageId,userId,event,timestamp,revenue,note'];
	for (let index = 0; index < 2_000; index += 1) {
		const id = index % 400 === 399 ? 'm5' : `m${index}`;
		const time = index % 250 === 7 ? 'soon' : new Date(Date.parse('2024-06-01') + index * 3_600_000).toISOString();
		const revenue = index % 10 === 0 ? String(index % 30 === 0 ? -index : index) : '';
		const note = index % 50 === 3 ? `"two\nlines, ""${index}"""` : `note ${index}`;
		lines.push(`${id},customer-${index % 90},${revenue === '' ? 'Page Viewed' : 'Order Completed'},${time},${revenue},${note}`);
	}
	return `${lines.join('\n')}\n`;
}

const everything = sql`select event_id, customer_id, name, occurred_at, received_at, revenue_cents, currency, properties
	from events order by event_id`;

describe('a file in parts', () => {
	test('gives the same rows and the same counts as in one', async () => {
		const whole = await openImporter();
		const path = await fileWith(whole.folder, 'history.csv', history());
		const inParts = await openImporter({ partBytes: 6_000 });
		const expected = await importEvents(whole.engine, { path });
		expect(expected).toMatchObject({ rows: 2_000, refunds: 66, rejected: { 'no usable time': 8 } });
		expect(await importEvents(inParts.engine, { path })).toEqual(expected);
		expect(await inParts.store.query(everything)).toEqual(await whole.store.query(everything));
		expect(await importEvents(inParts.engine, { path })).toMatchObject({ stored: 0, rows: 2_000 });
		expect(await readdir(join(inParts.folder, 'store', 'imports'))).toEqual([]);
	});

	test('JSON in parts, lines or a list laid out for reading, gives what one line a row gives', async () => {
		const rows = Array.from({ length: 300 }, (_, index) => ({
			messageId: `m${index}`,
			userId: `u${index % 7}`,
			event: 'Search Made',
			timestamp: Date.parse('2024-06-01') + index * DAY * 0.1,
			properties: { query: `red "shoes"\n${index}`, tags: ['a', index] },
			'plan.name': index % 2 === 0 ? 'pro' : 'free',
		}));
		const lines = await openImporter({ partBytes: 5_000 });
		const path = await fileWith(lines.folder, 'rows.ndjson', rows.map((row) => JSON.stringify(row)).join('\n'));
		expect(await importEvents(lines.engine, { path })).toMatchObject({ rows: 300, stored: 300, rejected: {} });
		const list = await openImporter({ partBytes: 5_000 });
		const listPath = await fileWith(list.folder, 'rows.json', zstdCompressSync(Buffer.from(`\n ${JSON.stringify(rows, null, '\t')}\n`)));
		expect(await importEvents(list.engine, { path: listPath })).toMatchObject({ rows: 300, stored: 300, rejected: {} });
		const stored = await list.store.query(everything);
		expect(stored).toEqual(await lines.store.query(everything));
		expect(stored[0]).toMatchObject({ properties: { query: 'red "shoes"\n0', tags: ['a', 0], 'plan.name': 'pro' } });
	});

	test('a broken list of JSON is refused without a word of it', async () => {
		const { engine, folder, store } = await openImporter();
		const path = await fileWith(folder, 'rows.json', '[{"userId": "ada@example.com", "timestamp": 1}, {"userId"');
		await expect(importEvents(engine, { path })).rejects.toThrow(/rows.json" is not readable as ndjson: expected one JSON object a line, or a list/);
		await expect(importEvents(engine, { path }).catch((error: unknown) => String(error))).resolves.not.toContain('ada@');
		expect(await store.query(sql`select * from events`)).toEqual([]);
	});

	test('Parquet with structures keeps them as properties', async () => {
		const { engine, folder, store } = await openImporter();
		const path = join(folder, 'rows.parquet');
		const connection = await (await DuckDBInstance.create(':memory:')).connect();
		await connection.run(`copy (
			select 'm' || n as event_id, 'u1' as user_id, 'Viewed' as event_name,
				timestamp '2024-06-01' + to_days(n::int) as event_timestamp, {plan: 'pro', seats: n} as properties, [n, n + 1] as steps
			from range(3) numbers(n)) to '${path}' (format parquet)`);
		connection.closeSync();
		expect(await importEvents(engine, { path })).toMatchObject({ rows: 3, stored: 3 });
		expect((await store.query(everything))[2]).toMatchObject({
			event_id: 'm2',
			occurred_at: Date.parse('2024-06-03'),
			properties: { plan: 'pro', seats: 2, steps: [2, 3] },
		});
	});

	test('quotes and columns that come late are read all the same', async () => {
		const { engine, folder, store } = await openImporter();
		const plain = Array.from({ length: 30_000 }, (_, index) => `u${index % 9},Seen,2024-06-01T00:00:00.${String(index % 1000).padStart(3, '0')}Z,n${index}`);
		const rows = ['user_id,event,timestamp,note', ...plain, 'u1,Seen,2024-06-02,"a, ""b""\nc"', 'u1,Seen,2024-06-03,a,b,c'];
		const path = await fileWith(folder, 'late.csv', rows.join('\n'));
		expect(await importEvents(engine, { path })).toMatchObject({
			rows: 30_002,
			stored: 30_001,
			rejected: { 'the line cannot be read: no JSON object, broken letters or too many columns': 1 },
		});
		expect(await store.query(sql`select properties from events where occurred_at = ${Date.parse('2024-06-02')}`)).toEqual([
			{ properties: { note: 'a, "b"\nc' } },
		]);
	});

	test('a big file whose values go over several lines is read', async () => {
		const { engine, folder } = await openImporter();
		const row = (index: number): string => `u${index},Said,2024-06-01,"${'x'.repeat(400)}\n${index}"`;
		const path = await fileWith(folder, 'big.csv', ['user_id,event,timestamp,text', ...Array.from({ length: 120_000 }, (_, index) => row(index))].join('\n'));
		expect(await importEvents(engine, { path })).toMatchObject({ rows: 120_000, stored: 120_000 });
	}, 60_000);

	test('bytes from elsewhere are read like a file, and told by the name they come with', async () => {
		const { engine, store } = await openImporter({ partBytes: 6_000 });
		const open = async (): Promise<Readable> => await Promise.resolve(Readable.from([Buffer.from(history())]));
		const summary = await importEvents(engine, { source: { name: 'https://shop.example/export/history.csv?key=1', open } });
		expect(summary).toMatchObject({ rows: 2_000 });
		expect(await store.query(sql`select count(*) as n from events`)).toEqual([{ n: summary.stored }]);
	});

	test('a stream that breaks off keeps the parts before, and a second try goes on behind them', async () => {
		const { engine, store } = await openImporter({ partBytes: 200_000 });
		const bytes = Buffer.from(history().replaceAll('note ', `${'long '.repeat(200)}note `));
		let isBroken = true;
		const open = async (): Promise<Readable> =>
			await Promise.resolve(
				Readable.from(
					(function* () {
						for (let start = 0; start < bytes.length; start += 1_000) {
							if (isBroken && start > 1_500_000) throw new Error('connection reset');
							yield bytes.subarray(start, start + 1_000);
						}
					})(),
				),
			);
		let tag = 'etag-1';
		const source = { name: 'history.csv', open, version: () => tag };
		await expect(importEvents(engine, { source })).rejects.toThrow(/"history.csv" broke off while it was read: the rows before are stored/);
		const [{ before }] = await store.query<{ before: number }>(sql`select count(*) as before from events`);
		expect(before).toBeGreaterThan(500);
		isBroken = false;
		// Changed in between, it begins anew; the first state is still known where it came to.
		tag = 'etag-2';
		expect(await importEvents(engine, { source })).toMatchObject({ rows: 2_000, notes: expect.not.arrayContaining([expect.stringMatching(/^Went on/)]) });
		tag = 'etag-1';
		const summary = await importEvents(engine, { source });
		expect(summary.rows).toBeLessThan(2_000);
		expect(summary.notes[0]).toMatch(/^Went on behind the \d+ rows that an interrupted import of this file had read/);
		const whole = await openImporter();
		await importEvents(whole.engine, { source });
		expect(await store.query(everything)).toEqual(await whole.store.query(everything));
		// Finished, it begins anew, as does another version of the file.
		expect(await importEvents(engine, { source })).toMatchObject({ rows: 2_000, stored: 0 });
	});

	test('cancelled, it says what is stored and goes on there; with another mapping it begins anew', async () => {
		const cancel = new AbortController();
		let parts = 0;
		const onProgress = (sentence: string): void => {
			if (sentence.endsWith('rows') && (parts += 1) === 3) cancel.abort();
		};
		const { engine, store, folder } = await openImporter({ partBytes: 6_000, signal: cancel.signal, onProgress });
		const path = await fileWith(folder, 'history.csv', history());
		await expect(importEvents(engine, { path })).rejects.toThrow(/cancelled after \d+ rows: they are stored/);
		const { signal: _, ...uncancelled } = engine as Engine & { signal?: AbortSignal };
		expect(await importEvents(uncancelled, { path, currency: 'USD' })).toMatchObject({ rows: 2_000 });
		expect((await importEvents(uncancelled, { path })).rows).toBeLessThan(2_000);
		expect(await store.query(sql`select * from imports`)).toEqual([]);
	});

	test('a file refused in its first part leaves nothing', async () => {
		const { engine, store, folder } = await openImporter({ partBytes: 6_000 });
		const path = await fileWith(folder, 'history.csv', history().replaceAll(/2024-0(\d)-/g, 'the $1th of '));
		await expect(importEvents(engine, { path })).rejects.toThrow(/set Time Format/);
		expect(await store.query(sql`select * from events`)).toEqual([]);
		expect(await store.query(sql`select * from imports`)).toEqual([]);
	});
});

describe('the file of rejected rows', () => {
	test('has each row as it came with its reason, screened, and is imported as it is once mended', async () => {
		const { engine, store, folder } = await openImporter({ partBytes: 4_000 });
		const text = history().replaceAll('note 1', 'nöte 1').replace('note 257', 'card 4111 1111 1111 1111');
		const path = await fileWith(folder, 'history.csv', Buffer.concat([Buffer.from(text), Buffer.from([0x6d, 0xff, 0x2c, 0x75, 0x0a])]));
		const rejected = join(folder, 'rejected.csv');
		const policy = { ...letIn, keep: ['nothing'] };
		const summary = await importScreened(engine, policy, { path, rejected: { path: rejected, rowsMax: 1000 } });
		expect(summary).toMatchObject({ rows: 2_001, rejectedWritten: 9 });
		const lines = (await readFile(rejected, 'utf8')).trimEnd().split('\n');
		expect(lines[0]).toBe('rejected_because,messageId,userId,event,timestamp,revenue,note,unreadable_line');
		expect(lines).toContain('no usable time,m7,customer-7,Page Viewed,soon,,note 7,');
		expect(lines.filter((line) => line.startsWith('no usable time'))).toHaveLength(8);
		expect(lines.find((line) => line.includes('the line cannot be read'))).toBeDefined();
		expect(lines.join('\n')).not.toContain('4111');
		const mended = await fileWith(folder, 'mended.csv', lines.slice(0, -1).join('\n').replaceAll('soon', '2024-12-24T00:00:00Z'));
		expect(await importScreened(engine, policy, { path: mended })).toMatchObject({ rows: 8, stored: 8 });
		expect(await store.query(sql`select properties from events where event_id = 'm7'`)).toEqual([{ properties: {} }]);
	});

	test('has lines of JSON that are none, and ends at its bound', async () => {
		const { engine, folder } = await openImporter();
		const rows = ['{"userId":"u1","timestamp":"2024-01-01","event":"A"}', 'not json', '[1]', '{"userId":"u2","timestamp":"2024-01-02","event":"A","amount":"many"}', '{"other":1}'];
		const path = await fileWith(folder, 'rows.ndjson', rows.join('\n'));
		const rejected = join(folder, 'rejected.csv');
		expect(await importScreened(engine, letIn, { path, rejected: { path: rejected, rowsMax: 3 } })).toMatchObject({ rows: 5, stored: 1, rejectedWritten: 3 });
		const all = join(folder, 'all.csv');
		await importScreened(engine, letIn, { path, rejected: { path: all, rowsMax: 100 } });
		const text = await readFile(all, 'utf8');
		for (const part of ['not json', '[1]', 'an amount or quantity is not a number']) expect(text).toContain(part);
		expect(text.trimEnd().split('\n')).toHaveLength(5);
	});
});

describe('keys of JSON', () => {
	const line = (index: number, more: object = {}): string =>
		JSON.stringify({ messageId: `m${index}`, userId: `customer-${index % 90}`, event: 'Seen', timestamp: '2024-06-01T10:00:00Z', note: 'x'.repeat(80), ...more });

	test('that only later parts have are kept, objects too, and told', async () => {
		const lines = Array.from({ length: 30_000 }, (_, index) =>
			line(index, index < 15_000 ? {} : { plan: `plan ${index % 3}`, device: { os: 'ios' }, rejected_because: 'no' }));
		const { engine, store, folder } = await openImporter({ partBytes: 1_000_000 });
		const summary = await importEvents(engine, { path: await fileWith(folder, 'history.ndjson', lines.join('\n')) });
		expect(summary).toMatchObject({ rows: 30_000, stored: 30_000 });
		expect(summary.keptAsProperties).toEqual(expect.arrayContaining(['note', 'plan', 'device']));
		expect(summary.keptAsProperties).not.toContain('rejected_because');
		expect(summary.notes).toContainEqual(expect.stringMatching(/rows have keys that its beginning does not have.*: .*plan/));
		const [late] = await store.query<{ properties: object }>(sql`select properties from events where event_id = 'm29999'`);
		expect(late.properties).toMatchObject({ plan: 'plan 2', device: { os: 'ios' } });
		const [{ missed }] = await store.query<{ missed: number }>(sql`
			select count(*) as missed from events where length(event_id) = 6 and event_id >= 'm15000' and (properties ->> 'plan') is null`);
		expect(missed).toBe(0);
	});
});
