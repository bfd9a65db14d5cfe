import { createHmac } from 'node:crypto';

/**
 * Signature of one request as Standard Webhooks 1.0.0 defines it: HMAC-SHA256 over "id.timestamp.body", in
 * base64 after "v1,". A secret beginning with whsec_ is base64, any other is taken as text.
 */
export function signWebhook(
	secret: string,
	signed: { readonly id: string; readonly timestampSeconds: number; readonly body: string },
): string {
	const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : secret;
	const content = `${signed.id}.${signed.timestampSeconds}.${signed.body}`;
	return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
}
