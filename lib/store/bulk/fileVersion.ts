import { stat } from 'node:fs/promises';
import { InvalidInput } from '../../core/errors';

/** Changes when a file is written anew: its size and when it was last changed. */
export async function fileVersion(path: string): Promise<string> {
	const found = await stat(path).catch((error: unknown) => {
		throw new InvalidInput(`file "${path}" cannot be read: expected a file this n8n may open`, { cause: error });
	});
	return `${found.size} ${found.mtimeMs}`;
}
