import type { Answer, Delivery, DestinationKind, Outside } from '../../types';
import { postMessage } from './postMessage';
import { checkWebhook, type WebhookSettings } from './settings';

/** Messages under way at once. */
const LANES = 4;

/**
 * Posts each message as JSON to an address of the owner's, with an idempotency key and, with a secret, a
 * signature. A receiver that is away or broken is not asked again in the same group.
 */
export const webhook = {
	id: 'webhook',
	label: 'Webhook',
	description: 'Posts each message as JSON to an address, with an idempotency key and a signature',
	open: (settings) => {
		checkWebhook(settings);
		return {
			id: 'webhook',
			batchMessages: 100,
			send: async (outside, deliveries) => await postAll(outside, settings, deliveries),
		};
	},
} satisfies DestinationKind<WebhookSettings>;

async function postAll(
	outside: Outside,
	settings: WebhookSettings,
	deliveries: readonly Delivery[],
): Promise<Answer[]> {
	const answers: Answer[] = [];
	let next = 0;
	let stopped: Answer | undefined;
	const lane = async (): Promise<void> => {
		while (next < deliveries.length) {
			const index = next;
			next += 1;
			answers[index] = notTried(stopped, outside) ?? (await postMessage(outside, settings, deliveries[index]));
			if (isAway(answers[index])) stopped ??= answers[index];
		}
	};
	await Promise.all(Array.from({ length: LANES }, lane));
	return answers;
}

function isAway({ state }: Answer): boolean {
	return state === 'unavailable' || state === 'unknown';
}

/** The answer of a message that is not even tried, because the receiver is away or the run was cancelled. */
function notTried(stopped: Answer | undefined, { signal }: Outside): Answer | undefined {
	if (signal?.aborted === true) return { state: 'unavailable', reason: 'the run was cancelled' };
	if (stopped === undefined) return undefined;
	if (stopped.state === 'unavailable') return stopped;
	return { state: 'unavailable', reason: 'not tried, because the webhook left an earlier message unsettled' };
}
