import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { INode, INodeExecutionData } from 'n8n-workflow';
import { expect, onTestFinished, test } from 'vitest';
import { sql } from '../../lib/sql/sql';
import { openPostgresStore } from '../../lib/store/postgres/openPostgresStore';
import type { PostgresConnection } from '../../lib/store/tables/postgresRows';
import { installN8n } from '../../scripts/n8n/install';
import { installPackage } from '../../scripts/n8n/installPackage';
import type { Execution } from '../../scripts/n8n/rest';
import { importWorkflow, nightlyWorkflow, shippedWorkflows } from '../../scripts/n8n/shippedWorkflows';
import { startN8n, type RunningN8n } from '../../scripts/n8n/startN8n';
import type { WorkflowJson } from '../../scripts/n8n/types';
import { withHistory } from '../../scripts/n8n/withHistory';
import { writeSimulation } from '../../scripts/simulate/writeSimulation';
import { openPostgres } from '../support/databases/openPostgres';
import { startRedis } from './support/startRedis';

const credential = { id: 'customers', name: 'Customers in Postgres' };

/** What a marketer changes to move to Postgres: the credential of each node, and nothing else. */
function inPostgres<Workflow extends WorkflowJson>(workflow: Workflow): Workflow {
	const nodes = workflow.nodes.map((node: INode) =>
		node.type.startsWith('n8n-nodes-cohorts.') ? { ...node, credentials: { customerStoreApi: credential } } : node,
	);
	return { ...workflow, nodes };
}

function itemsOf({ data }: Execution, node: string): INodeExecutionData[] {
	return (data.resultData.runData[node] ?? []).flatMap((task) => task.data?.main[0] ?? []);
}

function aNode(name: string, type: string, more: Partial<INode> = {}): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters: {}, ...more };
}

const collecting = {
	id: 'queue-collect',
	name: 'Every event starts an execution',
	nodes: [
		aNode('Events', 'n8n-nodes-cohorts.customerEventTrigger', {
			webhookId: randomUUID(),
			parameters: { path: 'queue-collect', startOn: 'everyEvent' },
		}),
		aNode('Link', 'n8n-nodes-cohorts.customerEvents', { position: [200, 0], parameters: { operation: 'readiness' } }),
	],
	connections: { Events: { main: [[{ node: 'Link', type: 'main' as const, index: 0 }]] } },
	settings: { executionOrder: 'v1' as const },
};

/** Without a credential: the store that one process opens. */
const embedded = {
	...collecting,
	id: 'queue-embedded',
	name: 'With the embedded store',
	nodes: collecting.nodes.map((node) =>
		node.name === 'Events' ? { ...node, webhookId: randomUUID(), parameters: { path: 'queue-embedded', startOn: 'everyEvent' } } : node,
	),
};

test('with a main process, two workers and Postgres the nightly and the live workflow run; DuckDB says why it does not fit', async () => {
	const userFolder = mkdtempSync(join(tmpdir(), 'cohorts-queue-'));
	onTestFinished(() => rmSync(userFolder, { recursive: true, force: true }));
	const { connection, run } = await openPostgres();
	await run('create database n8n');
	await run('create database customers');
	const customers = { ...connection, database: 'customers' };
	const simulation = await writeSimulation({ customers: 1500, seed: 1, compress: true }, join(userFolder, 'simulation'));
	const history = { file: join(userFolder, 'simulation', simulation.files.events), timeFormat: '', currency: 'EUR', columns: {} };
	const workflows = shippedWorkflows()
		.filter(({ file }) => [importWorkflow, nightlyWorkflow, 'live-personalization.json'].includes(file))
		.map((workflow) => inPostgres(workflow.file === importWorkflow ? withHistory(workflow, history) : workflow));
	const idOf = (file: string): string => workflows.find((workflow) => workflow.file === file)?.id ?? file;
	const installed = await installN8n(() => undefined);
	await installPackage(userFolder);
	const n8n = await startN8n(installed, {
		userFolder,
		workflows: [...workflows, inPostgres(collecting), embedded],
		credentials: [{ ...credential, type: 'customerStoreApi', data: { engine: 'postgres', ...customers, schema: 'cohorts' } }],
		environment: queueEnvironment(connection, await startRedis()),
	});
	onTestFinished(async () => await n8n.stop());
	await n8n.startWorker();
	await n8n.startWorker();

	const imported = await succeed(n8n, idOf(importWorkflow), 'When You Click Execute');
	expect(itemsOf(imported, 'Import Events')[0].json.stored).toBe(simulation.events);
	const nightly = await succeed(n8n, idOf(nightlyWorkflow), 'Every Night at Three');
	expect(itemsOf(nightly, 'Name Segments').length).toBeGreaterThanOrEqual(3);
	expect(itemsOf(nightly, 'Make Report')).toHaveLength(1);

	for (const id of [idOf('live-personalization.json'), collecting.id, embedded.id]) await n8n.rest.publish(id);
	for (const path of ['personalize', 'queue-collect', 'queue-embedded']) await n8n.rest.waitForWebhook(path);
	const visit = await send(n8n, 'personalize', { userId: 'customer-1', event: 'Pricing Viewed', messageId: 'live-1' });
	expect(visit.status).toBe(200);
	expect(Object.keys((await visit.json()) as object)).toContain('segment');

	const posted = await Promise.all(
		Array.from({ length: 20 }, async (_, index) => await send(n8n, 'queue-collect', { userId: 'ada', event: 'Visited', messageId: `queue-${index % 10}` })),
	);
	expect(posted.map(({ status }) => status)).toEqual(posted.map(() => 200));
	await executionsOf(n8n, collecting.id, 10);
	const store = await openPostgresStore({ connection: customers, schema: 'cohorts' });
	onTestFinished(async () => await store.close());
	expect(await store.query(sql`select count(*) as n from events where name = 'Visited'`)).toEqual([{ n: 10 }]);

	await send(n8n, 'queue-embedded', { userId: 'ada', event: 'Visited', messageId: 'embedded-1' });
	const [failed] = await executionsOf(n8n, embedded.id, 1);
	const message = failed.data.resultData.error?.message ?? '';
	expect(message).toContain('in use by another process');
	expect(message).toContain('Postgres or ClickHouse');
}, 600_000);

function queueEnvironment(postgres: PostgresConnection, redisPort: number): Record<string, string> {
	return {
		EXECUTIONS_MODE: 'queue',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redisPort),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: postgres.host,
		DB_POSTGRESDB_PORT: String(postgres.port),
		DB_POSTGRESDB_DATABASE: 'n8n',
		DB_POSTGRESDB_USER: postgres.user,
		DB_POSTGRESDB_PASSWORD: postgres.password,
	};
}

async function succeed(n8n: RunningN8n, id: string, trigger: string): Promise<Execution> {
	const execution = await n8n.rest.runWorkflow(id, { trigger, timeoutSeconds: 300 });
	expect(execution.data.resultData.error?.message).toBeUndefined();
	expect(execution.status).toBe('success');
	return execution;
}

async function send(n8n: RunningN8n, path: string, body: unknown): Promise<Response> {
	return await fetch(`${n8n.url}/webhook/${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
}

/** Waits for so many executions of a workflow, and until they have ended. */
async function executionsOf(n8n: RunningN8n, workflowId: string, count: number): Promise<Execution[]> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	for (let attempt = 0; attempt < 100; attempt += 1) {
		const { results } = await n8n.rest.get<{ results: Array<{ id: string }> }>(`/executions?filter=${filter}&limit=100`);
		if (results.length >= count) return await Promise.all(results.map(async ({ id }) => await n8n.rest.waitForExecution(id)));
		await pause(300);
	}
	throw new Error(`fewer than ${count} executions of ${workflowId} began`);
}
