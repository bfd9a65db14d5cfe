import { gzipSync } from 'node:zlib';
import type { SourceExample } from '../../types';

const receivedAt = '2025-03-01T12:00:00Z';
const at = Date.parse('2025-03-01T11:00:00Z');
const token = 'ff5f63f7e32f5a0a36ba8a4ff3c0e0b1';
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const one = { status: 200, body: '1' };

const bought = { mp_lib: 'node', $os: 'Linux', revenue: 49.9, currency: 'EUR', order_id: 'o-1' };
const order = (insertId: string, time = at / 1000) => ({
	event: 'Order Completed',
	properties: { token, time, distinct_id: 'ada', $insert_id: insertId, ...bought },
});
const ordered = {
	customerId: 'ada', kind: 'track' as const, name: 'Order Completed', revenueCents: 4990, orderId: 'o-1', occurredAt: at,
};

/** After developer.mixpanel.com/reference/ingestion-api and what mixpanel-js and the server libraries send. */
export const examples: readonly SourceExample[] = [
	{
		title: 'an event in the address, as the server library sends it',
		request: {
			method: 'GET', path: 'track',
			query: { ip: '0', verbose: '0', data: Buffer.from(JSON.stringify(order('mp-1'))).toString('base64') },
		},
		receivedAt,
		secret: token,
		events: [{ ...ordered, eventId: 'mp-1', platform: 'Linux', properties: bought }],
		answer: one,
	},
	{
		title: 'a list of a browser as a form, whose clock is an hour slow',
		request: {
			path: 'track', query: { verbose: '1', ip: '1', _: String(at) }, headers: form,
			body: `data=${encodeURIComponent(JSON.stringify([
				{
					event: '$mp_web_page_view',
					properties: { token, time: at / 1000, distinct_id: '$device:d-1', $device_id: 'd-1', $insert_id: 'mp-2' },
				},
				{
					event: 'Signed In',
					properties: { token, time: at / 1000, distinct_id: 'bea', $user_id: 'bea', $device_id: 'd-1', $insert_id: 'mp-3' },
				},
			]))}`,
		},
		receivedAt,
		secret: token,
		events: [
			{ eventId: 'mp-2', kind: 'page', name: 'page', customerId: null, anonymousId: 'd-1', occurredAt: Date.parse(receivedAt) },
			{ eventId: 'mp-3', name: 'Signed In', customerId: 'bea', anonymousId: 'd-1' },
		],
		answer: { status: 200, body: { status: 1, error: null } },
	},
	{
		title: 'ids that are one person',
		request: {
			path: 'track',
			body: [
				{ event: '$identify', properties: { token, $identified_id: 'bea', $anon_id: 'd-2', distinct_id: 'bea', $insert_id: 'mp-4' } },
				{ event: '$create_alias', properties: { token, distinct_id: 'ada', alias: 'ada@example.com', $insert_id: 'mp-5' } },
				{ event: '$create_alias', properties: { token, distinct_id: '$device:d-3', alias: 'cem', $insert_id: 'mp-6' } },
				{ event: '$merge', properties: { token, $distinct_ids: ['ada', 'old-ada'], $insert_id: 'mp-7' } },
			],
		},
		receivedAt,
		secret: token,
		events: [
			{ kind: 'identify', customerId: 'bea', anonymousId: 'd-2' },
			{ kind: 'alias', customerId: 'ada', anonymousId: 'ada@example.com' },
			{ kind: 'identify', customerId: 'cem', anonymousId: 'd-3' },
			{ kind: 'alias', customerId: 'ada', anonymousId: 'old-ada' },
		],
		answer: one,
	},
	{
		title: 'what is known of a person',
		request: {
			path: 'engage', query: { verbose: '1' },
			body: [
				{
					$token: token, $distinct_id: 'ada', $ip: '0',
					$set: { $email: 'ada@example.com', $first_name: 'Ada', $country_code: 'DE', plan: 'pro' },
				},
				{ $token: token, $distinct_id: 'ada', $set_once: { source: 'ad' }, $time: at },
				{ $token: token, $distinct_id: 'ada', $add: { visits: 1 } },
				{ $token: token, $distinct_id: 'ada', $append: { $transactions: { $amount: 29.99 } } },
				{ $token: token, $distinct_id: 'ada', $unset: ['plan'] },
				{ $token: token, $distinct_id: '$device:d-4', $union: { lists: ['news'] } },
			],
		},
		receivedAt,
		secret: token,
		events: [
			{ kind: 'identify', customerId: 'ada', properties: { email: 'ada@example.com', first_name: 'Ada', country: 'DE', plan: 'pro' } },
			{ kind: 'identify', properties: { source: 'ad' }, occurredAt: at },
			{ kind: 'identify', properties: { $add: { visits: 1 } } },
			{ kind: 'identify', revenueCents: null, properties: { $append: { $transactions: { $amount: 29.99 } } } },
			{ kind: 'identify', properties: { $unset: ['plan'] } },
			{ kind: 'identify', customerId: null, anonymousId: 'd-4' },
		],
		answer: { status: 200, body: { status: 1, error: null } },
	},
	{
		title: 'what is known of a group',
		request: {
			path: 'groups',
			body: [{ $token: token, $group_key: 'company', $group_id: 'acme', $set: { $name: 'Acme', seats: 4 } }],
		},
		receivedAt,
		secret: token,
		events: [
			{
				kind: 'group', customerId: null, anonymousId: '$company_acme',
				properties: { groupId: 'acme', groupType: 'company', name: 'Acme', seats: 4 },
			},
		],
		answer: one,
	},
	{
		title: 'a strict import of gzipped lines, with times in seconds and in milliseconds',
		request: {
			path: 'import', query: { strict: '1', project_id: '7' },
			headers: { 'content-type': 'application/x-ndjson', authorization: `Basic ${Buffer.from(`${token}:`).toString('base64')}` },
			body: gzipSync([order('mp-8'), order('mp-9', at)].map((event) => JSON.stringify(event)).join('\n')),
		},
		receivedAt,
		secret: token,
		events: [{ ...ordered, eventId: 'mp-8' }, { ...ordered, eventId: 'mp-9' }],
		answer: { status: 200, body: { code: 200, num_records_imported: 2, status: 'OK' } },
	},
	{
		title: 'a strict import in which one event is broken: the others are stored, and it is named',
		request: {
			path: 'import', query: { strict: '1' },
			body: [order('mp-10'), { event: 'A', properties: { token, time: 'yesterday', distinct_id: 'ada' } }],
		},
		receivedAt,
		secret: token,
		events: [{ eventId: 'mp-10' }],
		answer: {
			status: 400,
			body: {
				code: 400, num_records_imported: 1, status: 'Bad Request',
				failed_records: [
					{ index: 1, message: 'timestamp is "yesterday": expected an ISO date such as 2025-03-01T12:00:00Z' },
				],
			},
		},
	},
	{
		title: 'an import as a form, which says how it wants to be answered in the form',
		request: {
			path: 'import', headers: form,
			body: `data=${encodeURIComponent(JSON.stringify([order('mp-11')]))}&verbose=1&ip=0`,
		},
		receivedAt,
		secret: token,
		events: [{ eventId: 'mp-11' }],
		answer: { status: 200, body: { status: 1, error: null } },
	},
	{
		title: 'an event without a customer',
		request: { path: 'track', query: { verbose: '1' }, body: [{ event: 'A', properties: { token } }] },
		receivedAt,
		secret: token,
		events: [],
		answer: { status: 400, body: { status: 0, error: 'an event names no customer: expected userId or anonymousId' } },
	},
];
