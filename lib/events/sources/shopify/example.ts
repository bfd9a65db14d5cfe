import { signatureOf } from '../../../core/signature';
import type { SourceExample } from '../../types';

const secret = 'shpss_secret';

function signed(topic: string, body: object): SourceExample['request'] {
	const text = JSON.stringify(body);
	const signature = signatureOf({ algorithm: 'sha256', encoding: 'base64' }, secret, text);
	return { path: '', headers: { 'x-shopify-topic': topic, 'x-shopify-hmac-sha256': signature, 'content-type': 'application/json' }, body: text };
}

const customer = {
	id: 207119551, email: 'bob@example.com', first_name: 'Bob', last_name: 'Norman', updated_at: '2025-03-01T09:00:00-05:00',
	email_marketing_consent: { state: 'subscribed' }, default_address: { country_code: 'US' },
};
const order = {
	id: 450789469, name: '#1001', email: 'bob@example.com', created_at: '2025-03-01T10:00:00-05:00', processed_at: '2025-03-01T10:00:01-05:00',
	updated_at: '2025-03-01T10:00:02-05:00', currency: 'USD', total_price: '409.94', total_discounts: '10.00', financial_status: 'paid',
	discount_codes: [{ code: 'TENOFF', amount: '10.00' }], source_name: 'web', checkout_token: 'bd5a8aa1', customer,
	line_items: [
		{ product_id: 632910392, title: 'IPod Nano', quantity: 1, price: '199.00' },
		{ product_id: 632910393, title: 'IPod Touch', quantity: 1, price: '220.94' },
	],
};
const traits = {
	kind: 'identify' as const, customerId: '207119551', anonymousId: 'shopify-checkout-bd5a8aa1',
	properties: { email: 'bob@example.com', firstName: 'Bob', lastName: 'Norman', country: 'US', marketingConsent: true },
};
const common = { receivedAt: '2025-03-01T15:00:10Z', secret, answer: { status: 200, body: '' } };

/** After shopify.dev/docs/api/admin-rest, resources Order, Refund, Checkout, Customer. */
export const examples: readonly SourceExample[] = [
	{
		...common,
		title: 'a paid order',
		request: signed('orders/paid', order),
		events: [
			{
				eventId: 'shopify-order-450789469', name: 'Order Completed', customerId: '207119551', anonymousId: 'shopify-order-450789469',
				orderId: '450789469', revenueCents: 40994, currency: 'USD', discountCents: 1000, coupon: 'TENOFF', quantity: 2, productId: null,
				channel: 'web', occurredAt: Date.parse('2025-03-01T15:00:01Z'),
			},
			traits,
		],
	},
	{
		...common,
		title: 'an order that is not paid yet',
		request: signed('orders/create', { ...order, id: 2, financial_status: 'pending', customer: undefined }),
		events: [{ eventId: 'shopify-order-2-placed', name: 'Order Placed', customerId: 'bob@example.com', revenueCents: null }],
	},
	{
		...common,
		title: 'a refund of one line',
		request: signed('refunds/create', {
			id: 509562969, order_id: 450789469, created_at: '2025-03-01T10:00:05-05:00', note: 'too small',
			transactions: [{ kind: 'refund', status: 'success', amount: '199.00', currency: 'USD' }],
			refund_line_items: [{ quantity: 1, line_item: { product_id: 632910392, title: 'IPod Nano', price: '199.00' } }],
		}),
		events: [
			{
				eventId: 'shopify-refund-509562969', name: 'Order Refunded', customerId: null, anonymousId: 'shopify-order-450789469',
				orderId: '450789469', revenueCents: -19900, currency: 'USD', quantity: 1, productId: '632910392',
			},
		],
	},
	{
		...common,
		title: 'a cancelled order',
		request: signed('orders/cancelled', { ...order, cancelled_at: '2025-03-01T10:00:06-05:00', cancel_reason: 'customer' }),
		events: [{ name: 'Order Cancelled', revenueCents: null, properties: { reason: 'customer' } }],
	},
	{
		...common,
		title: 'a checkout that was begun',
		request: signed('checkouts/create', { id: 1, token: 'b1946ac9', created_at: '2025-03-01T09:59:00-05:00', total_price: '199.00', currency: 'USD', line_items: order.line_items.slice(0, 1) }),
		events: [{ eventId: 'shopify-checkout-b1946ac9', name: 'Checkout Started', customerId: null, anonymousId: 'shopify-checkout-b1946ac9', revenueCents: null, productId: '632910392' }],
	},
	{
		...common,
		title: 'a basket',
		request: signed('carts/update', { id: 'c1', token: 'c1', updated_at: '2025-03-01T14:00:00Z', line_items: order.line_items }),
		events: [{ name: 'Cart Viewed', anonymousId: 'shopify-cart-c1', quantity: 2 }],
	},
	{
		...common,
		title: 'a new customer',
		request: signed('customers/create', { ...customer, id: 9, created_at: '2025-03-01T08:00:00-05:00' }),
		events: [{ name: 'Signed Up', customerId: '9' }, { kind: 'identify', customerId: '9' }],
	},
	{
		...common,
		title: 'a withdrawn consent',
		request: signed('customers_email_marketing_consent/update', { customer_id: 207119551, email_address: 'bob@example.com', email_marketing_consent: { state: 'unsubscribed', consent_updated_at: '2025-03-01T09:30:00-05:00' } }),
		events: [{ name: 'Consent Withdrawn', customerId: '207119551', properties: { purpose: 'marketing' } }],
	},
	{ ...common, title: 'a topic that is about no customer', request: signed('products/update', { id: 1 }), events: [] },
];
