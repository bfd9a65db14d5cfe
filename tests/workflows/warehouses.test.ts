import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../lib/sql/sql';
import { canBePublished, shippedWorkflows } from '../../scripts/n8n/shippedWorkflows';
import { openWorkflowChain, rowsOf, type WorkflowChain } from '../support/openWorkflowChain';

let chain: WorkflowChain;
beforeAll(async () => {
	chain = await openWorkflowChain();
}, 60_000);
afterAll(async () => await chain.close());

/** What n8n's node puts out stands in its place; everything behind it runs. */
const runWith = async (file: string, node: string, rows: readonly IDataObject[]) =>
	await chain.run(file, undefined, { pinData: { [node]: rows.map((json) => ({ json })) } });

const storedLike = async (pattern: string) =>
	await chain.query(sql`
		select event_id, customer_id, name, occurred_at, order_id, quantity, revenue_cents
		from events where event_id like ${pattern} order by event_id`);

const anOrder = (id: string) => ({
	event_id: id, customer_id: 'ada', name: 'Order Completed', occurred_at: Date.parse('2025-03-01T11:00:00Z'),
	order_id: 'o-1', quantity: 2, revenue_cents: 4990,
});

const bigQueryRow = {
	event_id: 'bq-1', customer_id: 'ada', event_name: 'Order Completed', occurred_at: '2025-03-01T11:00:00.000Z',
	order_id: 'o-1', product_id: null, quantity: '2', revenue: '49.9', currency: 'EUR', channel: null,
};

test('rows of BigQuery are stored once, with numbers as text and times as ISO text', async () => {
	const withZone = { ...bigQueryRow, event_id: 'bq-2', occurred_at: '2025-03-01T12:00:00.000+01:00' };
	const first = await runWith('import-from-bigquery.json', 'Read BigQuery', [bigQueryRow]);
	const overlapping = await runWith('import-from-bigquery.json', 'Read BigQuery', [bigQueryRow, withZone]);
	expect(rowsOf(first, 'Record Items').map(({ stored }) => stored)).toEqual([true]);
	expect(rowsOf(overlapping, 'Record Items').map(({ stored }) => stored)).toEqual([false, true]);
	expect(rowsOf(overlapping, 'Check Readiness')[0]).toHaveProperty('ready', false);
	expect(await storedLike('bq-%')).toEqual([anOrder('bq-1'), anOrder('bq-2')]);
});

test('a query of BigQuery without rows records nothing and is no error', async () => {
	const empty = await runWith('import-from-bigquery.json', 'Read BigQuery', [{ success: true }]);
	expect(rowsOf(empty, 'Record Items')).toEqual([]);
});

test('rows of Snowflake are understood with their names in upper case', async () => {
	const row = {
		EVENT_ID: 'sf-1', CUSTOMER_ID: 'ada', EVENT_NAME: 'Order Completed', OCCURRED_AT: '2025-03-01 11:00:00.000',
		ORDER_ID: 'o-1', PRODUCT_ID: null, QUANTITY: 2, REVENUE: 49.9, CURRENCY: 'EUR', CHANNEL: null,
	};
	const withZone = { ...row, EVENT_ID: 'sf-2', OCCURRED_AT: '2025-03-01 12:00:00.000 +0100', PROPERTIES: { size: 'L' } };
	await runWith('import-from-snowflake.json', 'Read Snowflake', [row, withZone]);
	expect(await storedLike('sf-%')).toEqual([anOrder('sf-1'), anOrder('sf-2')]);
	const [{ properties }] = await chain.query<{ properties: unknown }>(sql`select properties from events where event_id = 'sf-2'`);
	expect(JSON.stringify(properties)).toContain('size');
});

test('messages of Kafka are stored as text or parsed, and those that are no event come out apart', async () => {
	const order = (eventId: string) => ({
		eventId, userId: 'ada', event: 'Order Completed', timestamp: '2025-03-01T11:00:00Z', orderId: 'o-1', quantity: 2, revenue: 49.9,
	});
	const messages = [order('kafka-1'), JSON.stringify(order('kafka-2')), 'hello', { event: 'Nobody Did It' }];
	const finished = await runWith(
		'collect-from-kafka.json',
		'Kafka Trigger',
		messages.map((message) => ({ message, topic: 'customer-events' })),
	);
	expect(await storedLike('kafka-%')).toEqual([anOrder('kafka-1'), anOrder('kafka-2')]);
	expect(rowsOf(finished, 'Record Items')).toHaveLength(2);
	expect(rowsOf(finished, 'Not Understood')).toHaveLength(2);
});

test('a message of Kafka that cannot be stored fails the run, so that its offset stays', async () => {
	const message = { userId: 'ada', event: 'Page Viewed', timestamp: 'soon' };
	await expect(runWith('collect-from-kafka.json', 'Kafka Trigger', [{ message }])).rejects.toThrow(/timestamp is "soon"/i);
});

test('workflows that need an account elsewhere are not published without it', () => {
	const publishable = shippedWorkflows().filter(canBePublished).map(({ id }) => id);
	expect(publishable).toEqual(['collect-events', 'live-personalization', 'nightly-segment-refresh', 'segment-changes', 'weekly-campaign']);
});
