import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { npm } from './npm';

const run = promisify(execFile);

/** The flags of n8n's own installer (community-packages.service.js, n8n 2.41). */
const installFlags = [
	'--audit=false',
	'--fund=false',
	'--bin-links=false',
	'--install-strategy=shallow',
	'--ignore-scripts=true',
	'--package-lock=false',
];

/**
 * Packs a built package and installs the tarball into a user folder, step by step as n8n installs a community package:
 * unpack, drop development, peer and optional dependencies, install the rest without scripts. Returns the folder.
 */
export async function installPackage(
	userFolder: string,
	packageFolder: string = resolve(__dirname, '../..'),
): Promise<string> {
	const work = await mkdtemp(join(tmpdir(), 'cohorts-pack-'));
	try {
		const printed = await npm(packageFolder, 'pack', '--quiet', '--pack-destination', work);
		const tarball = join(work, printed.trim().split('\n').at(-1) ?? '');
		const { name } = await readManifest(packageFolder);
		const folder = join(userFolder, '.n8n', 'nodes', 'node_modules', String(name));
		await rm(folder, { recursive: true, force: true });
		await mkdir(folder, { recursive: true });
		await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
		await keepRuntimeDependencies(folder);
		await npm(folder, 'install', ...installFlags);
		return folder;
	} finally {
		await rm(work, { recursive: true });
	}
}

async function keepRuntimeDependencies(folder: string): Promise<void> {
	const manifest = await readManifest(folder);
	for (const kind of ['devDependencies', 'peerDependencies', 'optionalDependencies']) delete manifest[kind];
	await writeFile(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
}

async function readManifest(folder: string): Promise<Record<string, unknown>> {
	return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
}
