import { randomUUID } from 'node:crypto';
import type { INode, IWorkflowBase } from 'n8n-workflow';
import { beforeAll, expect, inject, test } from 'vitest';
import { openRest, type RestClient } from '../../scripts/n8n/rest';

const path = `till-${randomUUID()}`;
let rest: RestClient;

/** A till that posts receipts in a shape of its own; each starts the workflow. */
const collecting = {
	name: `Till ${path}`,
	nodes: [
		{
			id: 'Receipts',
			name: 'Receipts',
			type: 'n8n-nodes-cohorts.customerEventTrigger',
			typeVersion: 1,
			position: [0, 0],
			webhookId: randomUUID(),
			parameters: {
				path,
				source: 'mapped',
				eventsAt: 'data.receipts',
				fieldMapping: { field: [{ meaning: 'customerId', path: 'buyer.card' }, { meaning: 'revenue', path: 'sum.gross' }, { meaning: 'eventId', path: 'nr' }] },
				mappedName: 'Receipt Printed',
				amountsIn: 'cents',
				mappedCurrency: 'CHF',
				startOn: 'everyEvent',
			},
		} satisfies INode,
	],
	connections: {},
	settings: { executionOrder: 'v1' },
};

beforeAll(async () => {
	const { url, login } = inject('n8n');
	rest = await openRest(url, login);
	const { id } = await rest.post<IWorkflowBase>('/workflows', collecting);
	await rest.publish(id);
	await rest.waitForWebhook(path);
});

test('JSON of any shape is collected as the trigger maps it, and what lacks its customer is named by its path', async () => {
	const address = `${inject('n8n').url}/webhook/${path}`;
	const receipts = [{ nr: `r-${path}`, buyer: { card: 'c-1' }, sum: { gross: 1250 } }, { nr: 'r-2', buyer: {}, sum: { gross: 1 } }];
	const response = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ data: { receipts } }) });
	expect(response.status).toBe(200);
	expect(await response.json()).toMatchObject({
		stored: 1,
		rejected: [{ index: 1, reason: 'an event names no customer: expected buyer.card or anonymousId' }],
	});
	const head = await fetch(address, { method: 'HEAD' });
	expect(head.status).toBe(200);
});
