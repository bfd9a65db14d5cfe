import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Processes in other containers have numbers of their own: a folder of theirs that is in use is younger than this. */
const UNTOUCHED_MILLISECONDS = 3_600_000;

/** A new folder for temporary files, named after this process; those that processes left behind when they were killed go. */
export async function makeTemporaryFolder(prefix: string, parent = tmpdir()): Promise<string> {
	const folder = await mkdtemp(join(parent, `${prefix}-${process.pid}-`));
	// The clock of the file system, which the others' times are of, too.
	const { mtimeMs: now } = await stat(folder);
	for (const name of await readdir(parent)) {
		const owner = new RegExp(`^${prefix}-(\\d+)-`).exec(name)?.[1];
		if (owner === undefined || isAlive(Number(owner))) continue;
		const path = join(parent, name);
		const touched = await lastTouched(path);
		if (touched !== undefined && now - touched > UNTOUCHED_MILLISECONDS) await rm(path, { recursive: true, force: true });
	}
	return folder;
}

/** Undefined when somebody else has just removed it. */
async function lastTouched(path: string): Promise<number | undefined> {
	return await stat(path).then(({ mtimeMs }) => mtimeMs, () => undefined);
}

function isAlive(processId: number): boolean {
	try {
		process.kill(processId, 0);
		return true;
	} catch (error) {
		// Somebody else's process is one.
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}
