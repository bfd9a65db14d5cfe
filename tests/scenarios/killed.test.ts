import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { seededRandom } from '../../lib/core/random';
import { importEvents } from '../../lib/events/importEvents';
import { sql } from '../../lib/sql/sql';
import { openDuckDbStore } from '../../lib/store/duckdb/openDuckDbStore';
import type { Store } from '../../lib/store/types';
import { engineOver } from '../support/engineOver';
import { temporaryFolder } from '../support/openTestStore';

const deep = process.env.COHORTS_DEEP === '1';
const kills = deep ? 50 : 3;
const importKills = deep ? 10 : 2;

interface Child {
	readonly process: ChildProcessByStdio<null, Readable, null>;
	/** Lines it printed, the last one whole. */
	lines(): string[];
}

function start(script: string, ...childArguments: string[]): Child {
	const path = join(__dirname, '../support', script);
	const child = spawn(process.execPath, [path, ...childArguments], { stdio: ['ignore', 'pipe', 'inherit'] });
	let text = '';
	child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
	return { process: child, lines: () => text.split('\n').slice(0, -1) };
}

/** Waits for a line, then so long, then ends the process as a power cut would; resolves when its output is read. */
async function killAfter(child: Child, line: string, milliseconds: number): Promise<string[]> {
	const closed = once(child.process, 'close');
	while (!child.lines().includes(line)) {
		if (child.process.exitCode !== null) throw new Error(`the child ended before "${line}"`);
		await wait(5);
	}
	await wait(milliseconds);
	child.process.kill('SIGKILL');
	await closed;
	return child.lines();
}

async function withStore<Result>(folder: string, work: (store: Store) => Promise<Result>): Promise<Result> {
	const store = await openDuckDbStore({ folder, memoryLimitMegabytes: 256, threads: 1 });
	try {
		return await work(store);
	} finally {
		await store.close();
	}
}

test(
	`no acknowledged event is lost or doubled when the process is killed ${kills} times under load`,
	async () => {
		const folder = await temporaryFolder();
		const random = seededRandom('killed');
		const acknowledged = new Set<string>();
		for (let kill = 0; kill < kills; kill += 1) {
			const child = start('recordUnderLoadChild.cjs', folder, `run${kill}`);
			const lines = await killAfter(child, 'opened', 100 + random.next() * 500);
			const ids = lines.filter((line) => line !== 'opened');
			expect(ids.length).toBeGreaterThan(0);
			for (const id of ids) acknowledged.add(id);
			const stored = await withStore(folder, async (store) => (await store.columns(sql`select event_id from events`)).keys);
			const known = new Set(stored);
			expect(known.size).toBe(stored.length);
			expect([...acknowledged].filter((id) => !known.has(id))).toEqual([]);
		}
	},
	kills * 20_000,
);

test(
	'a file whose import is killed is in the store as a whole or not at all, and importing it again completes it',
	async () => {
		const rows = 60_000;
		const folder = await temporaryFolder();
		const path = join(folder, 'history.ndjson');
		writeFileSync(path, Array.from({ length: rows }, (_, index) => aRow(index)).join('\n'));
		const random = seededRandom('killed import');
		const store = join(folder, 'store');
		for (let kill = 0; kill < importKills; kill += 1) {
			const lines = await killAfter(start('importChild.cjs', store, path), 'importing', random.next() * 400);
			const stored = await withStore(store, countEvents);
			expect([0, rows]).toContain(stored);
			if (lines.includes('imported')) expect(stored).toBe(rows);
		}
		const counts = await withStore(store, async (opened) => {
			const before = await countEvents(opened);
			const summary = await importEvents(engineOver(opened, { today: '2025-07-01T00:00:00Z' }), { path });
			return { before, stored: summary.stored, after: await countEvents(opened) };
		});
		expect(counts).toEqual({ before: counts.before, stored: rows - counts.before, after: rows });
	},
	120_000,
);

async function countEvents(store: Store): Promise<number> {
	const [{ n }] = await store.query<{ n: number }>(sql`select count(*) as n from events`);
	return n;
}

function aRow(index: number): string {
	const timestamp = new Date(Date.parse('2025-01-01T00:00:00Z') + index * 60_000).toISOString();
	return JSON.stringify({ messageId: `m${index}`, userId: `customer-${index % 500}`, event: 'Feature Used', timestamp });
}
