import { unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { borrowParts, closeEngines } from '../../nodes/shared/engines';
import { defaultStoreFolder } from '../../nodes/shared/storeSettings';
import { SetupNeeded } from '../../lib/core/errors';
import { sql } from '../../lib/sql/sql';
import { anEvent } from '../support/anEvent';
import { temporaryFolder } from '../support/openTestStore';

afterEach(async () => await closeEngines());

const count = async (folder: string): Promise<number> =>
	await borrowParts({ engine: 'duckdb', folder }, async ({ store }) => {
		const [{ n }] = await store.query<{ n: number }>(sql`select count(*) as n from events`);
		return n;
	});

test('pieces of work over one folder share one store, also when they come at once', async () => {
	const folder = await temporaryFolder();
	const lent = await Promise.all(Array.from({ length: 5 }, async () => await borrowParts({ engine: 'duckdb', folder }, async (parts) => await Promise.resolve(parts))));
	expect(new Set(lent).size).toBe(1);
});

test('a store that is asked for while it is being closed is opened again, with all that was recorded', async () => {
	const folder = await temporaryFolder();
	await borrowParts({ engine: 'duckdb', folder }, async ({ store }) => await store.recordEvents([anEvent()]));
	let closed = false;
	const closing = closeEngines().then(() => (closed = true));
	const seen = await borrowParts({ engine: 'duckdb', folder }, async () => await Promise.resolve(closed));
	const counts = await Promise.all([count(folder), count(folder)]);
	await closing;
	expect(seen).toBe(true); // Never two open at once on one file.
	expect(counts).toEqual([1, 1]);
	expect(await count(folder)).toBe(1);
});

test('a store in use is closed when the last piece of work returns it, not under its hands', async () => {
	const folder = await temporaryFolder();
	await borrowParts({ engine: 'duckdb', folder }, async ({ store }) => {
		await closeEngines();
		await store.recordEvents([anEvent()]);
		expect(await store.query(sql`select count(*) as n from events`)).toEqual([{ n: 1 }]);
	});
	expect(await count(folder)).toBe(1);
});

test('a folder that cannot be opened fails each time with the reason, and is tried again', async () => {
	const folder = await temporaryFolder();
	const blocked = join(folder, 'a file', 'store');
	writeFileSync(join(folder, 'a file'), '');
	for (const attempt of [1, 2]) {
		await expect(count(blocked), `attempt ${attempt}`).rejects.toThrow(SetupNeeded);
		await expect(count(blocked)).rejects.toThrow(`the customer store in "${blocked}" cannot be opened`);
	}
	unlinkSync(join(folder, 'a file'));
	expect(await count(blocked)).toBe(0);
});

test('without a credential customers live in a folder of their own beside the data of n8n', () => {
	expect(defaultStoreFolder()).toMatch(/\.n8n[\\/]cohorts$/);
});
