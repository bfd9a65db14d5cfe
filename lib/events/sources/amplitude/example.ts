import type { SourceExample } from '../../types';

const receivedAt = '2025-03-01T12:00:00Z';
const api_key = 'amplitude-key';
const ingested = (events: number) => ({
	status: 200,
	body: { code: 200, events_ingested: events, server_upload_time: Date.parse(receivedAt) },
});
const at = Date.parse('2025-03-01T11:00:00Z');

/** After amplitude.com/docs/apis/analytics/http-v2 and what its libraries send. */
export const examples: readonly SourceExample[] = [
	{
		title: 'the published example, a purchase with price and quantity',
		request: {
			path: '2/httpapi',
			body: {
				api_key,
				events: [
					{
						user_id: '203201202', device_id: 'C8F9E604-F01A-4BD9-95C6-8E5357DF265D', event_type: 'watch_tutorial', time: at,
						event_properties: { load_time: 0.8371, source: 'notification' }, user_properties: { age: 25, gender: 'female' },
						groups: { team_id: '1' }, app_version: '2.1.0', platform: 'iOS', os_name: 'ios', os_version: '9.3.2',
						device_brand: 'Apple', device_model: 'iPhone 9', carrier: 'Verizon', country: 'United States', language: 'English',
						price: 4.99, quantity: 3, productId: 'Google Pay Store Product Id', revenueType: 'Purchase', location_lat: 37.77,
						ip: '127.0.0.1', event_id: 23, session_id: 1396381378123, insert_id: '5f0adeff',
					},
				],
			},
		},
		receivedAt,
		secret: api_key,
		events: [
			{
				eventId: '5f0adeff', customerId: '203201202', anonymousId: 'C8F9E604-F01A-4BD9-95C6-8E5357DF265D', kind: 'track',
				name: 'watch_tutorial', occurredAt: at, revenueCents: 1497, quantity: 3, productId: 'Google Pay Store Product Id',
				platform: 'iOS', sessionId: '1396381378123',
			},
			{ eventId: '5f0adeff-set', kind: 'identify', customerId: '203201202', properties: { age: 25, gender: 'female' } },
		],
		answer: ingested(1),
	},
	{
		title: "a batch of the libraries' calls",
		request: {
			path: 'batch',
			body: {
				api_key,
				client_upload_time: '2025-03-01T11:30:00.000Z',
				options: { min_id_length: 1 },
				events: [
					{
						insert_id: 'am-1', user_id: 'ada', event_type: 'revenue_amount', time: Date.parse('2025-03-01T11:00:00Z'), session_id: -1,
						event_properties: { $productId: 'sku-1', $quantity: 2, $price: 9.5, $currency: 'USD' },
					},
					{ insert_id: 'am-2', user_id: 'ada', event_type: '$identify', user_properties: { $set: { email: 'ada@example.com' }, $setOnce: { source: 'ad' }, $add: { visits: 1 } } },
					{ insert_id: 'am-3', user_id: 'ada', event_type: '$identify', user_properties: { $set: { company: 'acme' } }, groups: { company: 'acme' } },
					{ insert_id: 'am-4', event_type: '$groupidentify', groups: { company: 'acme' }, group_properties: { $set: { seats: 4 } } },
					{
						insert_id: 'am-5', device_id: 'phone', event_type: '[Amplitude] Page Viewed', event_properties: { '[Amplitude] Page Path': '/' },
						user_agent: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
					},
					{ insert_id: 'am-6', user_id: 'ada', event_type: 'Refund', revenue: 5, revenueType: 'refund' },
				],
			},
		},
		receivedAt,
		secret: api_key,
		events: [
			{
				name: 'revenue_amount', revenueCents: 1900, quantity: 2, productId: 'sku-1', currency: 'USD', sessionId: null,
				occurredAt: Date.parse('2025-03-01T11:30:00Z'),
			},
			{ kind: 'identify', customerId: 'ada', properties: { email: 'ada@example.com', source: 'ad', $add: { visits: 1 } } },
			{ kind: 'group', customerId: 'ada', properties: { groups: { company: 'acme' } } },
			{ kind: 'group', customerId: null, anonymousId: '$company_acme', properties: { groups: { company: 'acme' }, seats: 4 } },
			{ kind: 'page', name: 'page', customerId: null, anonymousId: 'phone', excluded: 'bot' },
			{ name: 'Refund', revenueCents: -500 },
		],
		answer: ingested(6),
	},
	{
		title: 'a list in which one names nobody: the others are stored',
		request: { path: '2/httpapi', body: { api_key, events: [{ event_type: 'A' }, { event_type: 'B', user_id: 'u', insert_id: 'am-7' }] } },
		receivedAt,
		secret: api_key,
		events: [{ name: 'B' }],
		answer: ingested(1),
	},
	{
		title: 'events that can never be stored, each by its place',
		request: { path: '2/httpapi', body: { api_key, events: [{ event_type: 'A' }, { user_id: 'u' }, { event_type: 'A' }, { event_type: 'A', user_id: 'u', price: 'lots' }] } },
		receivedAt,
		secret: api_key,
		events: [],
		answer: {
			status: 400,
			body: {
				code: 400,
				events_with_invalid_fields: {
					'an event names no customer: expected userId or anonymousId': [0, 2],
					'a track event has no name: expected event': [1],
					'revenue is "lots": expected a number': [3],
				},
			},
		},
	},
	{
		title: 'no list of events',
		request: { path: '2/httpapi', body: { api_key } },
		receivedAt,
		secret: api_key,
		events: [],
		answer: { status: 400, body: { code: 400, error: 'events is not a list: expected a list of Amplitude events' } },
	},
];
