// Builds dist/: tsc (incremental), kernels, assets. `node scripts/build.mjs` builds always, buildWhenNeeded only after a change.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const inRoot = (...parts) => join(root, ...parts);
const sources = ['nodes', 'credentials', 'lib', 'scripts/build.mjs', 'scripts/buildKernels.mjs', 'gulpfile.js', 'tsconfig.json', 'tsconfig.build.json', 'package.json'];
const output = inRoot('dist');
const stamp = inRoot('.cache', 'built');
const typescriptState = inRoot('.cache', 'build.tsbuildinfo');

/** Builds when a source is newer than the last build; `say` receives one sentence per step. Throws when a step fails. */
export async function buildWhenNeeded(say = () => {}) {
	const builtAt = existsSync(stamp) && existsSync(output) ? statSync(stamp).mtimeMs : 0;
	const newest = Math.max(...sources.map((source) => newestChange(inRoot(source))));
	if (newest > builtAt || hasLeftovers()) await build(say);
}

export async function build(say = () => {}) {
	const started = new Date();
	say('Building');
	if (!existsSync(output) || hasLeftovers()) clean();
	step('tsc', 'typescript/bin/tsc', ['-p', 'tsconfig.build.json']);
	const { buildKernels } = await import(pathToFileURL(inRoot('scripts', 'buildKernels.mjs')).href);
	await buildKernels();
	step('gulp', 'gulp/bin/gulp.js', ['--silent', 'build:assets']);
	mkdirSync(dirname(stamp), { recursive: true });
	writeFileSync(stamp, 'The time of this file is the start of the last complete build.\n');
	utimesSync(stamp, started, started);
	say(`Built in ${((Date.now() - started.getTime()) / 1000).toFixed(1)} s`);
}

function clean() {
	rmSync(output, { recursive: true, force: true });
	rmSync(typescriptState, { force: true });
}

function step(name, program, programArguments) {
	const command = [inRoot('node_modules', program), ...programArguments];
	const answer = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' });
	if (answer.status !== 0) throw new Error(`${name} failed:\n${answer.stdout}${answer.stderr}`);
}

/** Whether dist holds JavaScript of a source that was deleted or moved: n8n would still load it. */
function hasLeftovers() {
	return ['nodes', 'credentials', 'lib'].some((folder) =>
		filesBelow(join(output, folder))
			.filter((file) => file.endsWith('.js'))
			.some((file) => !existsSync(file.replace(output, root).replace(/\.js$/, '.ts'))),
	);
}

function newestChange(path) {
	if (!existsSync(path)) return 0;
	if (!statSync(path).isDirectory()) return statSync(path).mtimeMs;
	const entries = [path, ...filesBelow(path)];
	return Math.max(...entries.map((file) => statSync(file).mtimeMs));
}

function filesBelow(folder) {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	await build((sentence) => process.stderr.write(`▸ ${sentence}\n`)).catch((error) => {
		process.stderr.write(`\n✖ ${error.message}\n`);
		process.exitCode = 1;
	});
}
