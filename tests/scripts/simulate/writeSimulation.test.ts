import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { importEvents } from '../../../lib/events/importEvents';
import { simulate } from '../../../scripts/simulate/simulate';
import { writeSimulation } from '../../../scripts/simulate/writeSimulation';
import { openTestEngine } from '../../support/openTestEngine';
import { temporaryFolder } from '../../support/openTestStore';

interface Row {
	readonly messageId: string;
	readonly type: string;
	readonly userId?: string;
	readonly anonymousId?: string;
	readonly timestamp: string;
	readonly receivedAt?: string;
}

async function readRows(path: string): Promise<Row[]> {
	const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
	return lines.map((line) => JSON.parse(line) as Row);
}

function isMalformed({ userId, anonymousId, timestamp, type }: Row): boolean {
	const nobody = userId === undefined && anonymousId === undefined;
	return nobody || Number.isNaN(Date.parse(timestamp)) || !['track', 'page', 'identify'].includes(type);
}

describe('files', () => {
	test('the same options write the same bytes, and gzip holds the same text', async () => {
		const [first, second, zipped] = [await temporaryFolder(), await temporaryFolder(), await temporaryFolder()];
		await writeSimulation({ customers: 50 }, first);
		await writeSimulation({ customers: 50 }, second);
		const { files } = await writeSimulation({ customers: 50, compress: true }, zipped);
		for (const name of ['events.ndjson', 'truth.ndjson', 'simulation.json']) {
			expect(await readFile(join(first, name))).toEqual(await readFile(join(second, name)));
		}
		expect(files.events).toBe('events.ndjson.gz');
		expect(gunzipSync(await readFile(join(zipped, files.events)))).toEqual(
			await readFile(join(first, 'events.ndjson')),
		);
	});

	test('the truth has one line a customer, and the summary prints the overlap and what was planted', async () => {
		const folder = await temporaryFolder();
		await writeSimulation({ customers: 30 }, folder);
		const truth = (await readFile(join(folder, 'truth.ndjson'), 'utf8')).trimEnd().split('\n');
		expect(truth).toEqual([...simulate({ customers: 30 })].map((one) => JSON.stringify(one.truth)));
		const summary = JSON.parse(await readFile(join(folder, 'simulation.json'), 'utf8')) as Record<string, unknown>;
		expect(summary).toMatchObject({ customers: 30, overlap: 0.3, options: { seed: 1 } });
		expect(summary.planted).toHaveProperty('archetypes');
	});
});

describe('dirt', () => {
	test('every kind of dirt is counted as it stands in the file', async () => {
		const folder = await temporaryFolder();
		const summary = await writeSimulation({ customers: 400 }, folder);
		const rows = await readRows(join(folder, summary.files.events));
		const good = rows.filter((row) => !isMalformed(row));
		const ids = new Set(good.map(({ messageId }) => messageId));
		expect(rows).toHaveLength(summary.rows);
		expect(ids.size).toBe(summary.events);
		expect(good.length - ids.size).toBe(summary.dirt.duplicates);
		const { malformed } = summary.dirt;
		expect(rows.length - good.length).toBe(
			malformed.missingCustomer + malformed.impossibleDate + malformed.unknownType,
		);
		const once = [...new Map(good.map((row) => [row.messageId, row])).values()];
		expect(once.filter(({ receivedAt }) => receivedAt !== undefined)).toHaveLength(summary.dirt.late);
		expect(once.filter(({ userId }) => userId === undefined)).toHaveLength(summary.dirt.anonymous);
		const { duplicates, late, outOfOrder, anonymous } = summary.dirt;
		for (const count of [duplicates, late, outOfOrder, anonymous]) expect(count).toBeGreaterThan(50);
		expect(rows.length - good.length).toBeGreaterThan(3);
	});

	test('a late row arrives at least an hour after it happened, and before the window ends', async () => {
		const folder = await temporaryFolder();
		await writeSimulation({ customers: 100 }, folder);
		const late = (await readRows(join(folder, 'events.ndjson'))).filter(({ receivedAt }) => receivedAt !== undefined);
		for (const { timestamp, receivedAt } of late) {
			expect(Date.parse(String(receivedAt)) - Date.parse(timestamp)).toBeGreaterThanOrEqual(3_600_000);
			expect(Date.parse(String(receivedAt))).toBeLessThan(Date.parse('2025-06-30T00:00:00Z'));
		}
	});

	test('the import stores every true event once and rejects exactly the dirt', async () => {
		const engine = await openTestEngine({ today: '2025-07-01T00:00:00Z' });
		const folder = await temporaryFolder();
		const { rows, events, dirt } = await writeSimulation({ customers: 400 }, folder);
		const imported = await importEvents(engine, { path: join(folder, 'events.ndjson') });
		expect(imported).toMatchObject({ rows, stored: events });
		expect(Object.values(imported.rejected).sort()).toEqual(
			[dirt.duplicates, ...Object.values(dirt.malformed)].filter((count) => count > 0).sort(),
		);
	});
});

describe('options', () => {
	test('a wrong option is named with what was expected', async () => {
		const folder = await temporaryFolder();
		await expect(writeSimulation({ customers: 0 }, folder)).rejects.toThrow(
			'customers is 0: expected a whole number of 1 or more',
		);
		await expect(writeSimulation({ overlap: 2 }, folder)).rejects.toThrow('overlap is 2');
		await expect(writeSimulation({ endsAt: 'soon' }, folder)).rejects.toThrow('endsAt is "soon"');
		const merge = { week: 2, from: 'nobody', into: 'powerUsers' };
		await expect(writeSimulation({ merge }, folder)).rejects.toThrow('merge names "nobody"');
	});
});
