import { InvalidInput, isCohortsError, ServiceUnavailable, SetupNeeded } from '../core/errors';

/** Who answered, in the reader's words. */
export interface Vendor {
	/** "Anthropic" */
	readonly name: string;
	/** What to check, as a phrase: `the credential "Cohorts Anthropic API"`. */
	readonly credential: string;
	readonly model: string;
	/** Texts that must never be repeated in an error: system and prompt. */
	readonly confidential: readonly string[];
}

/** The parts SDK errors have in common; every one may be absent. */
interface Failure {
	readonly status: number | undefined;
	/** The vendor's machine-readable cause, such as "invalid_request_error". */
	readonly code: string | undefined;
	readonly message: string;
	readonly headers: Headers;
}

/**
 * An SDK's failure as one of our errors, by status: 401, 402, 403, 404 are set-up, 400, 413 and 422 are
 * input, 408, 409, 429 and 5xx (529 included) may succeed later, as does a lost connection.
 * Neither the prompt nor the key is ever repeated.
 */
export function vendorError(vendor: Vendor, thrown: unknown): Error {
	const ours = ownErrorIn(thrown);
	if (ours) return ours;
	const failure = readFailure(thrown);
	if (failure.status === undefined) return withoutStatus(vendor, thrown);
	return setupError(vendor, failure) ?? inputError(vendor, failure) ?? laterError(vendor, failure);
}

/** Our own Request rejects with our own errors; the SDKs wrap them, at most three deep. */
function ownErrorIn(thrown: unknown): Error | undefined {
	let current = thrown;
	for (let depth = 0; depth < 4 && current instanceof Error; depth += 1) {
		if (isCohortsError(current)) return current;
		current = current.cause;
	}
	return undefined;
}

function withoutStatus(vendor: Vendor, thrown: unknown): Error {
	if (thrown instanceof SyntaxError) {
		return new ServiceUnavailable(`${vendor.name} answered with something that is not JSON`);
	}
	const kind = thrown instanceof Error ? thrown.constructor.name : typeof thrown;
	if (isConnectionLoss(thrown)) {
		return new ServiceUnavailable(`${vendor.name} could not be reached (${kind})`, { cause: thrown });
	}
	return new ServiceUnavailable(
		`${vendor.name} answered in an unexpected form (${kind}): check the base URL of ${vendor.credential}`,
	);
}

/** By the SDKs' class names and by Node's error codes, of the error or of what caused it. */
function isConnectionLoss(thrown: unknown): boolean {
	if (!(thrown instanceof Error)) return false;
	if (/Connection|Timeout/.test(thrown.constructor.name)) return true;
	const codes = [asRecord(thrown).code, asRecord(thrown.cause).code];
	return codes.some((code) => typeof code === 'string' && /^(E[A-Z]{3,}|UND_ERR_)/.test(code));
}

function setupError(vendor: Vendor, failure: Failure): Error | undefined {
	const because = describe(vendor, failure);
	switch (failure.status) {
		case 401:
		case 403:
			return new SetupNeeded(
				`${vendor.name} refused the API key (${failure.status}): check ${vendor.credential}`,
			);
		case 402:
			return new SetupNeeded(`${vendor.name} asks for payment (402): check the plan of the account behind ${vendor.credential}`);
		case 404:
			return new SetupNeeded(
				`${vendor.name} knows no model "${vendor.model}" at this address (404): check the model id and the base URL of ${vendor.credential}`,
			);
		case 429:
			if (failure.code !== 'insufficient_quota') return undefined;
			return new SetupNeeded(`${vendor.name}: the quota of this account is used up (429${because})`);
		default:
			return undefined;
	}
}

function inputError(vendor: Vendor, failure: Failure): Error | undefined {
	if (failure.status !== 400 && failure.status !== 413 && failure.status !== 422) return undefined;
	return new InvalidInput(
		`${vendor.name} did not accept the request for model "${vendor.model}" (${failure.status}${describe(vendor, failure)})`,
	);
}

function laterError(vendor: Vendor, failure: Failure): Error {
	const retryAfterSeconds = readRetryAfter(failure.headers);
	const wait = retryAfterSeconds === undefined ? '' : `, free again in ${Math.ceil(retryAfterSeconds)} s`;
	const reason = failure.status === 429 ? 'is limiting the rate of calls' : 'is overloaded or away';
	return new ServiceUnavailable(
		`${vendor.name} ${reason} (${failure.status}${describe(vendor, failure)}${wait})`,
		retryAfterSeconds === undefined ? {} : { retryAfterSeconds },
	);
}

function describe(vendor: Vendor, failure: Failure): string {
	const request = failure.headers.get('request-id') ?? failure.headers.get('x-request-id');
	return [failure.code, quotable(failure.message, vendor.confidential), request && `request ${request}`]
		.filter(Boolean)
		.map((part) => `, ${part}`)
		.join('');
}

/** A vendor's sentence helps, unless it repeats what we sent, an address or a key. */
function quotable(message: string, confidential: readonly string[]): string | undefined {
	const sentence = message.replace(/\s+/g, ' ').trim().slice(0, 200);
	if (sentence === '' || /@|\bsk-/.test(sentence)) return undefined;
	const sent = confidential.map((text) => text.replace(/\s+/g, ' '));
	const run = Math.min(16, sentence.length);
	for (let start = 0; start + run <= sentence.length; start += 1) {
		const piece = sentence.slice(start, start + run);
		if (sent.some((text) => text.includes(piece))) return undefined;
	}
	return sentence;
}

function readFailure(thrown: unknown): Failure {
	const fields = asRecord(thrown);
	const response = asRecord(fields.response);
	const body = asRecord(asRecord(fields.error).error ?? fields.error);
	return {
		status: firstStatus(fields.status, fields.statusCode, fields.httpCode, response.status),
		code: firstText(fields.errorCode, fields.code, body.code, body.type, fields.type),
		message: firstText(fields.apiMessage, body.message) ?? '',
		headers: readHeaders(fields.headers ?? response.headers),
	};
}

function firstStatus(...values: readonly unknown[]): number | undefined {
	return values.map(Number).find((status) => Number.isInteger(status) && status >= 100);
}

function readHeaders(value: unknown): Headers {
	if (value instanceof Headers) return value;
	const texts = Object.entries(asRecord(value)).filter(
		(entry): entry is [string, string] => typeof entry[1] === 'string',
	);
	return new Headers(texts);
}

/** Seconds, or a date measured against the answer's own Date header: no clock of ours is needed. */
function readRetryAfter(headers: Headers): number | undefined {
	const milliseconds = Number(headers.get('retry-after-ms') ?? Number.NaN);
	if (milliseconds >= 0) return milliseconds / 1000;
	const text = headers.get('retry-after');
	if (text === null) return undefined;
	const seconds = /^\d+(\.\d+)?$/.test(text)
		? Number(text)
		: (Date.parse(text) - Date.parse(headers.get('date') ?? '')) / 1000;
	return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

function firstText(...values: readonly unknown[]): string | undefined {
	return values.find((value): value is string => typeof value === 'string' && value !== '');
}

function asRecord(value: unknown): Record<string, unknown> {
	return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
}
