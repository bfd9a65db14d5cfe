import type { SourceExample } from '../../types';

/** "key-s:" as user and password, which is how the write key is presented. */
const authorization = 'Basic a2V5LXM6';
const receivedAt = '2025-03-01T12:00:00Z';

/** After segment.com/docs/connections/spec/ecommerce/v2, RudderStack's HTTP API and jitsu.com's ingest endpoint. */
export const examples: readonly SourceExample[] = [
	{
		title: 'an order by itself',
		request: {
			path: 'v1/track',
			headers: { authorization },
			body: {
				messageId: 's-1', userId: '019mr8mf4r', event: 'Order Completed',
				timestamp: '2025-03-01T11:59:00Z', sentAt: '2025-03-01T11:58:00Z',
				context: {
					userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/134.0.0.0 Safari/537.36',
					campaign: { name: 'winter', medium: 'email' }, os: { name: 'iOS' },
					userAgentData: { mobile: true },
				},
				properties: {
					order_id: '50314b8e', total: 27.5, subtotal: 22.5, revenue: 25, shipping: 3, tax: 2, discount: 2.5,
					coupon: 'hasbros', currency: 'usd',
					products: [
						{ product_id: '507f1f77', sku: '45790-32', name: 'Monopoly', price: 19, quantity: 1 },
						{ product_id: '505bd76785', sku: '46493-32', name: 'Uno', price: 3, quantity: 2 },
					],
				},
			},
		},
		receivedAt,
		secret: 'key-s',
		events: [
			{
				eventId: 's-1', customerId: '019mr8mf4r', kind: 'track', name: 'Order Completed', orderId: '50314b8e',
				revenueCents: 2500, currency: 'USD', discountCents: 250, coupon: 'hasbros', productId: null, quantity: 3,
				campaign: 'winter', channel: 'email', device: 'mobile', platform: 'iOS',
				occurredAt: Date.parse('2025-03-01T12:01:00Z'), excluded: null,
			},
		],
		answer: { status: 200, body: { success: true } },
	},
	{
		title: 'a batch of every kind of call',
		request: {
			path: 'v1/batch',
			body: {
				writeKey: 'key-s',
				sentAt: '2025-03-01T11:00:10Z',
				batch: [
					{ type: 'identify', messageId: 's-2', userId: 'ada', anonymousId: 'cookie', traits: { email: 'ada@example.com' } },
					{ type: 'page', messageId: 's-3', anonymousId: 'cookie', name: 'Pricing', properties: { path: '/pricing' } },
					{ type: 'screen', messageId: 's-4', userId: 'ada', name: 'Home' },
					{ type: 'group', messageId: 's-5', userId: 'ada', groupId: 'acme', traits: { plan: 'enterprise' } },
					{ type: 'alias', messageId: 's-6', previousId: 'old-ada', userId: 'ada' },
					{
						type: 'track', messageId: 's-7', userId: 'ada', event: 'Order Refunded',
						originalTimestamp: '2025-03-01T11:00:00Z',
						properties: { order_id: '50314b8e', total: 19, currency: 'USD', products: [{ product_id: '507f1f77', quantity: 1 }] },
					},
				],
			},
		},
		receivedAt,
		secret: 'key-s',
		events: [
			{ kind: 'identify', name: 'identify', customerId: 'ada', anonymousId: 'cookie', properties: { email: 'ada@example.com' } },
			{ kind: 'page', name: 'Pricing', customerId: null, anonymousId: 'cookie' },
			{ kind: 'screen', name: 'Home' },
			{ kind: 'group', name: 'group', properties: { groupId: 'acme', plan: 'enterprise' } },
			{ kind: 'alias', anonymousId: 'old-ada', customerId: 'ada' },
			{
				name: 'Order Refunded', revenueCents: -1900, orderId: '50314b8e', productId: '507f1f77', quantity: 1,
				occurredAt: Date.parse('2025-03-01T11:59:50Z'),
			},
		],
		answer: { status: 200, body: { success: true } },
	},
	...['v1/p', 'api/s/s2s/page', 'pixel/v1/page'].map((path, index) => ({
		title: `a page view at ${path}`,
		request: { path, body: { messageId: `s-page-${index}`, anonymousId: 'cookie', name: 'Home' } },
		receivedAt,
		events: [{ kind: 'page' as const, name: 'Home', anonymousId: 'cookie', customerId: null }],
		answer: { status: 200, body: { success: true } },
	})),
	{
		title: "RudderStack's beacon, with its key in the address and traits in the context",
		request: {
			path: 'beacon/v1/batch',
			query: { writeKey: 'key-r' },
			headers: { 'content-type': 'text/plain' },
			body: {
				batch: [{ type: 'identify', messageId: 's-8', channel: 'web', userId: 'bea', context: { traits: { plan: 'pro' }, sessionId: 1712 } }],
			},
		},
		receivedAt,
		secret: 'key-r',
		events: [{ customerId: 'bea', properties: { plan: 'pro' }, sessionId: '1712', channel: 'web' }],
		answer: { status: 200, body: { success: true } },
	},
	{
		title: 'measurements of the browser library, which are no events',
		request: { path: 'v1/m', body: { series: [{ type: 'Counter', metric: 'analytics_js.invoke', value: 1, tags: {} }] } },
		receivedAt,
		events: [],
		answer: { status: 200, body: { success: true } },
	},
	{
		title: 'a call that names nobody',
		request: { path: 'v1/track', body: { event: 'Order Completed' } },
		receivedAt,
		events: [],
		answer: { status: 400, body: { success: false, error: 'an event names no customer: expected userId or anonymousId' } },
	},
];
