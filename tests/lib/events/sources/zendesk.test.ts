import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { collectRequest } from '../../../../lib/journeys/collectRequest';
import { letIn } from '../../../support/letIn';
import { shareTestStore } from '../../../support/shareTestStore';

const theStore = shareTestStore();
const secret = 'zendesk_secret';
const signedAt = '2025-01-08T10:12:08Z';
const text = JSON.stringify({
	id: 'zendesk-door', type: 'zen:event-type:ticket.created', time: signedAt,
	detail: { id: '1', requester_id: '7', subject: 'Late', description: 'Where is it?' },
});
// As Zendesk's page on verifying computes it: base64(HMACSHA256(timestamp + body)).
const signature = createHmac('sha256', secret).update(signedAt + text).digest('base64');
const right = { 'x-zendesk-webhook-signature': signature, 'x-zendesk-webhook-signature-timestamp': signedAt };

async function arrive(secondsLater: number, { headers = right as Record<string, string>, body = text } = {}) {
	const clock = { now: () => Date.parse(signedAt) + secondsLater * 1000 };
	const request = { method: 'POST' as const, path: '', query: {}, headers, body: Buffer.from(body) };
	return await collectRequest({ store: theStore(), clock }, { source: 'zendesk', secret, policy: letIn }, request);
}

test.each([
	['was signed more than five minutes ago', 301, {}],
	['was signed more than five minutes ahead', -301, {}],
	['has no signature', 0, { headers: {} }],
	['has a signature without its time', 0, { headers: { 'x-zendesk-webhook-signature': signature } }],
	['has a time that is none', 0, { headers: { ...right, 'x-zendesk-webhook-signature-timestamp': 'soon' } }],
	['has another time than was signed', 0, { headers: { ...right, 'x-zendesk-webhook-signature-timestamp': '2025-01-08T10:12:09Z' } }],
	['was changed by one letter', 0, { body: text.replace('Late', 'Lame') }],
])('a request that %s is refused and stores nothing', async (_title, secondsLater, changed) => {
	const { answer, fresh } = await arrive(secondsLater, changed);
	expect(answer.status).toBe(401);
	expect(fresh).toEqual([]);
});

test('a request within five minutes is stored, and its retry adds nothing', async () => {
	const first = await arrive(299);
	expect(first.answer.status).toBe(200);
	expect(first.fresh).toMatchObject([{ eventId: 'zendesk-door', anonymousId: 'zendesk-7' }]);
	expect((await arrive(-299)).fresh).toEqual([]);
});
