import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const bootstrap = resolve(__dirname, '../../scripts/bootstrap.mjs');
let folder: string;

/** A fresh clone: the bootstrap and a package.json, nothing installed, and a PATH with one folder of our own. */
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'cohorts-bootstrap-'));
	mkdirSync(join(folder, 'scripts'));
	mkdirSync(join(folder, 'path'));
	cpSync(bootstrap, join(folder, 'scripts', 'bootstrap.mjs'));
	writeFileSync(join(folder, 'package.json'), '{ "private": true }');
});
afterEach(() => rmSync(folder, { recursive: true }));

function installNpm(script: string): void {
	const file = join(folder, 'path', 'npm');
	writeFileSync(file, `#!/bin/sh\n${script}\n`);
	chmodSync(file, 0o755);
}

function run(...parameters: string[]): { status: number | null; stderr: string } {
	const program = [join(folder, 'scripts', 'bootstrap.mjs'), ...parameters];
	return spawnSync(process.execPath, program, { encoding: 'utf8', env: { PATH: join(folder, 'path') } });
}

test('an unknown command is answered with the commands there are', () => {
	const { status, stderr } = run('dmeo');
	expect(status).toBe(1);
	expect(stderr).toContain('Unknown command "dmeo": expected one of demo, editor');
});

test('a machine without npm is told to install it', () => {
	const { status, stderr } = run('demo');
	expect(status).toBe(1);
	expect(stderr).toContain('npm was not found');
});

test('a registry that cannot be reached is named as the reason, with what to do', () => {
	installNpm('exit 1');
	const { status, stderr } = run('demo');
	expect(status).toBe(1);
	expect(stderr).toMatch(/needs the npm registry: check the network or proxy, then run "npm run demo" again/);
});

test('an npm that skips install scripts is noticed, because Node 24 comes with one', () => {
	installNpm('exit 0');
	const { status, stderr } = run('demo');
	expect(status).toBe(1);
	expect(stderr).toContain('Allow install scripts');
});
