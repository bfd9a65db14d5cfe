import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'cohorts-sum-'));
afterAll(() => rmSync(folder, { recursive: true }));

function sum(...results: object[]): { status: number | null; stdout: string } {
	const files = results.map((result, index) => {
		const file = join(folder, `${index}.json`);
		writeFileSync(file, JSON.stringify(result));
		return file;
	});
	return spawnSync(process.execPath, [resolve(__dirname, '../../.ci/sum.mjs'), ...files], { encoding: 'utf8' });
}

const result = (numPassedTests: number, numFailedTests: number, success = numFailedTests === 0) => ({
	numPassedTests,
	numFailedTests,
	success,
});

test('two green runs are one green line', () => {
	expect(sum(result(1400, 0), result(22, 0))).toMatchObject({ status: 0, stdout: '1422 passed, 0 failed\n' });
});

test('a failure in either run is a failure of both', () => {
	expect(sum(result(10, 0), result(4, 2))).toMatchObject({ status: 1, stdout: '14 passed, 2 failed\n' });
});

test('a run that broke outside its tests counts as one failure', () => {
	expect(sum(result(10, 0, false))).toMatchObject({ status: 1, stdout: '10 passed, 1 failed\n' });
});

test('a run that left no result counts as one failure', () => {
	const absent = join(folder, 'absent.json');
	const answer = spawnSync(process.execPath, [resolve(__dirname, '../../.ci/sum.mjs'), absent], { encoding: 'utf8' });
	expect(answer).toMatchObject({ status: 1, stdout: '0 passed, 1 failed\n' });
});
