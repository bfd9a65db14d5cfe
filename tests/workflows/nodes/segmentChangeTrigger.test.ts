import { afterAll, beforeAll, expect, test } from 'vitest';
import type { IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeEngines } from '../../../nodes/shared/engines';
import { additionalDataFor } from '../../../scripts/n8n/additionalData';
import { openInProcessN8n, type InProcessN8n } from '../../../scripts/n8n/inProcess';
import { loadNodeTypes } from '../../../scripts/n8n/nodeTypes';
import { someHistory } from '../../support/openNodes';

let n8n: InProcessN8n;
let folder: string;
const type = 'n8n-nodes-cohorts.segmentChangeTrigger';
const trigger = (parameters: INodeParameters = {}): INode => ({
	id: 't', name: 'Trigger', type, typeVersion: 1, position: [0, 0],
	parameters: { triggerOn: 'both', segments: [], output: 'customers', changesMax: 1000, ...parameters },
});

/** One look of an activated workflow, with what n8n keeps between looks. */
async function poll(staticData: IDataObject, parameters: INodeParameters = {}): Promise<INodeExecutionData[] | null> {
	const { Workflow } = await import('n8n-workflow');
	const { PollContext } = await import('n8n-core');
	const { credentialType: typeOf } = await loadNodeTypes();
	const node = trigger(parameters);
	const workflow = new Workflow({ id: 'w', name: 'w', nodes: [node], connections: {}, active: true, nodeTypes: n8n.nodeTypes });
	const base = { id: 'w', name: 'w', nodes: [node], connections: {}, active: true, isArchived: false, activeVersionId: null, createdAt: new Date(0), updatedAt: new Date(0) };
	const data = await additionalDataFor(base as unknown as Parameters<typeof additionalDataFor>[0], 'trigger', { values: {}, typeOf });
	const context = new PollContext(workflow, node, data, 'trigger', 'activate', undefined, undefined, undefined, undefined, () => staticData);
	const found = await n8n.nodeTypes.getByNameAndVersion(type, 1).poll?.call(context);
	return found === null || found === undefined ? null : found[0];
}

async function run(nodeType: string, parameters: INodeParameters, items: INodeExecutionData[] = [{ json: {} }]): Promise<INodeExecutionData[]> {
	const start: INode = { id: 's', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} };
	const node: INode = { id: 'n', name: 'Node', type: `n8n-nodes-cohorts.${nodeType}`, typeVersion: 1, position: [0, 0], parameters };
	const connections = { Start: { main: [[{ node: 'Node', type: 'main' as const, index: 0 }]] } };
	const finished = await n8n.run({ nodes: [start, node], connections }, { pinData: { Start: items } });
	if (finished.error !== undefined) throw finished.error;
	return finished.items('Node');
}

/** Imported as history: an event recorded today was not known at a moment of the past. */
const record = async (userId: string, event: string, times: number): Promise<void> => {
	const lines = Array.from({ length: times }, (_, index) =>
		JSON.stringify({
			messageId: `${userId}/${event}/new/${index}`, type: 'track', event, userId, timestamp: new Date(Date.parse('2025-03-02T00:00:00Z') - index * 1000).toISOString(),
		}),
	);
	const file = join(folder, `${userId}.ndjson`);
	writeFileSync(file, lines.join('\n'));
	await run('customerEvents', { operation: 'import', source: 'path', filePath: file });
};
const refresh = async (present: string, asOfDate: string): Promise<INodeExecutionData[]> => {
	await run('customerFeatures', { operation: 'compute', asOf: 'date', asOfDate });
	return await run('customerSegments', {
		operation: 'discover', clustersFrom: 'fixed', clusters: 3, present, // What the three groups differ in, so that errors alone make a shopper a struggler.
		discoverOptions: { floor: 10, features: 'errorsLast90Days, webinarsLast90Days' },
	});
};

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'cohorts-changes-'));
	n8n = await openInProcessN8n({ userFolder: folder });
	const file = join(folder, 'history.ndjson');
	writeFileSync(file, someHistory(40));
	await run('customerEvents', { operation: 'import', source: 'path', filePath: file });
});
afterAll(async () => {
	await closeEngines();
	rmSync(folder, { recursive: true, force: true });
});

const remembered: IDataObject = {};
const summary = (items: INodeExecutionData[] | null) => (items ?? []).map(({ json }) => `${String(json.customerId)} ${String(json.change)}`);

test('a test in the editor before anything happened says what to do first', async () => {
	const finished = await n8n.run({ nodes: [trigger()], connections: {} }, { startNode: 'Trigger' });
	expect(finished.error?.message).toContain('run Customer Segments · Discover first');
});

test('the first look takes note and tells nothing, whatever is in the segments already', async () => {
	await refresh('lookAgain', '2025-03-01T00:00:00Z');
	expect(await poll(remembered)).toBeNull();
	expect(remembered.position).toBeDefined();
	expect(await poll(remembered)).toBeNull();
});

test('who moved comes once, leaving before entering, with the reason', async () => {
	await record('shopper-3', 'Error Shown', 60);
	await refresh('keep', '2025-03-02T00:00:01Z');
	const fork = { ...remembered };
	const items = await poll(remembered);
	expect(summary(items)).toEqual(['shopper-3 left', 'shopper-3 entered']);
	expect(items?.[1].json).toMatchObject({ because: 'behaviour changed', at: '2025-03-02T00:00:01.000Z' });
	expect(await poll(remembered)).toBeNull();
	// One at a time, and nothing is lost.
	expect(summary(await poll(fork, { changesMax: 1 }))).toEqual(['shopper-3 left']);
	expect(summary(await poll(fork, { changesMax: 1 }))).toEqual(['shopper-3 entered']);
	expect(await poll(fork, { changesMax: 1 })).toBeNull();
});

test('refreshes that were missed are caught up; a filter and counts give what was asked for', async () => {
	const [fork, other] = [{ ...remembered }, { ...remembered }];
	await record('shopper-4', 'Error Shown', 60);
	await refresh('keep', '2025-03-02T00:00:02Z');
	await record('shopper-5', 'Error Shown', 60);
	await refresh('keep', '2025-03-02T00:00:03Z');
	expect(summary(await poll(remembered))).toEqual(['shopper-4 left', 'shopper-4 entered', 'shopper-5 left', 'shopper-5 entered']);
	expect(summary(await poll(fork, { triggerOn: 'entered' }))).toEqual(['shopper-4 entered', 'shopper-5 entered']);
	const [counts] = (await poll(other, { output: 'counts' })) ?? [];
	expect(counts.json).toMatchObject({ entered: 2, left: 2 });
	expect(counts.json.segments).toHaveLength(2);
});

test('a test in the editor shows the latest changes and remembers nothing', async () => {
	const finished = await n8n.run({ nodes: [trigger()], connections: {} }, { startNode: 'Trigger' });
	expect(finished.error).toBeUndefined();
	expect(summary(finished.items('Trigger'))).toEqual(['shopper-5 left', 'shopper-5 entered']);
	expect(await poll(remembered)).toBeNull();
});

test('comparing, proving and syncing answer as nodes', async () => {
	const [compared] = await run('customerSegments', { operation: 'compare', against: 'previous' });
	expect(compared.json).toMatchObject({ entered: 0, left: 0 });
	expect(String((compared.json.changed as string[])[0])).toMatch(/^99 % of the customers/);
	const [everybody] = await run('customerSegments', {
		operation: 'getChanges', sync: 'CRM', remember: 'whenConfirmed',
		segment: { __rl: true, mode: 'id', value: String((compared.json.segments as IDataObject[])[0].segment) },
	});
	expect(everybody.json).toMatchObject({ action: 'members', sync: 'CRM' });
	const [confirmed] = await run('customerSegments', { operation: 'confirmSync', sync: 'CRM', position: String(everybody.json.position) });
	expect(confirmed.json).toMatchObject({ confirmed: true });
	await expect(run('customerSegments', { operation: 'prove', outcome: 'revenue', horizonDays: 20, proofOptions: {} })).rejects.toThrow(/a proof needs at least 200/);
});
