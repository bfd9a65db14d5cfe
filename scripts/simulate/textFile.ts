import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** A file that is written line by line in bounded memory; gzipped when its name ends in .gz. */
export interface TextFile {
	/** Resolves when more may be written. */
	write(text: string): Promise<void> | undefined;
	close(): Promise<void>;
}

const BUFFER_LENGTH = 1 << 20;

export function openTextFile(path: string): TextFile {
	const file = createWriteStream(path);
	const closed = finished(file);
	// Handled where the file is closed; an error before that must not end the process.
	closed.catch(() => undefined);
	const gzip = path.endsWith('.gz') ? createGzip({ level: 1 }) : null;
	gzip?.pipe(file);
	const target = gzip ?? file;
	let waiting = '';
	const flush = (): Promise<void> | undefined => {
		const text = waiting;
		waiting = '';
		if (target.write(text)) return undefined;
		return Promise.race([new Promise<void>((resolve) => target.once('drain', resolve)), closed]);
	};
	return {
		write: (text) => {
			waiting += text;
			return waiting.length < BUFFER_LENGTH ? undefined : flush();
		},
		close: async () => {
			target.end(waiting);
			await closed;
		},
	};
}
