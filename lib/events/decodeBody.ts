import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { InvalidInput } from '../core/errors';
import type { SentRequest } from './types';

/** Most bytes a compressed body may unfold to; a small body cannot fill the memory. */
export const UNFOLDED_BYTES_MAX = 32 * 1024 * 1024;

const unzip = promisify(gunzip);

/**
 * The JSON value a tracker sent: as JSON, gzipped without saying so, or as `data` of a form or of the address, plain
 * or in Base64. InvalidInput when there is none.
 */
export async function decodeBody(request: SentRequest): Promise<unknown> {
	const bytes = isGzip(request.body) ? await unfold(request.body) : request.body;
	const text = bytes.toString('utf8').replace(/^\uFEFF/, '').trim();
	if (text === '' && request.query.data !== undefined) return parseData(request.query.data);
	const data = formData(text, request.headers['content-type'] ?? '');
	return data === undefined ? parseJson(text) : parseData(data);
}

function isGzip(bytes: Buffer): boolean {
	return bytes.length > 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;
}

async function unfold(bytes: Buffer): Promise<Buffer> {
	return await unzip(bytes, { maxOutputLength: UNFOLDED_BYTES_MAX }).catch((cause: unknown) => {
		throw new InvalidInput('the gzipped body cannot be unfolded: expected gzip of at most 32 MB of JSON', { cause });
	});
}

/** `data=…` of a form, whatever content type a browser gave it; undefined for anything that is no form. */
function formData(text: string, contentType: string): string | undefined {
	const isForm = contentType.includes('application/x-www-form-urlencoded') || /^(?:data|compression|ip|verbose)=/.test(text);
	if (!isForm || /^[[{]/.test(text)) return undefined;
	return new URLSearchParams(text).get('data') ?? undefined;
}

function parseData(data: string): unknown {
	if (/^\s*[[{"]/.test(data)) return parseJson(data);
	return parseJson(Buffer.from(data.replaceAll(' ', '+'), 'base64').toString('utf8'));
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch (cause) {
		throw new InvalidInput('The body is not JSON: expected an event or a list of events as JSON', { cause });
	}
}
