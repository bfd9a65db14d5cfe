import { equalInConstantTime } from '../../../core/constantTime';
import { InvalidInput } from '../../../core/errors';
import { isObject, numberOf, objectOr, textOf, type JsonObject } from '../../../core/parse';
import { signatureOf } from '../../../core/signature';
import type { SentEvent, SentRequest, Source } from '../../types';
import { chargeEvent, failedPaymentEvent, refundEvent } from './charges';
import { checkoutEvents, customerEvent } from './customers';
import { subscriptionEvents } from './subscriptions';

/** One notification: what it is about, what changed in it, and when. */
export interface StripeNotice {
	readonly id: string;
	readonly type: string;
	/** Unix seconds. */
	readonly created: unknown;
	readonly object: JsonObject;
	/** Former values of what an update changed. */
	readonly previous: JsonObject;
}

/** What each type means; money counts by charges and their refunds alone, so that no payment counts twice. */
const types: Readonly<Record<string, (notice: StripeNotice) => readonly SentEvent[]>> = {
	'charge.succeeded': chargeEvent,
	'charge.refunded': refundEvent,
	'invoice.payment_failed': failedPaymentEvent,
	'customer.created': customerEvent,
	'customer.updated': customerEvent,
	'customer.subscription.created': subscriptionEvents,
	'customer.subscription.updated': subscriptionEvents,
	'customer.subscription.deleted': subscriptionEvents,
	'checkout.session.completed': checkoutEvents,
	'checkout.session.expired': checkoutEvents,
};

/** Seconds that a signature may be old or ahead, as in Stripe's own libraries. */
const TOLERANCE_SECONDS = 300;

/** Stripe's webhook, signed with the endpoint's secret. Spec: docs.stripe.com/webhooks and docs.stripe.com/api/events. */
export const stripeSource = {
	name: 'stripe',
	label: 'Stripe',
	proof: 'signature',
	recognizes: ({ headers }) => headers['stripe-signature'] !== undefined,
	keysOf: () => [],
	isSigned,
	split: (body) => {
		if (!isObject(body) || textOf(body.type) === undefined) {
			throw new InvalidInput('the body is no event of Stripe: expected { "id": …, "type": …, "data": { "object": … } }');
		}
		const data = objectOr(body.data);
		const type = textOf(body.type) ?? '';
		const notice = { id: textOf(body.id) ?? '', type, created: body.created, object: objectOr(data.object), previous: objectOr(data.previous_attributes) };
		return types[type]?.(notice) ?? [];
	},
	answer: () => ({ status: 200, body: { received: true } }),
	refuse: ({ status, sentence }) => ({ status, body: { error: sentence } }),
} as const satisfies Source;

/** `t=…,v1=…,v1=…`: one of the signatures is over the time, a point and the bytes. */
function isSigned({ headers, body }: SentRequest, secret: string, now: number): boolean {
	const parts = (headers['stripe-signature'] ?? '').split(',').map((part) => part.trim().split('='));
	const time = parts.find(([name]) => name === 't')?.[1] ?? '';
	const seconds = numberOf(time) ?? Number.NaN;
	if (!(Math.abs(now / 1000 - seconds) <= TOLERANCE_SECONDS)) return false;
	const content = Buffer.concat([Buffer.from(`${time}.`), body]);
	const expected = signatureOf({ algorithm: 'sha256', encoding: 'hex' }, secret, content);
	return parts.some(([name, value]) => name === 'v1' && equalInConstantTime(value ?? '', expected));
}
