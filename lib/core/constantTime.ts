import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether two secrets are equal, in a time that tells neither their content nor their length. */
export function equalInConstantTime(left: string, right: string): boolean {
	const [first, second] = [left, right].map((text) => createHash('sha256').update(text).digest());
	return timingSafeEqual(first, second);
}
