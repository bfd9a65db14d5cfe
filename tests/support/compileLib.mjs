import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..', '..');

/** Compiles what worker threads load from dist/lib, without checking types, when a source is newer; fonts beside it. */
export function compileLib() {
	cpSync(join(root, 'lib/report/fonts'), join(root, 'dist/lib/report/fonts'), { recursive: true });
	if (!sourcesOfLib().some(isStale)) return;
	const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
	const options = '--noCheck --incremental false --tsBuildInfoFile null'.split(' ');
	const command = [compiler, '-p', 'tsconfig.build.json', ...options];
	const answer = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' });
	if (answer.status !== 0) throw new Error(`lib does not compile:\n${answer.stdout}${answer.stderr}`);
}

function sourcesOfLib() {
	return readdirSync(join(root, 'lib'), { recursive: true })
		.filter((file) => file.endsWith('.ts') && !file.includes('assembly'))
		.map((file) => join('lib', file));
}

function isStale(source) {
	const compiled = join(root, 'dist', source.replace(/\.ts$/, '.js'));
	return !existsSync(compiled) || statSync(compiled).mtimeMs < statSync(join(root, source)).mtimeMs;
}
