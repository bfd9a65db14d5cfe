// The one entry of every npm script. Runs on the system's Node (20 or newer) with nothing installed:
// installs what is missing, continues on the project's own Node 24, builds when sources changed, runs the command.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync, utimesSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const onWindows = process.platform === 'win32';
const ownNode = join(root, 'node_modules', 'node', 'bin', onWindows ? 'node.exe' : 'node');

/** program: what runs on Node 24; environment: added to it; testPackages: whether tests/package.json is needed;
 * needsNoBuild: whether it reads sources alone. */
const commands = {
	demo: { program: ['tsx', 'scripts/demo.ts'] },
	editor: { program: ['tsx', 'scripts/editor.ts'] },
	bench: { program: ['tsx', 'scripts/bench.ts'] },
	test: { program: ['vitest', 'run'], testPackages: true },
	'test:unit': { program: ['vitest', 'run', '--project', 'unit'] },
	'test:deep': { program: ['vitest', 'run'], testPackages: true, environment: { COHORTS_DEEP: '1' } },
	typecheck: { program: ['tsc', '-p', 'tsconfig.json', '--noEmit'], testPackages: true, needsNoBuild: true },
	'test:e2e': { program: ['vitest', 'run', '--config', 'vitest.e2e.config.mts'], testPackages: true },
};

const [name, ...rest] = process.argv.slice(2);
const command = commands[name];
if (command === undefined) fail(`Unknown command "${name ?? ''}": expected one of ${Object.keys(commands).join(', ')}.`);
if (major(process.version) < 20) {
	fail(`Node ${process.version} is too old: install Node 20 or newer (nodejs.org) and run "npm run ${name}" again.`);
}

install(root, 'packages');
if (command.testPackages) install(join(root, 'tests'), 'packages for tests');
if (major(process.version) < 24) process.exit(await run(ownNode, [fileURLToPath(import.meta.url), name, ...rest]));

const { buildWhenNeeded } = await import(pathToFileURL(join(root, 'scripts', 'build.mjs')).href);
try {
	if (!command.needsNoBuild) await buildWhenNeeded(say);
} catch (error) {
	fail(error.message);
}
process.exit(await run(ownNode, [binOf(command.program[0]), ...command.program.slice(1), ...rest]));

/** Runs npm install in a folder whose node_modules is missing or older than its package.json or lock. */
function install(folder, what) {
	const done = join(folder, 'node_modules', '.package-lock.json');
	if (!existsSync(join(folder, 'package.json')) || isInstalled(folder, done)) return;
	say(`Installing ${what} (a few minutes the first time)`);
	const started = Date.now();
	const answer = spawnSync(onWindows ? 'npm.cmd' : 'npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd: folder,
		stdio: 'inherit',
		shell: onWindows,
	});
	if (answer.error?.code === 'ENOENT') fail('npm was not found: install Node.js together with npm and run this again.');
	if (answer.status !== 0) {
		fail(`npm install failed in ${folder} (its own message stands above). It needs the npm registry: check the network or proxy, then run "npm run ${name}" again.`);
	}
	if (folder === root && !existsSync(ownNode)) {
		fail('npm skipped the install script of the package "node", which brings Node 24. Allow install scripts (npm config set ignore-scripts false), delete node_modules, and run this again.');
	}
	const now = new Date();
	if (existsSync(done)) utimesSync(done, now, now);
	say(`Installed ${what} in ${Math.round((Date.now() - started) / 1000)} s`);
}

function isInstalled(folder, done) {
	if (!existsSync(done) || (folder === root && !existsSync(ownNode))) return false;
	const sources = ['package.json', 'package-lock.json'].map((file) => join(folder, file)).filter(existsSync);
	return sources.every((file) => statSync(file).mtimeMs <= statSync(done).mtimeMs);
}

/** Runs a program to its end and returns its exit code. Ctrl-C reaches it by itself; it decides how to stop. */
function run(program, programArguments) {
	const child = spawn(program, programArguments, { cwd: root, stdio: 'inherit', env: environment() });
	process.on('SIGINT', () => {});
	process.on('SIGTERM', () => child.kill('SIGTERM'));
	return new Promise((finish) => {
		child.on('error', (error) => fail(`Could not start ${program}: ${error.message}`));
		child.on('exit', (code) => finish(code ?? 1));
	});
}

function environment() {
	const data = resolve(root, '..', 'shared', 'data');
	const defaults = existsSync(data) ? { COHORTS_DATA: data } : {};
	const path = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
	return { ...defaults, ...process.env, ...command.environment, PATH: path };
}

/** The JavaScript file behind node_modules/.bin/<program>, so that it runs on our Node and not on its shebang's. */
function binOf(program) {
	const file = { tsc: 'typescript/bin/tsc', tsx: 'tsx/dist/cli.mjs', vitest: 'vitest/vitest.mjs' }[program];
	return join(root, 'node_modules', file);
}

function major(version) {
	return Number(version.slice(1).split('.')[0]);
}

function say(sentence) {
	process.stderr.write(`▸ ${sentence}\n`);
}

function fail(sentence) {
	process.stderr.write(`\n✖ ${sentence}\n`);
	process.exit(1);
}
