import { cp, mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { npm } from './npm';

export type Say = (sentence: string) => void;

export interface InstalledN8n {
	readonly folder: string;
	/** The Node that n8n asks for, installed beside it. */
	readonly node: string;
	/** n8n's command line: `node program start`. */
	readonly program: string;
	/** Loads a package of that n8n. */
	readonly require: NodeJS.Require;
}

/**
 * Installs a whole n8n (scripts/n8n/manifest.json; 3 GB, 5 to 8 minutes) into COHORTS_N8N_FOLDER or .n8n-full,
 * or finds it there from last time.
 */
export async function installN8n(say: Say): Promise<InstalledN8n> {
	const folder = resolve(process.env.COHORTS_N8N_FOLDER ?? resolve(__dirname, '../../.n8n-full'));
	const manifest = resolve(__dirname, 'manifest.json');
	if (!(await isInstalled(folder, manifest))) {
		const started = Date.now();
		say(`Installing n8n into ${folder} (3 GB, 5 to 8 minutes, once)`);
		await mkdir(folder, { recursive: true });
		await cp(manifest, join(folder, 'package.json'));
		await npm(folder, 'install', '--no-audit', '--no-fund', '--loglevel=error');
		say(`Installed n8n in ${Math.round((Date.now() - started) / 1000)} s`);
	}
	return {
		folder,
		node: join(folder, 'node_modules', 'node', 'bin', 'node'),
		program: join(folder, 'node_modules', 'n8n', 'bin', 'n8n'),
		require: createRequire(join(folder, 'package.json')),
	};
}

/** npm writes its hidden lock last, so an install that was interrupted has none. */
async function isInstalled(folder: string, manifest: string): Promise<boolean> {
	const lock = await readOr(join(folder, 'node_modules', '.package-lock.json'), '');
	const installed = await readOr(join(folder, 'package.json'), '');
	return lock !== '' && installed === (await readFile(manifest, 'utf8'));
}

async function readOr(file: string, otherwise: string): Promise<string> {
	return await readFile(file, 'utf8').catch(() => otherwise);
}
