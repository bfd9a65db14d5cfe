import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IExecuteFunctions, INode, INodeParameters, INodeType } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openInProcessN8n, type InProcessN8n, type WorkflowJson } from '../../scripts/n8n/inProcess';

const userFolder = mkdtempSync(join(tmpdir(), 'cohorts-harness-'));
/** Works until n8n's cancel signal fires. */
const endless = {
	description: {
		displayName: 'Endless',
		name: 'endless',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Endless' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	},
	async execute(this: IExecuteFunctions) {
		this.logger.info('Endless: working');
		await once(this.getExecutionCancelSignal() as AbortSignal, 'abort');
		return [this.getInputData()];
	},
} satisfies INodeType;

const logged: string[] = [];
let n8n: InProcessN8n;
beforeAll(async () => {
	n8n = await openInProcessN8n({
		userFolder,
		extraNodes: { 'n8n-nodes-test.endless': endless },
		onLog: ({ message }) => logged.push(message),
	});
});
afterAll(() => rmSync(userFolder, { recursive: true }));

function aNode(name: string, type: string, parameters: INodeParameters = {}): INode {
	const versions: Record<string, number> = { scheduleTrigger: 1.2, set: 3.4, if: 2.2, webhook: 2, httpRequest: 4.2 };
	return {
		id: name,
		name,
		type: `n8n-nodes-base.${type}`,
		typeVersion: versions[type] ?? 1,
		position: [0, 0],
		parameters,
	};
}

const assign = (name: string, value: string, type = 'string') => ({
	assignments: { assignments: [{ id: name, name, value, type }] },
	includeOtherFields: true,
});

/** Nodes in a row, each fed by the one before; the first is the trigger. */
function inARow(...nodes: INode[]): WorkflowJson {
	const links = nodes.slice(1).map((node, index) => [
		nodes[index].name,
		{ main: [[{ node: node.name, type: 'main' as const, index: 0 }]] },
	]);
	return { name: 'in a row', nodes, connections: Object.fromEntries(links) };
}

const condition = (leftValue: string, operation: 'gt' | 'lt', rightValue: number) => ({
	conditions: {
		options: { caseSensitive: true, typeValidation: 'strict', version: 2 },
		combinator: 'and',
		conditions: [{ id: '1', leftValue, rightValue, operator: { type: 'number', operation } }],
	},
});

test('items flow from the trigger through expressions to the branch that holds', async () => {
	const json = inARow(
		aNode('Start', 'manualTrigger'),
		aNode('Amount', 'set', assign('amount', '={{ 6 * 7 }}', 'number')),
		aNode('Large', 'if', condition('={{ $json.amount }}', 'gt', 40)),
	);
	const run = await n8n.run(json);
	expect(run.status).toBe('success');
	expect(run.items('Amount').map((item) => item.json)).toEqual([{ amount: 42 }]);
	expect(run.items('Large', 0)).toHaveLength(1);
	expect(run.items('Large', 1)).toHaveLength(0);
});

test('a schedule starts at once, with the fields a scheduled run has', async () => {
	const schedule = aNode('Every night', 'scheduleTrigger', { rule: { interval: [{}] } });
	const copy = aNode('Copy', 'set', assign('year', '={{ $json.Year }}'));
	const run = await n8n.run(inARow(schedule, copy));
	expect(run.items('Copy')[0].json.year).toMatch(/^20\d\d$/);
});

test('pinned items stand for the request of a webhook', async () => {
	const json = inARow(
		aNode('Hook', 'webhook', { path: 'visit', httpMethod: 'POST' }),
		aNode('Who', 'set', assign('customer', '={{ $json.body.userId }}')),
	);
	const pinData = { Hook: [{ json: { body: { userId: 'ada' } } }, { json: { body: { userId: 'ben' } } }] };
	const run = await n8n.run(json, { pinData, mode: 'webhook' });
	expect(run.items('Who').map((item) => item.json.customer)).toEqual(['ada', 'ben']);
	expect(run.items('Who')[1].pairedItem).toEqual({ item: 1 });
});

describe('an error in a node', () => {
	const failing = aNode('Fail', 'stopAndError', { errorMessage: 'no customers' });

	test('stops the run and is reported with its sentence', async () => {
		const json = inARow(aNode('Start', 'manualTrigger'), failing, aNode('After', 'noOp'));
		const run = await n8n.run(json);
		expect(run.status).toBe('error');
		expect(run.error?.message).toBe('no customers');
		expect(run.items('After')).toEqual([]);
	});

	test('travels on as an item when the node continues on fail', async () => {
		const json = inARow(
			aNode('Start', 'manualTrigger'),
			{ ...aNode('Fetch', 'httpRequest', { url: 'nowhere' }), onError: 'continueRegularOutput' },
			aNode('After', 'noOp'),
		);
		const run = await n8n.run(json);
		expect(run.status).toBe('success');
		expect(run.items('After')[0].json).toHaveProperty('error');
	});
});

test('hooks name each node with its item count and seconds', async () => {
	const started: string[] = [];
	const json = inARow(
		aNode('Start', 'manualTrigger'),
		aNode('List', 'set', { mode: 'raw', jsonOutput: '{ "names": ["ada", "ben", "cy"] }' }),
		aNode('Split', 'splitOut', { fieldToSplitOut: 'names' }),
	);
	const run = await n8n.run(json, { onNodeStart: (node) => started.push(node) });
	expect(started).toEqual(['Start', 'List', 'Split']);
	expect(run.finished.map(({ node, itemCount }) => [node, itemCount])).toEqual([
		['Start', 1],
		['List', 1],
		['Split', 3],
	]);
	expect(run.finished.every(({ seconds }) => seconds >= 0 && seconds < 10)).toBe(true);
});

test('binary data made by one node is read by the next', async () => {
	const toFile = aNode('File', 'convertToFile', { operation: 'toJson' });
	const fromFile = aNode('Rows', 'extractFromFile', { operation: 'fromJson' });
	const json = inARow(
		aNode('Start', 'manualTrigger'),
		aNode('Row', 'set', assign('name', 'Åsa, "the first"')),
		toFile,
		fromFile,
	);
	const run = await n8n.run(json);
	expect(run.items('File')[0].binary?.data.mimeType).toBe('application/json');
	expect(run.items('Rows')[0].json.data).toEqual([{ name: 'Åsa, "the first"' }]);
});

test('an aborted signal reaches the node at work, which had logged its progress, and cancels the run', async () => {
	const stop = new AbortController();
	const json = inARow(
		aNode('Start', 'manualTrigger'),
		{ ...aNode('Endless', 'noOp'), type: 'n8n-nodes-test.endless' },
		aNode('After', 'noOp'),
	);
	const run = await n8n.run(json, {
		signal: stop.signal,
		onNodeStart: (node) => node === 'Endless' && setTimeout(() => stop.abort(), 20),
	});
	expect(run.status).toBe('canceled');
	expect(logged).toContain('Endless: working');
	expect(run.items('After')).toEqual([]);
});

test('a workflow is not changed by running it', async () => {
	const json = inARow(aNode('Start', 'manualTrigger'), aNode('Set', 'set', assign('one', '1')));
	const before = structuredClone(json);
	await n8n.run(json);
	expect(json).toEqual(before);
});

test('a workflow without a trigger asks for a start node', async () => {
	await expect(n8n.run(inARow(aNode('Only', 'noOp')))).rejects.toThrow('no connected trigger');
});
