import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeTemporaryFolder } from '../../../lib/store/temporaryFolder';
import { temporaryFolder } from '../../support/openTestStore';

test('a new folder clears away what killed processes left behind, and nothing that may be in use', async () => {
	const parent = await temporaryFolder();
	const { pid: ended } = spawnSync(process.execPath, ['--version']);
	const hours = (count: number): Date => new Date(Date.now() - count * 3_600_000);
	const leave = (name: string, age: Date): string => {
		const path = join(parent, name);
		mkdirSync(path);
		writeFileSync(join(path, 'carried'), 'rows');
		utimesSync(path, age, age);
		return path;
	};
	const left = leave(`cohorts-staged-${ended}-abc`, hours(2));
	const kept = [
		leave(`cohorts-staged-${ended}-def`, hours(0)),
		leave(`cohorts-staged-${process.pid}-ghi`, hours(2)),
		leave(`cohorts-table-${ended}-jkl`, hours(2)),
		leave('cohorts-staged-mine', hours(2)),
	];
	const folder = await makeTemporaryFolder('cohorts-staged', parent);
	expect(existsSync(left)).toBe(false);
	expect([...kept, folder].filter((path) => !existsSync(path))).toEqual([]);
});
