import type { SentRequest, SourceExample } from '../../lib/events/types';

/** An example's request as the webhook hands it over: bytes, and what an example leaves out filled in. */
export function sentRequestOf({ request }: SourceExample): SentRequest {
	const { method = 'POST', path, query = {}, headers = {}, body } = request;
	return { method, path, query, headers, body: bytesOf(body) };
}

function bytesOf(body: unknown): Buffer {
	if (body === undefined) return Buffer.alloc(0);
	if (Buffer.isBuffer(body)) return body;
	return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body), 'utf8');
}
