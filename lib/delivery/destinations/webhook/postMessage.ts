import type { Answer, Delivery, Outside } from '../../types';
import { judgeError, judgeResponse, type Attempt } from './judge';
import type { WebhookSettings } from './settings';
import { signWebhook } from './signature';

const TIMEOUT_SECONDS = 30;
const ATTEMPTS_MAX = 3;
/** First pause between attempts; doubles each time. */
const PAUSE_MILLISECONDS = 500;
/** Longest pause a receiver may ask for within a run; a longer one is left to the next run. */
const PAUSE_SECONDS_MAX = 30;

/**
 * Posts one message until it is accepted or refused, or the attempts are used up. Every attempt carries the
 * same idempotency key. Once an attempt may have been taken, only an acceptance settles the matter.
 */
export async function postMessage(
	outside: Outside,
	settings: WebhookSettings,
	delivery: Delivery,
): Promise<Answer> {
	const attemptsMax = attemptsOf(outside, settings);
	let mayBeTaken = false;
	for (let attempt = 1; ; attempt += 1) {
		const tried = await tryOnce(outside, settings, delivery);
		mayBeTaken ||= tried.kind === 'broken';
		const pause = attempt < attemptsMax ? pauseAfter(tried, attempt) : undefined;
		if (pause === undefined || isCancelled(outside)) return conclude(tried, mayBeTaken);
		await outside.wait?.(pause);
	}
}

/** Without a way to wait, trying again would only hammer. */
function attemptsOf({ wait }: Outside, { attemptsMax = ATTEMPTS_MAX }: WebhookSettings): number {
	return wait === undefined ? 1 : attemptsMax;
}

function isCancelled({ signal }: Outside): boolean {
	return signal?.aborted === true;
}

async function tryOnce(
	outside: Outside,
	settings: WebhookSettings,
	delivery: Delivery,
): Promise<Attempt> {
	const now = outside.now();
	const body = JSON.stringify(payloadOf(delivery));
	try {
		const response = await outside.request({
			method: 'POST',
			url: settings.url,
			headers: headersOf(settings, { id: delivery.receiptId, now, body }),
			body,
			timeoutSeconds: settings.timeoutSeconds ?? TIMEOUT_SECONDS,
			...(outside.signal === undefined ? {} : { signal: outside.signal }),
		});
		return judgeResponse(response, now);
	} catch (error) {
		return judgeError(error);
	}
}

function payloadOf({ receiptId, message, headers }: Delivery): Readonly<Record<string, unknown>> {
	const { customerId, campaign, channel, to, subject, html, text, details } = message;
	return { receiptId, customerId, campaign, channel, to, subject, html, text, headers, details: details ?? {} };
}

function headersOf(
	settings: WebhookSettings,
	{ id, now, body }: { readonly id: string; readonly now: number; readonly body: string },
): Record<string, string> {
	const plain = { ...settings.headers, 'Content-Type': 'application/json', 'Idempotency-Key': id };
	if (settings.secret === undefined) return plain;
	const timestampSeconds = Math.floor(now / 1000);
	return {
		...plain,
		'webhook-id': id,
		'webhook-timestamp': String(timestampSeconds),
		'webhook-signature': signWebhook(settings.secret, { id, timestampSeconds, body }),
	};
}

/** Milliseconds until the next attempt; undefined when there should be none in this run. */
function pauseAfter(tried: Attempt, attempt: number): number | undefined {
	if (tried.kind === 'accepted' || tried.kind === 'refused') return undefined;
	const { retryAfterSeconds } = tried;
	if (retryAfterSeconds === undefined) return PAUSE_MILLISECONDS * 2 ** (attempt - 1);
	return retryAfterSeconds > PAUSE_SECONDS_MAX ? undefined : retryAfterSeconds * 1000;
}

function conclude(tried: Attempt, mayBeTaken: boolean): Answer {
	if (tried.kind === 'accepted') return { state: 'sent' };
	if (mayBeTaken) {
		return { state: 'unknown', reason: `${tried.reason}: the message may have been taken, so it is not sent again` };
	}
	if (tried.kind === 'refused') return { state: 'refused', reason: tried.reason };
	const { reason } = tried;
	const retryAfterSeconds = tried.kind === 'busy' ? tried.retryAfterSeconds : undefined;
	return { state: 'unavailable', reason, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
}
