import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import { say } from '../../demo/say';
import type { Environment } from '../../n8n/environment';
import { installN8n, type InstalledN8n } from '../../n8n/install';
import { installPackage } from '../../n8n/installPackage';
import { startN8n } from '../../n8n/startN8n';
import type { WorkflowJson } from '../../n8n/types';
import type { BenchmarkRow } from '../types';
import { load, type Load, type Target } from './load';

const CLIENTS = [1, 8, 32];
const SECONDS = 6;
const BATCH = 100;
const COLLECT_TIMES = 4;
const OWN_PORT_TIMES = 40;
const BATCH_EVENTS_PER_SECOND = 15_000;
const OWN_PORT_P99_MILLISECONDS = 10;

/** Requests per second and latency of the trigger's webhook and own port, beside n8n's own Webhook node in the same n8n. */
export async function measureWebhooks(): Promise<BenchmarkRow[]> {
	const installed = await installN8n(say);
	const rows = await withN8n(installed, {}, async (targets) => [
		...(await compare(targets)),
		...(await batches(targets)),
		await steady(targets.ownPort),
	]);
	// n8n's own setting, under which each execution of the peer costs several times as much: told, and no goal.
	const untouched = await withN8n(installed, { N8N_EXPRESSION_ENGINE: undefined }, compare);
	const told = untouched.map((row) => ({ ...row, case: `${row.case}, n8n's default expression engine`, goal: null, holds: null }));
	return [...rows, ...told];
}

/** An n8n of its own with both workflows published. */
async function withN8n(
	installed: InstalledN8n,
	environment: Environment,
	measure: (targets: Targets) => Promise<BenchmarkRow[]>,
): Promise<BenchmarkRow[]> {
	const folder = await mkdtemp(join(tmpdir(), 'cohorts-ingest-'));
	const ownPort = 20_000 + Math.floor(process.pid % 20_000);
	await installPackage(folder);
	const workflows = [peerWorkflow(), collectWorkflow(ownPort)];
	const n8n = await startN8n(installed, { userFolder: folder, workflows, environment });
	try {
		for (const { id } of workflows) await n8n.rest.publish(id);
		for (const path of ['bench-peer', 'bench-collect']) await n8n.rest.waitForWebhook(path);
		const port = Number(new URL(n8n.url).port);
		return await measure({
			peer: { port, path: '/webhook/bench-peer' },
			collect: { port, path: '/webhook/bench-collect' },
			ownPort: { port: ownPort, path: '/' },
		});
	} finally {
		await n8n.stop();
		await rm(folder, { recursive: true, force: true });
	}
}

type Targets = Readonly<Record<'peer' | 'collect' | 'ownPort', Target>>;

async function compare(targets: Targets): Promise<BenchmarkRow[]> {
	const rows: BenchmarkRow[] = [];
	for (const target of Object.values(targets)) await load(target, { clients: 4, seconds: 3, body: anEvent('warm') });
	for (const clients of CLIENTS) {
		const measured = {} as Record<keyof Targets, Load>;
		for (const [name, target] of Object.entries(targets) as [keyof Targets, Target][]) {
			say(`${clients} clients at ${target.path} of ${name}`);
			measured[name] = await load(target, { clients, seconds: SECONDS, body: anEvent(`${name}-${clients}`) });
		}
		const { peer, collect, ownPort } = measured;
		rows.push(
			rateRow(`Collect through n8n, ${clients} clients`, collect, { peer, times: COLLECT_TIMES }),
			p99Row(`Collect through n8n, ${clients} clients`, collect, { peer, goal: 0.5 }),
			rateRow(`own port, ${clients} clients`, ownPort, { peer, times: clients === 1 ? null : OWN_PORT_TIMES }),
			p99Row(`own port, ${clients} clients`, ownPort, { peer, goal: null }),
		);
	}
	return rows;
}

function rateRow(name: string, ours: Load, { peer, times }: { peer: Load; times: number | null }): BenchmarkRow {
	const ratio = ours.requestsPerSecond / peer.requestsPerSecond;
	return {
		case: name,
		metric: 'requests a second, durable before the answer',
		ours: ours.requestsPerSecond,
		peer: peer.requestsPerSecond,
		ratio,
		goal: times === null ? null : `at least ${times} times n8n's Webhook node`,
		holds: times === null ? null : ratio >= times,
	};
}

function p99Row(name: string, ours: Load, { peer, goal }: { peer: Load; goal: number | null }): BenchmarkRow {
	const ratio = ours.p99 / peer.p99;
	return {
		case: name,
		metric: '99th percentile milliseconds',
		ours: ours.p99,
		peer: peer.p99,
		ratio,
		goal: goal === null ? null : `at most ${goal} of n8n's Webhook node`,
		holds: goal === null ? null : ratio <= goal,
	};
}

async function batches(targets: Targets): Promise<BenchmarkRow[]> {
	const rows: BenchmarkRow[] = [];
	for (const name of ['collect', 'ownPort'] as const) {
		const body = (count: number): string =>
			JSON.stringify(Array.from({ length: BATCH }, (_, index) => event(`${name}-batch`, count * BATCH + index)));
		const measured = await load(targets[name], { clients: 8, seconds: SECONDS, body });
		const eventsPerSecond = measured.requestsPerSecond * BATCH;
		rows.push({
			case: `${name === 'collect' ? 'Collect through n8n' : 'own port'}, batches of ${BATCH}, 8 clients`,
			metric: 'events a second',
			ours: eventsPerSecond,
			peer: null,
			ratio: null,
			goal: `at least ${BATCH_EVENTS_PER_SECOND}`,
			holds: eventsPerSecond >= BATCH_EVENTS_PER_SECOND,
		});
	}
	return rows;
}

async function steady(target: Target): Promise<BenchmarkRow> {
	const measured = await load(target, { clients: 16, seconds: SECONDS, perSecond: 500, body: anEvent('steady') });
	return {
		case: 'own port, 500 requests a second',
		metric: '99th percentile milliseconds',
		ours: measured.p99,
		peer: null,
		ratio: null,
		goal: `under ${OWN_PORT_P99_MILLISECONDS}`,
		holds: measured.p99 < OWN_PORT_P99_MILLISECONDS,
	};
}

function event(run: string, count: number): object {
	return {
		messageId: `${run}-${count}`,
		userId: `customer-${count % 1000}`,
		event: 'Pricing Viewed',
		timestamp: '2025-06-01T10:00:00Z',
		properties: { plan: 'team', page: '/pricing', price: 49, seats: 5 },
	};
}

const anEvent = (run: string) => (count: number): string => JSON.stringify(event(run, count));

function aNode(name: string, type: string, more: Partial<INode>): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters: {}, ...more };
}

const nothingSaved = {
	executionOrder: 'v1',
	saveDataSuccessExecution: 'none',
	saveDataErrorExecution: 'none',
	saveManualExecutions: false,
} as const;

/** What a marketer would build without this package, before storing anything: n8n's Webhook, one execution a request. */
function peerWorkflow(): WorkflowJson & { readonly id: string } {
	return {
		id: 'bench-peer',
		name: 'Peer',
		nodes: [
			aNode('Webhook', 'n8n-nodes-base.webhook', {
				typeVersion: 2,
				webhookId: '7f1c2a5e-0000-4000-8000-000000000001',
				parameters: { path: 'bench-peer', httpMethod: 'POST', responseMode: 'onReceived', options: {} },
			}),
			aNode('Done', 'n8n-nodes-base.noOp', { position: [200, 0] }),
		],
		connections: { Webhook: { main: [[{ node: 'Done', type: 'main', index: 0 }]] } },
		settings: nothingSaved,
	};
}

function collectWorkflow(port: number): WorkflowJson & { readonly id: string } {
	return {
		id: 'bench-collect',
		name: 'Collect',
		nodes: [
			aNode('Events', 'n8n-nodes-cohorts.customerEventTrigger', {
				webhookId: '7f1c2a5e-0000-4000-8000-000000000002',
				parameters: { path: 'bench-collect', ownPort: true, port },
			}),
		],
		connections: {},
		settings: nothingSaved,
	};
}
