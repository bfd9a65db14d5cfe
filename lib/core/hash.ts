import { createHash } from 'node:crypto';

/** First `bytes` bytes of SHA-256 of the text, in hex; stable across machines and versions. */
export function hashText(text: string, bytes = 16): string {
	return createHash('sha256').update(text).digest('hex').slice(0, bytes * 2);
}

/** JSON with sorted keys, so that equal values have equal text. */
export function canonicalJson(value: unknown): string {
	return JSON.stringify(value, (_key, inner: unknown) =>
		inner !== null && typeof inner === 'object' && !Array.isArray(inner)
			? Object.fromEntries(
					Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)),
				)
			: inner,
	);
}

/** 32-bit unsigned FNV-1a of the text (Fowler, Noll, Vo), for seeds and buckets; never for secrets. */
export function hash32(text: string): number {
	let hash = 0x811c9dc5;
	for (let index = 0; index < text.length; index += 1) {
		hash ^= text.charCodeAt(index);
		hash = Math.imul(hash, 0x01000193);
	}
	return hash >>> 0;
}
