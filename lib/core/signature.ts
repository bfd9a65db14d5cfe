import { createHmac } from 'node:crypto';

/** Keyed hash (RFC 2104) of bytes or text, as senders put it into a header. */
export function signatureOf(
	key: { readonly algorithm: 'sha1' | 'sha256'; readonly encoding: 'hex' | 'base64' },
	secret: string,
	content: string | Buffer,
): string {
	return createHmac(key.algorithm, secret).update(content).digest(key.encoding);
}
