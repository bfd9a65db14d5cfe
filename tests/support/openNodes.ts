import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ICredentialDataDecryptedObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { seededRandom } from '../../lib/core/random';
import { closeEngines } from '../../nodes/shared/engines';
import { openInProcessN8n, type WorkflowRun } from '../../scripts/n8n/inProcess';

export interface NodeRun {
	/** Of this package: "customerEvents". */
	readonly type: string;
	readonly parameters: INodeParameters;
	/** What comes in; one empty item by default. */
	readonly items?: INodeExecutionData[];
	/** As "On Error" in the settings of a node; stops by default. */
	readonly onError?: INode['onError'];
	readonly credentials?: Readonly<Record<string, ICredentialDataDecryptedObject>>;
}

/** Our nodes inside n8n's own engine, one at a time, over a store of their own. */
export interface Nodes {
	readonly folder: string;
	run(given: NodeRun): Promise<WorkflowRun>;
	close(): Promise<void>;
}

export const nodeUnderTest = 'Node';

export async function openNodes(): Promise<Nodes> {
	const folder = mkdtempSync(join(tmpdir(), 'cohorts-nodes-'));
	const n8n = await openInProcessN8n({ userFolder: folder });
	return {
		folder,
		run: async ({ type, parameters, items = [{ json: {} }], onError, credentials = {} }) => {
			const start = aNode('Start', 'n8n-nodes-base.manualTrigger');
			const references = Object.keys(credentials).map((name) => [name, { id: '1', name }]);
			const node = {
				...aNode(nodeUnderTest, `n8n-nodes-cohorts.${type}`, parameters),
				...(onError === undefined ? {} : { onError }),
				credentials: Object.fromEntries(references) as INode['credentials'],
			};
			const connections = { Start: { main: [[{ node: nodeUnderTest, type: 'main' as const, index: 0 }]] } };
			return await n8n.run({ nodes: [start, node], connections }, { pinData: { Start: items }, credentials });
		},
		close: async () => {
			await closeEngines();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

function aNode(name: string, type: string, parameters: INodeParameters = {}): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters };
}

/** What the node put out, as JSON and pairing. */
export function outputOf(run: WorkflowRun): { json: INodeExecutionData['json']; pairedItem: INodeExecutionData['pairedItem'] }[] {
	return run.items(nodeUnderTest).map(({ json, pairedItem }) => ({ json, pairedItem }));
}

/** The error that stopped the run, as n8n shows it. */
export function stopOf(run: WorkflowRun): { message: string; description?: string; item?: number } {
	const error = run.error as (Error & { description?: string; context?: { itemIndex?: number } }) | undefined;
	if (error === undefined) throw new Error('the run was not stopped by an error');
	return { message: error.message, description: error.description, item: error.context?.itemIndex };
}

/** An incoming item with a file in the binary field "data". */
export function aFileItem(fileName: string, content: string): INodeExecutionData {
	const data = Buffer.from(content, 'utf8').toString('base64');
	return { json: {}, binary: { data: { data, mimeType: 'text/plain', fileName } } };
}

/** Three groups of customers as lines of NDJSON: shoppers, readers, and people with errors and tickets. */
export function someHistory(customersPerGroup: number): string {
	const habits: Readonly<Record<string, Readonly<Record<string, number>>>> = {
		shopper: { 'Order Completed': 8, 'Feature Used': 1 },
		reader: { 'Article Read': 14, 'Webinar Attended': 5 },
		struggler: { 'Error Shown': 9, 'Ticket Created': 5 },
	};
	return Object.entries(habits)
		.flatMap(([group, events]) =>
			Array.from({ length: customersPerGroup }, (_, index) => rowsOfOne(`${group}-${index}`, events)).flat(),
		)
		.join('\n');
}

function rowsOfOne(userId: string, events: Readonly<Record<string, number>>): string[] {
	const random = seededRandom(userId);
	const end = Date.parse('2025-03-01T00:00:00Z');
	const identify = {
		messageId: `${userId}/identify`, type: 'identify', userId, timestamp: '2025-01-01T08:00:00Z',
		traits: { email: `${userId}@example.com`, firstName: 'Ada', marketingConsent: true },
	};
	const tracked = Object.entries(events).flatMap(([event, often]) =>
		Array.from({ length: Math.max(1, Math.round(often + random.normal())) }, (_, index) => ({
			messageId: `${userId}/${event}/${index}`, type: 'track', event, userId,
			timestamp: new Date(end - 1 - Math.floor(random.next() * 58 * 86_400_000)).toISOString(),
			...(event === 'Order Completed' ? { orderId: `${userId}/${index}`, revenue: 40, currency: 'EUR' } : {}),
		})),
	);
	return [identify, ...tracked].map((row) => JSON.stringify(row));
}
