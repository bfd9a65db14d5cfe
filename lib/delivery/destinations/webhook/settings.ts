import { InvalidInput } from '../../../core/errors';

/** Where and how messages are posted. */
export interface WebhookSettings {
	readonly url: string;
	/** Signs each request; "whsec_…" (base64) or any text. Absent: unsigned. */
	readonly secret?: string;
	/** Further headers, such as an authorization. */
	readonly headers?: Readonly<Record<string, string>>;
	readonly timeoutSeconds?: number;
	/** Attempts for one message, the first included; 1 to 10. */
	readonly attemptsMax?: number;
}

/** Headers this destination sets itself. */
const reserved = new Set(['content-type', 'idempotency-key', 'webhook-id', 'webhook-timestamp', 'webhook-signature']);

/** Throws InvalidInput for a setting that cannot work; never shows the secret. */
export function checkWebhook({ url, secret, headers = {}, attemptsMax = 1 }: WebhookSettings): void {
	if (!isAddress(url)) {
		throw new InvalidInput('url of the webhook is not an address: expected one such as https://example.com/messages');
	}
	if (secret?.trim() === '') {
		throw new InvalidInput('secret of the webhook is empty: expected a text, or none');
	}
	const taken = Object.keys(headers).find((name) => reserved.has(name.toLowerCase()));
	if (taken !== undefined) throw new InvalidInput(`header "${taken}" of the webhook is set by the delivery itself`);
	checkAttempts(attemptsMax);
}

function isAddress(url: string): boolean {
	return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

function checkAttempts(attemptsMax: number): void {
	if (Number.isInteger(attemptsMax) && attemptsMax >= 1 && attemptsMax <= 10) return;
	throw new InvalidInput(`attemptsMax of the webhook is ${attemptsMax}: expected a whole number from 1 to 10`);
}
