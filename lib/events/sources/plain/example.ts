import type { SourceExample } from '../../types';

const order = {
	eventId: 'p-1', customerId: 'ada', event: 'Order Completed', timestamp: '2025-03-01T11:00:00Z',
	properties: { orderId: 'o-1', revenue: 49.9, currency: 'EUR' },
};

export const examples: readonly SourceExample[] = [
	{
		title: 'one event',
		request: { path: '', headers: { 'x-write-key': 'key-1' }, body: order },
		receivedAt: '2025-03-01T12:00:00Z',
		secret: 'key-1',
		events: [
			{
				eventId: 'p-1', customerId: 'ada', kind: 'track', name: 'Order Completed', orderId: 'o-1', revenueCents: 4990,
				currency: 'EUR', occurredAt: Date.parse('2025-03-01T11:00:00Z'),
			},
		],
		answer: { status: 200, body: { success: true, stored: 1, duplicates: 0 } },
	},
	{
		title: 'a list in which one names no customer',
		request: { path: '', body: { events: [{ ...order, eventId: 'p-2' }, { event: 'Feature Used' }] } },
		receivedAt: '2025-03-01T12:00:00Z',
		events: [{ eventId: 'p-2', customerId: 'ada' }],
		answer: { status: 200, body: { success: true, stored: 1, rejected: [{ index: 1 }] } },
	},
	{
		title: 'lines of JSON',
		request: { path: '', body: `${JSON.stringify({ ...order, eventId: 'p-3' })}\n${JSON.stringify({ ...order, eventId: 'p-4' })}\n` },
		receivedAt: '2025-03-01T12:00:00Z',
		events: [{ eventId: 'p-3' }, { eventId: 'p-4' }],
		answer: { status: 200, body: { success: true, stored: 2 } },
	},
	{
		title: 'a word',
		request: { path: '', body: 'hello' },
		receivedAt: '2025-03-01T12:00:00Z',
		events: [],
		answer: { status: 400, body: { error: 'The body is not JSON: expected an event or a list of events as JSON' } },
	},
];
