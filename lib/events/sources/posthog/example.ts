import { gzipSync } from 'node:zlib';
import type { SourceExample } from '../../types';

const receivedAt = '2025-03-01T12:00:00Z';
const token = 'phc_key';
const ok = { status: 200, body: { status: 'Ok' } };

/** What a browser sends by itself with each event. */
const browser = {
	token, $os: 'Mac OS X', $browser: 'Chrome', $device_type: 'Desktop', $current_url: 'https://shop.example/pricing',
	$lib: 'web', $raw_user_agent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/134.0.0.0 Safari/537.36',
	$session_id: '0195-session', $device_id: 'device-1', $ip: '192.0.2.1',
};
const pageView = {
	uuid: 'ph-page-1', event: '$pageview', timestamp: '2025-03-01T11:00:00.000Z',
	properties: { ...browser, distinct_id: 'device-1', $is_identified: false },
};
const pageEvent = {
	eventId: 'ph-page-1', kind: 'page' as const, name: 'page', customerId: null, anonymousId: 'device-1', device: 'Desktop',
	platform: 'Mac OS X', sessionId: '0195-session', excluded: null,
};

const batch = {
	api_key: token,
	sent_at: '2025-03-01T11:55:00.000Z',
	batch: [
		{
			uuid: 'ph-1', type: 'capture', library: 'posthog-node', distinct_id: 'ada', event: 'Order Completed',
			timestamp: '2025-03-01T11:50:00.000Z',
			properties: { order_id: 'o-1', revenue: 49.9, currency: 'EUR', $set: { plan: 'pro' }, $set_once: { $initial_os: 'iOS' } },
		},
		{ uuid: 'ph-2', type: 'identify', distinct_id: 'ada', event: '$identify', properties: { $anon_distinct_id: 'device-1', $set: { email: 'ada@example.com' }, $set_once: { source: 'ad' } } },
		{ uuid: 'ph-3', type: 'alias', distinct_id: 'ada', event: '$create_alias', properties: { distinct_id: 'ada', alias: 'old-ada' } },
		{ uuid: 'ph-4', distinct_id: '$company_acme', event: '$groupidentify', properties: { $group_type: 'company', $group_key: 'acme', $group_set: { seats: 4 } } },
		{ uuid: 'ph-5', distinct_id: 'ada', event: '$screen', properties: { $screen_name: 'Basket' } },
		{ uuid: 'ph-6', distinct_id: 'ada', event: '$merge_dangerously', properties: { alias: 'older-ada' } },
	],
};

/** After posthog.com/docs/api/capture and what posthog-js and posthog-node send. */
export const examples: readonly SourceExample[] = [
	{
		title: 'a batch of a server',
		request: { path: 'batch', body: batch },
		receivedAt,
		secret: token,
		events: [
			{
				eventId: 'ph-1', customerId: 'ada', kind: 'track', name: 'Order Completed', revenueCents: 4990, currency: 'EUR',
				orderId: 'o-1', occurredAt: Date.parse('2025-03-01T11:55:00Z'),
			},
			{ kind: 'identify', customerId: 'ada', anonymousId: 'device-1', properties: { email: 'ada@example.com', source: 'ad' } },
			{ kind: 'alias', customerId: 'ada', anonymousId: 'old-ada' },
			{ kind: 'group', customerId: null, anonymousId: '$company_acme', properties: { groupId: 'acme', groupType: 'company', seats: 4 } },
			{ kind: 'screen', name: 'Basket', customerId: 'ada' },
			{ kind: 'alias', customerId: 'ada', anonymousId: 'older-ada' },
			{ eventId: 'ph-1-set', kind: 'identify', customerId: 'ada', properties: { plan: 'pro', $initial_os: 'iOS' } },
		],
		answer: ok,
	},
	{
		title: 'a list of a browser, gzipped without saying so',
		request: {
			path: 'i/v0/e', query: { compression: 'gzip-js', ver: '1.298.0', _: '1740830400000' },
			headers: { 'content-type': 'text/plain' }, body: gzipSync(JSON.stringify([pageView])),
		},
		receivedAt,
		secret: token,
		events: [pageEvent],
		answer: ok,
	},
	{
		title: 'an event of an older browser library, in Base64 as a form, with its age instead of a time',
		request: {
			path: 'e', query: { compression: 'base64' }, headers: { 'content-type': 'application/x-www-form-urlencoded' },
			body: `data=${encodeURIComponent(Buffer.from(JSON.stringify({ ...pageView, uuid: 'ph-page-2', timestamp: undefined, offset: 4000 })).toString('base64'))}`,
		},
		receivedAt,
		secret: token,
		events: [{ ...pageEvent, eventId: 'ph-page-2', occurredAt: Date.parse('2025-03-01T11:59:56Z') }],
		answer: ok,
	},
	{
		title: 'a single event by the documented API',
		request: {
			path: 'capture',
			body: {
				api_key: token, event: 'Feature Used', distinct_id: 'ada', timestamp: '2025-03-01T11:00:00Z',
				properties: { feature: 'export', $insert_id: 'ph-7' },
			},
		},
		receivedAt,
		secret: token,
		events: [{ eventId: 'ph-7', customerId: 'ada', name: 'Feature Used', properties: { feature: 'export' }, occurredAt: Date.parse('2025-03-01T11:00:00Z') }],
		answer: ok,
	},
	{
		title: 'a visitor who is given a customer id by an alias',
		request: { path: 'track', body: [{ uuid: 'ph-8', event: '$create_alias', properties: { token, distinct_id: 'device-2', alias: 'cem', $is_identified: false } }] },
		receivedAt,
		secret: token,
		events: [{ kind: 'identify', customerId: 'cem', anonymousId: 'device-2' }],
		answer: ok,
	},
	{
		title: 'what a person is, at the old address',
		request: { path: 'engage', body: { $token: token, $distinct_id: 'ada', $set: { plan: 'free' } } },
		receivedAt,
		secret: token,
		events: [{ kind: 'identify', customerId: 'ada', properties: { plan: 'free' } }],
		answer: ok,
	},
	{
		title: 'a batch of the capture API with an answer for each event',
		request: {
			path: 'i/v1/analytics/events', headers: { authorization: `Bearer ${token}`, 'posthog-request-timestamp': '2025-03-01T12:00:00.000Z' },
			body: {
				created_at: '2025-03-01T12:00:00.000Z',
				batch: [{ event: 'Feature Used', uuid: 'ph-9', distinct_id: 'visitor', timestamp: '2025-03-01T11:00:00.000Z', session_id: 's1', options: { process_person_profile: false }, properties: {} }],
			},
		},
		receivedAt,
		secret: token,
		events: [{ eventId: 'ph-9', customerId: null, anonymousId: 'visitor', sessionId: 's1' }],
		answer: ok,
	},
	...['flags', 'decide'].map((path) => ({
		title: `a question for feature flags at ${path}`,
		request: { path, query: { v: '2' }, body: { token, distinct_id: 'ada', groups: {} } },
		receivedAt,
		secret: token,
		events: [],
		answer: { status: 200, body: { flags: {}, featureFlags: {}, featureFlagPayloads: {}, errorsWhileComputingFlags: false } },
	})),
	{
		title: 'a question for the settings of a browser',
		request: { method: 'GET', path: `array/${token}/config` },
		receivedAt,
		secret: token,
		events: [],
		answer: { status: 200, body: { token, hasFeatureFlags: false, sessionRecording: false } },
	},
	{
		title: 'a question for surveys',
		request: { method: 'GET', path: 'api/surveys', query: { token } },
		receivedAt,
		secret: token,
		events: [],
		answer: { status: 200, body: { surveys: [] } },
	},
	{
		title: 'a recording of the screen, which is no event',
		request: { path: 's', body: [{ event: '$snapshot', properties: { token, distinct_id: 'ada', $snapshot_data: [] } }] },
		receivedAt,
		secret: token,
		events: [],
		answer: ok,
	},
	{
		title: 'an event without a customer',
		request: { path: 'capture', body: { api_key: token, event: 'Feature Used' } },
		receivedAt,
		secret: token,
		events: [],
		answer: { status: 400, body: { type: 'validation_error', detail: 'an event names no customer: expected userId or anonymousId' } },
	},
];
