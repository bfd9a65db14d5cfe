import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../lib/core/random';
import { importEvents } from '../../lib/events/importEvents';
import { sql } from '../../lib/sql/sql';
import type { CustomerEvent } from '../../lib/store/customerEvent';
import type { Store } from '../../lib/store/types';
import { storeNames } from '../support/databases/testedStore';
import { engineOver } from '../support/engineOver';
import { expectKept, loadEvent } from '../support/expectKept';
import { newPlace, withStoreAt, type Place } from '../support/killedPlaces';
import { temporaryFolder } from '../support/openTestStore';
import { startChild } from '../support/startChild';

const deep = process.env.COHORTS_DEEP === '1';
const kills = deep ? 50 : 2;
const importKills = deep ? 10 : 2;

/** Longest wait before the kill, once work is under way: about what a few writes take. */
const waitMilliseconds = { duckdb: 500, postgres: 500, clickhouse: 1_500 } as const;

describe.each(storeNames)('on %s', (name) => {
	test(
		`no acknowledged event is lost or doubled when the process is killed ${kills} times under load, nor its link`,
		async () => {
			const place = await newPlace(name);
			const random = seededRandom(`killed on ${name}`);
			const kept: CustomerEvent[] = [];
			for (let kill = 0; kill < kills; kill += 1) {
				const { asked, acknowledged } = await recordUntilKilled(place, `run${kill}`, random.next() * waitMilliseconds[name]);
				expect(acknowledged.length).toBeGreaterThan(0);
				kept.push(...acknowledged);
				await withStoreAt(place, async (store) => {
					await expectKept(store, kept);
					await store.recordEvents(asked); // As senders do that got no answer.
					kept.push(...asked.filter(({ eventId }) => !acknowledged.some((known) => known.eventId === eventId)));
					await expectKept(store, kept);
				});
			}
		},
		kills * 30_000,
	);
});

async function recordUntilKilled(place: Place, generation: string, milliseconds: number) {
	const child = startChild('recordUnderLoadChild.cjs', JSON.stringify(place), generation);
	await child.printed(/^kept/);
	await wait(milliseconds);
	const lines = (await child.kill()).map((line) => line.split(' '));
	const eventsOf = (word: string): CustomerEvent[] =>
		lines.filter(([first]) => first === word).map(([, number]) => loadEvent(generation, Number(number)));
	return { asked: eventsOf('asked'), acknowledged: eventsOf('kept') };
}

/** Enough that the import takes a while. */
const rows = 60_000;
const rowsOnServers = 24_000;

test(
	'a file whose import is killed is in the store as a whole or not at all, and importing it again completes it',
	async () => {
		const place = await newPlace('duckdb');
		const path = await writeHistory(rows);
		const random = seededRandom('killed import');
		for (let kill = 0; kill < importKills; kill += 1) {
			const child = startChild('importChild.cjs', JSON.stringify(place), path);
			await child.printed(/^importing/);
			await wait(random.next() * 400);
			const lines = await child.kill();
			const stored = await withStoreAt(place, countEvents);
			expect([0, rows]).toContain(stored);
			if (lines.includes('imported')) expect(stored).toBe(rows);
		}
		const counts = await withStoreAt(place, async (opened) => {
			const before = await countEvents(opened);
			const summary = await importOf(opened, path);
			return { before, stored: summary.stored, after: await countEvents(opened) };
		});
		expect(counts).toEqual({ before: counts.before, stored: rows - counts.before, after: rows });
	},
	120_000,
);

describe.each(['postgres', 'clickhouse'] as const)('on %s', (name) => {
	test(
		'an import that is killed between or within its parts goes on behind the last one it finished, and stores no row twice',
		async () => {
			const place = await newPlace(name, { importPartBytes: 400_000 });
			const path = await writeHistory(rowsOnServers);
			const random = seededRandom(`killed import on ${name}`);
			let last = 0;
			let isWhole = false;
			for (let kill = 0; kill < importKills; kill += 1) {
				const child = startChild('importChild.cjs', JSON.stringify(place), path);
				await child.printed(/^part/);
				await wait(random.next() * 500);
				await child.kill();
				await withStoreAt(place, async (store) => {
					const finished = await rowsFinished(store);
					const stored = await countEvents(store);
					// The import may have been faster than the kill.
					isWhole = stored === rowsOnServers;
					if (isWhole) return;
					expect(finished).toBeGreaterThan(last);
					// A part and its position are one where there are transactions.
					if (name === 'postgres') expect(stored).toBe(finished);
					expect(stored).toBeGreaterThanOrEqual(finished);
					last = finished;
				});
				if (isWhole) break;
			}
			await withStoreAt(place, async (store) => {
				const finished = await rowsFinished(store);
				const summary = await importOf(store, path);
				expect(summary.rows).toBe(rowsOnServers - finished);
				expect(await countEvents(store)).toBe(rowsOnServers);
				const { keys } = await store.columns(sql`select known_id from identities`);
				expect([keys.length, new Set(keys).size]).toEqual([rowsOnServers / 100, rowsOnServers / 100]);
				expect(await rowsFinished(store)).toBe(0);
			});
			if (place.store === 'clickhouse') expect(await importTables({ ...place, abandonedSeconds: 0 })).toEqual([]);
		},
		120_000,
	);
});

async function importOf(store: Store, path: string) {
	return await importEvents(engineOver(store, { today: '2025-07-01T00:00:00Z' }), { path });
}

async function importTables(place: Place): Promise<unknown[]> {
	return await withStoreAt(place, async (store) =>
		await store.query(sql`select name from system.tables where database = currentDatabase() and name like 'import%rows%'`));
}

async function countEvents(store: Store): Promise<number> {
	const [{ n }] = await store.query<{ n: number }>(sql`select count(*) as n from events`);
	return n;
}

/** Rows of the parts that an interrupted import has behind it. */
async function rowsFinished(store: Store): Promise<number> {
	const found = await store.query<{ rows: number }>(sql`select rows from imports`);
	expect(found.length).toBeLessThanOrEqual(1);
	return found[0]?.rows ?? 0;
}

async function writeHistory(length: number): Promise<string> {
	const path = join(await temporaryFolder(), 'history.ndjson');
	writeFileSync(path, Array.from({ length }, (_, index) => aRow(index)).join('\n'));
	return path;
}

/** Every second row has no id of its own, every hundredth knows a visitor. */
function aRow(index: number): string {
	return JSON.stringify({
		messageId: index % 2 === 0 ? `m${index}` : undefined,
		userId: `customer-${index % 500}`,
		anonymousId: index % 100 === 0 ? `visitor-${index}` : undefined,
		event: 'Feature Used',
		timestamp: new Date(Date.parse('2025-01-01T00:00:00Z') + index * 60_000).toISOString(),
	});
}
