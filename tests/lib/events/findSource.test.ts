import { expect, test } from 'vitest';
import { findSource, sources } from '../../../lib/events/sources';
import type { SentRequest } from '../../../lib/events/types';

const event = { event: 'Order Completed', properties: { revenue: 5 } };
const mixpanelEvent = { event: 'A', properties: { token: 'ff5f63f7e32f5a0a', distinct_id: 'ada' } };
const postHogEvent = { event: 'A', properties: { token: 'phc_abc', distinct_id: 'ada' } };

/** Addresses that several vendors use, and some that a site may choose itself: who is meant is in the body. */
test.each([
	['batch', 'posthog', { api_key: 'k', batch: [{ ...event, distinct_id: 'ada' }] }],
	['batch', 'posthog', { token: 'k', batch: [] }],
	['batch', 'amplitude', { api_key: 'k', events: [{ event_type: 'A', user_id: 'ada' }] }],
	['batch', 'segment', { writeKey: 'k', batch: [{ ...event, type: 'track', userId: 'ada' }] }],
	['batch', 'plain', { events: [{ ...event, userId: 'ada' }] }],
	['batch', 'plain', [{ ...event, userId: 'ada' }]],
	['batch', 'plain', undefined],
	['track', 'mixpanel', mixpanelEvent],
	['track', 'mixpanel', [mixpanelEvent]],
	['track', 'mixpanel', undefined],
	['track', 'posthog', [postHogEvent]],
	['track', 'posthog', { api_key: 'k', event: 'A', properties: { distinct_id: 'ada' } }],
	['track', 'posthog', [{ event: 'A', distinct_id: 'ada', properties: {} }]],
	['track', 'posthog', { token: 'phc_abc', event: 'A', properties: { distinct_id: 'ada' } }],
	['engage', 'mixpanel', [{ $token: 'ff5f63f7e32f5a0a', $distinct_id: 'ada', $set: { plan: 'pro' } }]],
	['engage', 'posthog', { $token: 'phc_abc', $distinct_id: 'ada', $set: { plan: 'pro' } }],
	['engage', 'posthog', { api_key: 'k', $distinct_id: 'ada', $set: { plan: 'pro' } }],
	['import', 'mixpanel', [mixpanelEvent]],
	['v1/import', 'segment', { batch: [] }],
	['v1/track', 'segment', { ...event, userId: 'ada' }],
	['collect', 'amplitude', { api_key: 'k', events: [{ event_type: 'A', user_id: 'ada' }] }],
	['', 'segment', { writeKey: 'k', batch: [] }],
	['', 'plain', { ...event, userId: 'ada' }],
	['', 'plain', { ...event, userId: 'ada', writeKey: 'k' }],
])('%s · %s: %j', (path, name, body) => {
	const request: SentRequest = { method: 'POST', path, query: {}, headers: {}, body: Buffer.from(JSON.stringify(body) ?? '') };
	expect(findSource('auto', request, body).name).toBe(name);
	const claimed = sources.filter((source) => source.name !== 'plain' && source.recognizes(request, body));
	expect(claimed.map((source) => source.name)).toEqual(name === 'plain' ? [] : [name]);
});
