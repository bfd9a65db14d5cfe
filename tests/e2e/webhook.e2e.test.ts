import { randomUUID } from 'node:crypto';
import type { INode, IWorkflowBase } from 'n8n-workflow';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { openRest, type RestClient } from '../../scripts/n8n/rest';

const path = `collect-${randomUUID()}`;
const eventName = `Pricing Viewed ${path}`;
let rest: RestClient;
let workflowId: string;

function aNode(name: string, type: string, more: Partial<INode>): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters: {}, ...more };
}

/** Collects everything; a pricing view starts the workflow. */
const collecting = {
	name: `Collect ${path}`,
	nodes: [
		aNode('Events', 'n8n-nodes-cohorts.customerEventTrigger', {
			webhookId: randomUUID(),
			parameters: { path, startOn: 'chosenEvents', eventNames: eventName },
		}),
		aNode('Who', 'n8n-nodes-base.set', {
			typeVersion: 3.4,
			parameters: { assignments: { assignments: [{ id: 'w', name: 'who', type: 'string', value: '={{ $json.customerId }}' }] } },
		}),
	],
	connections: { Events: { main: [[{ node: 'Who', type: 'main', index: 0 }]] } },
	settings: { executionOrder: 'v1' },
};

beforeAll(async () => {
	const { url, login } = inject('n8n');
	rest = await openRest(url, login);
	({ id: workflowId } = await rest.post<IWorkflowBase>('/workflows', collecting));
	await rest.publish(workflowId);
	await rest.waitForWebhook(path);
});

async function send(body: string): Promise<{ status: number; answer: Record<string, unknown> }> {
	const headers = { 'content-type': 'application/json' };
	const response = await fetch(`${inject('n8n').url}/webhook/${path}`, { method: 'POST', headers, body });
	return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
}

const anEvent = (more: object = {}) =>
	JSON.stringify({ eventId: randomUUID(), customerId: 'ada', event: 'Invoice Opened', timestamp: '2025-06-01T10:00:00Z', ...more });

async function executions(): Promise<Array<{ id: string; status: string }>> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	const { results } = await rest.get<{ results: Array<{ id: string; status: string }> }>(`/executions?filter=${filter}`);
	return results;
}

test('an event is stored before the answer, and once, however often it is sent', async () => {
	const event = anEvent();
	expect(await send(event)).toMatchObject({ status: 200, answer: { stored: 1, duplicates: 0 } });
	expect(await send(event)).toMatchObject({ status: 200, answer: { stored: 0, duplicates: 1 } });
});

describe('a body that is no event', () => {
	test.each([
		['broken JSON', '{"customerId": "ada", '],
		['a bare word', 'hello'],
		['an empty body', ''],
		['an event without a name', JSON.stringify({ customerId: 'ada' })],
		['an event with a date that is none', anEvent({ timestamp: 'yesterday' })],
	])('%s: answers 400 with a sentence', async (_title, body) => {
		const { status, answer } = await send(body);
		expect(status).toBe(400);
		expect(String(answer.error)).toMatch(/\w+ \w+ \w+/);
	});

	test('takes nothing with it: the good events of the same batch are stored and the bad one is named', async () => {
		const batch = `[${anEvent()}, ${JSON.stringify({ customerId: 'ben' })}, ${anEvent()}]`;
		const { status, answer } = await send(batch);
		expect(status).toBe(200);
		expect(answer).toMatchObject({ stored: 2, rejected: [{ index: 1 }] });
	});
});

test('an execution starts for a chosen event only, with the event as its item', async () => {
	const before = (await executions()).length;
	await send(anEvent());
	await send(anEvent({ customerId: 'grace', event: eventName }));
	await expect.poll(async () => (await executions()).length, { timeout: 20_000 }).toBe(before + 1);
	const { status, data } = await rest.waitForExecution((await executions())[0].id);
	expect(status).toBe('success');
	expect(data.resultData.runData.Who[0].data?.main[0]?.[0].json).toEqual({ who: 'grace' });
});

test('a hundred senders at once are all stored', async () => {
	const answers = await Promise.all(Array.from({ length: 100 }, () => send(anEvent())));
	expect(answers.map(({ answer }) => answer.stored)).toEqual(Array.from({ length: 100 }, () => 1));
});
