import { signatureOf } from '../../../core/signature';
import type { SourceExample } from '../../types';

const secret = 'whsec_secret';
const receivedAt = '2025-03-01T12:00:00Z';
const now = Date.parse(receivedAt) / 1000;

function signed(event: { readonly id: string; readonly type: string; readonly data: object }): SourceExample['request'] {
	const text = JSON.stringify({ object: 'event', created: now - 10, livemode: false, ...event });
	const signature = signatureOf({ algorithm: 'sha256', encoding: 'hex' }, secret, `${now - 5}.${text}`);
	return { path: '', headers: { 'stripe-signature': `t=${now - 5},v1=${'0'.repeat(64)},v1=${signature},v0=old`, 'content-type': 'application/json' }, body: text };
}

const charge = {
	id: 'ch_1', object: 'charge', amount: 1999, amount_captured: 1999, amount_refunded: 0, currency: 'usd', created: now - 20,
	customer: 'cus_1', payment_intent: 'pi_1', description: 'Team plan', metadata: {},
};
const item = (amount: number, interval = 'month') => ({ data: [{ quantity: 2, price: { id: 'price_1', nickname: 'Team', unit_amount: amount, currency: 'eur', recurring: { interval, interval_count: 1 } } }] });
const subscription = { id: 'sub_1', object: 'subscription', customer: 'cus_1', currency: 'eur', cancel_at_period_end: false };
const common = { receivedAt, secret, answer: { status: 200, body: { received: true } } };
const occurredAt = (now - 10) * 1000;

/** After docs.stripe.com/api/events/types and the objects they carry. */
export const examples: readonly SourceExample[] = [
	{
		...common,
		title: 'a charge',
		request: signed({ id: 'evt_1', type: 'charge.succeeded', data: { object: charge } }),
		events: [{ eventId: 'stripe-ch_1', name: 'Order Completed', customerId: 'cus_1', orderId: 'pi_1', revenueCents: 1999, currency: 'USD', occurredAt: (now - 20) * 1000 }],
	},
	{
		...common,
		title: 'a charge in a currency without a minor unit, of a customer the site knows by its own id',
		request: signed({ id: 'evt_2', type: 'charge.succeeded', data: { object: { ...charge, id: 'ch_2', amount: 500, amount_captured: 500, currency: 'jpy', metadata: { userId: 'ada' } } } }),
		events: [{ name: 'Order Completed', customerId: 'ada', revenueCents: 50000, currency: 'JPY' }],
	},
	{
		...common,
		title: 'a second refund of the same charge',
		request: signed({ id: 'evt_3', type: 'charge.refunded', data: { object: { ...charge, amount_refunded: 1500 }, previous_attributes: { amount_refunded: 500 } } }),
		events: [{ eventId: 'stripe-evt_3', name: 'Order Refunded', customerId: 'cus_1', orderId: 'pi_1', revenueCents: -1000, currency: 'USD', occurredAt }],
	},
	{
		...common,
		title: 'a paid invoice, whose money its charge has told of',
		request: signed({ id: 'evt_4', type: 'invoice.paid', data: { object: { id: 'in_1', customer: 'cus_1', amount_paid: 1999 } } }),
		events: [],
	},
	{
		...common,
		title: 'a payment that failed',
		request: signed({ id: 'evt_5', type: 'invoice.payment_failed', data: { object: { id: 'in_1', customer: 'cus_1', amount_due: 1999, currency: 'usd', attempt_count: 1 } } }),
		events: [{ name: 'Payment Failed', customerId: 'cus_1', revenueCents: null, properties: { price: 19.99, attempt: 1 } }],
	},
	{
		...common,
		title: 'a new customer',
		request: signed({ id: 'evt_6', type: 'customer.created', data: { object: { id: 'cus_1', email: 'ada@example.com', name: 'Ada', address: { country: 'DE' } } } }),
		events: [{ kind: 'identify', customerId: 'cus_1', properties: { email: 'ada@example.com', name: 'Ada', country: 'DE' } }],
	},
	{
		...common,
		title: 'a new subscription',
		request: signed({ id: 'evt_7', type: 'customer.subscription.created', data: { object: { ...subscription, items: item(900) } } }),
		events: [{ name: 'Subscription Started', customerId: 'cus_1', properties: { subscription: 'sub_1', plan: 'Team', price: 18 } }],
	},
	{
		...common,
		title: 'a dearer plan',
		request: signed({ id: 'evt_8', type: 'customer.subscription.updated', data: { object: { ...subscription, items: item(1900) }, previous_attributes: { items: item(900) } } }),
		events: [{ name: 'Subscription Upgraded' }],
	},
	{
		...common,
		title: 'a year paid at once, which is cheaper by the month',
		request: signed({ id: 'evt_9', type: 'customer.subscription.updated', data: { object: { ...subscription, items: item(9000, 'year') }, previous_attributes: { items: item(900) } } }),
		events: [{ name: 'Subscription Downgraded' }],
	},
	{
		...common,
		title: 'a cancellation at the end of the period',
		request: signed({ id: 'evt_10', type: 'customer.subscription.updated', data: { object: { ...subscription, items: item(900), cancel_at_period_end: true }, previous_attributes: { cancel_at_period_end: false } } }),
		events: [{ name: 'Subscription Cancellation Scheduled' }],
	},
	{
		...common,
		title: 'a subscription that ended',
		request: signed({ id: 'evt_11', type: 'customer.subscription.deleted', data: { object: { ...subscription, items: item(900) } } }),
		events: [{ name: 'Subscription Cancelled' }],
	},
	{
		...common,
		title: 'a checkout of somebody the site knows',
		request: signed({ id: 'evt_12', type: 'checkout.session.completed', data: { object: { id: 'cs_1', customer: 'cus_9', client_reference_id: 'ben', amount_total: 2500, currency: 'eur', mode: 'payment' } } }),
		events: [
			{ name: 'Checkout Completed', customerId: 'ben', revenueCents: null, properties: { price: 25, mode: 'payment' } },
			{ kind: 'alias', anonymousId: 'cus_9', customerId: 'ben' },
		],
	},
];
