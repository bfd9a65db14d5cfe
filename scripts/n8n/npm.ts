import { execFile } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Runs npm in a folder and returns what it printed. On the system's Node, not the one in node_modules/.bin:
 * native modules are then built against the headers that belong to the compiler found there.
 */
export async function npm(folder: string, ...parameters: string[]): Promise<string> {
	const command = process.platform === 'win32' ? 'npm.cmd' : 'npm';
	const environment = { ...process.env, PATH: systemPath(), NODE_ENV: '' };
	try {
		const options = { cwd: folder, env: environment, maxBuffer: 2 ** 26 };
		const { stdout } = await run(command, parameters, options);
		return stdout;
	} catch (error) {
		const { stderr = '', message } = error as Error & { stderr?: string };
		const reason = stderr.split('\n').slice(-15).join('\n') || message;
		throw new Error(`npm ${parameters[0]} failed in ${folder}:\n${reason}`, { cause: error });
	}
}

function systemPath(): string {
	const folders = (process.env.PATH ?? '').split(delimiter);
	return folders.filter((folder) => !folder.endsWith(join('node_modules', '.bin'))).join(delimiter);
}
