import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { InvalidInput } from '../core/errors';
import type { SentRequest } from './types';

/** Most bytes a compressed body may unfold to; a small body cannot fill the memory. */
export const UNFOLDED_BYTES_MAX = 32 * 1024 * 1024;

/** Events nest a few levels; what reads them later recurses, so a body of nothing but brackets ends here. */
const NESTING_MAX = 100;

const unzip = promisify(gunzip);

/**
 * The JSON value a tracker sent: as JSON or one JSON value a line (then a list), gzipped without saying so, or as
 * `data` of a form or of the address, plain or in Base64; undefined where nothing was sent. InvalidInput for
 * anything else.
 */
export async function decodeBody(request: SentRequest): Promise<unknown> {
	const text = await toText(request.body);
	if (text === '') return request.query.data === undefined ? undefined : await parseData(request.query.data);
	const data = formData(text, request.headers['content-type'] ?? '');
	if (data !== undefined) return await parseData(data);
	return request.query.compression === 'base64' ? await parseData(text) : parseJson(text);
}

async function toText(bytes: Buffer): Promise<string> {
	const isGzip = bytes.length > 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;
	return (isGzip ? await unfold(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, '').trim();
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

async function parseData(data: string): Promise<unknown> {
	if (/^\s*[[{"]/.test(data)) return parseJson(data);
	return parseJson(await toText(Buffer.from(data.replaceAll(' ', '+'), 'base64')));
}

function parseJson(text: string): unknown {
	const value = tryJson(text) ?? tryLines(text);
	if (value === undefined) {
		throw new InvalidInput('The body is not JSON: expected an event or a list of events as JSON');
	}
	if (isNestedTooDeep(value.parsed)) {
		throw new InvalidInput(`the body nests more than ${NESTING_MAX} levels: expected events with a few levels of properties`);
	}
	return value.parsed;
}

function tryJson(text: string): { readonly parsed: unknown } | undefined {
	try {
		return { parsed: JSON.parse(text) as unknown };
	} catch {
		return undefined;
	}
}

/** NDJSON; a single broken line makes the body unusable, because a line cut short means that some are missing. */
function tryLines(text: string): { readonly parsed: readonly unknown[] } | undefined {
	const lines = text.split('\n').filter((line) => line.trim() !== '');
	if (lines.length < 2) return undefined;
	const parsed: unknown[] = [];
	for (const line of lines) {
		const value = tryJson(line);
		if (value === undefined) return undefined;
		parsed.push(value.parsed);
	}
	return { parsed };
}

/** Without recursion, because the depth is what it must survive. */
function isNestedTooDeep(value: unknown): boolean {
	let level: readonly object[] = isContainer(value) ? [value] : [];
	for (let depth = 0; level.length > 0; depth += 1) {
		if (depth >= NESTING_MAX) return true;
		level = level.flatMap((container) => Object.values(container).filter(isContainer));
	}
	return false;
}

function isContainer(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}
