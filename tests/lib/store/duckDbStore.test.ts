import { fork } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SetupNeeded } from '../../../lib/core/errors';
import { openDuckDbStore } from '../../../lib/store/duckdb/openDuckDbStore';
import { sql } from '../../../lib/sql/sql';
import { openTestStore, temporaryFolder } from '../../support/openTestStore';

/** What the embedded store adds to the contract of all stores. */
describe('the embedded store', () => {
	test('a second process gets one clear sentence that names the folder and the alternatives', async () => {
		const folder = await temporaryFolder();
		await openTestStore(folder);
		const message = await openInAnotherProcess(folder);
		expect(message).toContain(folder);
		expect(message).toMatch(/in use by another process/);
		expect(message).toMatch(/Postgres or ClickHouse/);
	});

	test('a file of a newer version is refused and left as it is', async () => {
		const folder = await temporaryFolder();
		const store = await openDuckDbStore({ folder });
		await store.execute(sql`insert into schema_version values (99)`);
		await store.close();
		await expect(openDuckDbStore({ folder })).rejects.toThrow(SetupNeeded);
	});

	test('a file from before snapshots had details is brought forward with its snapshots', async () => {
		const folder = await temporaryFolder();
		const store = await openDuckDbStore({ folder });
		await store.execute(sql`alter table snapshots drop column details`);
		await store.execute(sql`insert into snapshots values ('snapshot_old', 1, 2, 'set', 3, '[]')`);
		await store.execute(sql`delete from schema_version where version >= 5`);
		await store.close();
		const opened = await openTestStore(folder);
		expect(await opened.query(sql`select id, customers, details from snapshots`)).toEqual([
			{ id: 'snapshot_old', customers: 3, details: null },
		]);
	});
});

async function openInAnotherProcess(folder: string): Promise<string> {
	const child = fork(join(__dirname, '../../support/openStoreChild.cjs'), [folder], { silent: true });
	let text = '';
	child.stdout?.on('data', (piece: Buffer) => (text += piece.toString()));
	await new Promise((resolve) => child.once('close', resolve));
	return text;
}
