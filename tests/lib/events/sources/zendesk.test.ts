import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { triggerTemplate } from '../../../../lib/events/sources/zendesk/triggerBody';
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

async function told(body: object) {
	const { answer, fresh } = await collectRequest({ store: theStore(), clock: { now: () => Date.parse(signedAt) } }, { source: 'zendesk', policy: letIn }, {
		method: 'POST', path: '', query: {}, headers: {}, body: Buffer.from(JSON.stringify(body)),
	});
	return { status: answer.status, fresh };
}

const aTrigger = (more: object) => ({ ...triggerTemplate, ticket_id: '1', requester_id: '7', requester_external_id: 'ada', requester_email: 'ada@example.com', updated_at: signedAt, ...more });

test.each([
	['created', { name: 'Ticket Created', properties: { description: 'Late' } }],
	['replied', { name: 'Ticket Replied', properties: { body: 'Late' } }],
	['solved', { name: 'Ticket Resolved' }],
	['rated', { name: 'Satisfaction Rated', properties: { rating: 'Bad', satisfaction: 0, comment: 'Slow' } }],
])('a trigger tells that a ticket was %s, once', async (kind, expected) => {
	const body = aTrigger({ ticket_event: kind, text: 'Late', rating: 'Bad', rating_comment: 'Slow' });
	expect((await told(body)).fresh).toMatchObject([{ ...expected, customerId: 'ada', anonymousId: 'zendesk-7' }]);
	expect(await told(body)).toEqual({ status: 200, fresh: [] });
});

test.each([
	['a word nobody knows', aTrigger({ ticket_event: 'merged' })],
	['a name of every object', aTrigger({ ticket_event: 'constructor' })],
	['a rating that was only offered', aTrigger({ ticket_event: 'rated', rating: 'Offered' })],
	['an event type of the same kind', { type: 'constructor', detail: {} }],
	['a rating without a score', { id: 'z', type: 'zen:event-type:ticket.csat_received', detail: { requester_id: '7' }, event: { satisfaction_score: null } }],
])('%s is answered 200 and stores nothing', async (_title, body) => {
	expect(await told(body)).toEqual({ status: 200, fresh: [] });
});

test('the body that the documentation recommends is the one that is read', () => {
	const page = readFileSync(join(__dirname, '../../../../docs/nodes.md'), 'utf8');
	for (const [name, placeholder] of Object.entries(triggerTemplate).slice(1)) expect(page).toContain(`"${name}": "${placeholder}"`);
});
