import { createHash } from 'node:crypto';

/**
 * The last of these ids in the order samples are drawn in, as MD5 in hexadecimal: all that lie up to it are as many as these, however
 * many customers there are.
 */
export function sampleEnd(customerIds: readonly string[]): string {
	let last = '';
	for (const id of customerIds) {
		const place = createHash('md5').update(id).digest('hex');
		if (place > last) last = place;
	}
	return last;
}
