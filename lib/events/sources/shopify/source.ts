import { equalInConstantTime } from '../../../core/constantTime';
import { InvalidInput } from '../../../core/errors';
import { isObject, type JsonObject } from '../../../core/parse';
import { signatureOf } from '../../../core/signature';
import type { SentEvent, Source } from '../../types';
import { cartEvents, checkoutEvents } from './checkouts';
import { consentEvents, customerEvents } from './customers';
import { cancellationEvents, orderEvents, refundEvents } from './orders';

/** What each webhook topic means; any other one is received and says nothing of a customer. */
const topics: Readonly<Record<string, (body: JsonObject) => readonly SentEvent[]>> = {
	'orders/create': orderEvents,
	'orders/paid': orderEvents,
	'orders/updated': orderEvents,
	'orders/cancelled': cancellationEvents,
	'refunds/create': refundEvents,
	'checkouts/create': checkoutEvents,
	'checkouts/update': checkoutEvents,
	'carts/create': cartEvents,
	'carts/update': cartEvents,
	'customers/create': customerEvents,
	'customers/update': customerEvents,
	'customers_email_marketing_consent/update': consentEvents,
};

/**
 * Webhooks of a Shopify shop, signed with its app's secret. Deliveries are repeated and come in any order, so an event has
 * the id of what it tells, not of the delivery. Spec: shopify.dev/docs/api/webhooks and admin-rest resources.
 */
export const shopifySource = {
	name: 'shopify',
	label: 'Shopify',
	proof: 'signature',
	recognizes: ({ headers }) => headers['x-shopify-topic'] !== undefined,
	keysOf: () => [],
	isSigned: ({ headers, body }, secret) =>
		equalInConstantTime(headers['x-shopify-hmac-sha256'] ?? '', signatureOf({ algorithm: 'sha256', encoding: 'base64' }, secret, body)),
	split: (body, { headers }) => {
		if (!isObject(body)) throw new InvalidInput('the body is not a JSON object: expected what Shopify sends for a topic');
		return topics[headers['x-shopify-topic'] ?? '']?.(body) ?? [];
	},
	answer: () => ({ status: 200, body: '' }),
	refuse: ({ status, sentence }) => ({ status, body: sentence }),
} as const satisfies Source;
