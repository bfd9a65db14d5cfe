import { invariant } from '../core/invariant';
import { ServiceUnavailable } from '../core/errors';
import { failure, success, type Outcome } from '../core/outcome';
import type { Engine } from '../engine';
import { recordEvents } from '../events/recordEvents';
import { settleRows } from './messageRows';
import { reserveDeliveries } from './reserveDeliveries';
import { sentEvent } from './sentEvent';
import type {
	Answer,
	Delivery,
	DeliveryRules,
	Destination,
	OutgoingMessage,
	Outside,
	Receipt,
	Verdict,
} from './types';
import { unsubscribeHeaders } from './unsubscribeHeaders';

export interface DeliveryOptions extends DeliveryRules {
	/** Verdicts without reserving, sending or recording. */
	readonly dryRun?: boolean;
	/** Waits between attempts of a destination; without it each message has one attempt. */
	readonly wait?: Outside['wait'];
}

/**
 * Sends what may be sent, each message at most once, and records each send as an event. One receipt a message,
 * in order; a destination that is away is the error of its messages, which a later run sends. Messages go in
 * groups, and consent is asked anew for each group.
 */
export async function deliverMessages(
	engine: Engine,
	destination: Destination,
	{ messages, options }: { readonly messages: readonly OutgoingMessage[]; readonly options: DeliveryOptions },
): Promise<Outcome<Receipt>[]> {
	const outcomes: Outcome<Receipt>[] = [];
	hintUnsubscribe(engine, messages);
	for (let start = 0; start < messages.length; start += destination.batchMessages) {
		engine.signal?.throwIfAborted();
		const group = messages.slice(start, start + destination.batchMessages);
		outcomes.push(...(await deliverGroup(engine, destination, { messages: group, options })));
		engine.notify.progress(`Delivering: ${outcomes.length} of ${messages.length} messages`);
	}
	return outcomes;
}

async function deliverGroup(
	engine: Engine,
	destination: Destination,
	{ messages, options }: { readonly messages: readonly OutgoingMessage[]; readonly options: DeliveryOptions },
): Promise<Outcome<Receipt>[]> {
	const verdicts = await reserveDeliveries(engine, messages, options);
	const deliveries = options.dryRun === true ? [] : toDeliveries(messages, verdicts);
	const outside = { request: engine.request, now: engine.clock.now, wait: options.wait, signal: engine.signal };
	const answers = deliveries.length === 0 ? [] : await destination.send(outside, deliveries);
	invariant(answers.length === deliveries.length, `destination ${destination.id} owes one answer a message`);
	await settle(engine, deliveries, answers);
	return toOutcomes(messages, verdicts, answers);
}

function toDeliveries(messages: readonly OutgoingMessage[], verdicts: readonly Verdict[]): Delivery[] {
	return messages.flatMap((message, index) => {
		const { send, receiptId } = verdicts[index];
		return send ? [{ receiptId, message, headers: unsubscribeHeaders(message.unsubscribeUrl) }] : [];
	});
}

/** Sends first become events, then their reservation is settled: a crash between leaves "unknown", not "unsent". */
async function settle(
	engine: Engine,
	deliveries: readonly Delivery[],
	answers: readonly Answer[],
): Promise<void> {
	const at = engine.clock.now();
	const having = (...states: readonly Answer['state'][]): Delivery[] =>
		deliveries.filter((_, index) => states.includes(answers[index].state));
	const idsOf = (some: readonly Delivery[]) => some.map((delivery) => delivery.receiptId);
	const sent = having('sent');
	await recordEvents(engine, sent.map(({ receiptId, message }) => toSentEvent(receiptId, message, at)));
	await engine.store.transaction(async (session) => {
		const from = ['reserved'] as const;
		const left = { from, at, reason: null };
		await settleRows(session, idsOf(sent), { ...left, to: 'sent' });
		await settleRows(session, idsOf(having('handedOver')), { ...left, to: 'handedOver' });
		const released = idsOf(having('refused', 'unavailable'));
		await settleRows(session, released, { ...left, to: 'released', reason: 'not accepted' });
	});
}

function toSentEvent(receiptId: string, message: OutgoingMessage, at: number) {
	const { customerId, campaign, channel, details = {} } = message;
	return sentEvent({ receiptId, customerId, campaign, channel, details, at });
}

function toOutcomes(
	messages: readonly OutgoingMessage[],
	verdicts: readonly Verdict[],
	answers: readonly Answer[],
): Outcome<Receipt>[] {
	const waiting = [...answers];
	return messages.map((message, index) => {
		const verdict = verdicts[index];
		const { customerId, campaign, channel } = message;
		const common = { receiptId: verdict.receiptId, customerId, campaign, channel };
		if (!verdict.send) return success({ ...common, state: verdict.state, reason: verdict.reason });
		const answer = waiting.shift();
		if (answer === undefined) {
			return success({ ...common, state: 'dryRun', reason: 'would be sent: this is a dry run' });
		}
		return toOutcome(common, answer);
	});
}

function toOutcome(
	common: Omit<Receipt, 'state' | 'reason'>,
	answer: Answer,
): Outcome<Receipt> {
	switch (answer.state) {
		case 'sent':
			return success({ ...common, state: 'sent', reason: 'accepted by the destination' });
		case 'handedOver':
			return success({
				...common,
				state: 'handedOver',
				reason: 'handed to the next node, which sends it',
				email: answer.email,
			});
		case 'unavailable':
			return failure(
				new ServiceUnavailable(`message not sent: ${answer.reason}`, {
					retryAfterSeconds: answer.retryAfterSeconds,
				}),
			);
		default:
			return success({ ...common, state: answer.state, reason: answer.reason });
	}
}

function hintUnsubscribe(engine: Engine, messages: readonly OutgoingMessage[]): void {
	const without = messages.filter(
		({ channel, unsubscribeUrl }) => channel === 'email' && unsubscribeUrl === undefined,
	).length;
	if (without === 0) return;
	engine.notify.hint(
		`${without} of ${messages.length} e-mails have no unsubscribeUrl, so they carry no one-click unsubscribe headers; large mail services ask for them`,
	);
}
