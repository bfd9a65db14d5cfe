import type { INode, INodeTypes } from 'n8n-workflow';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadNodeTypes } from '../../scripts/n8n/nodeTypes';
import { shippedWorkflows } from '../../scripts/n8n/shippedWorkflows';
import type { WorkflowJson } from '../../scripts/n8n/types';
import { findWorkflowIssues } from '../support/workflowIssues';

const workflows = shippedWorkflows();
let nodeTypes: INodeTypes;
beforeAll(async () => {
	({ nodeTypes } = await loadNodeTypes());
});

describe.each(workflows)('$file', (workflow) => {
	test('uses only nodes, operations, parameters and values that exist', () => {
		expect(findWorkflowIssues(workflow, nodeTypes)).toEqual([]);
	});

	test('is explained to its reader on the canvas', () => {
		const notes = workflow.nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
		expect(notes.length).toBeGreaterThan(0);
	});

	test('is not started by being imported', () => {
		expect(workflow).not.toHaveProperty('active', true);
	});
});

test('no two workflows share a name or an id', () => {
	expect(new Set(workflows.map(({ name }) => name)).size).toBe(workflows.length);
	expect(new Set(workflows.map(({ id }) => id)).size).toBe(workflows.length);
});

describe('an issue is found:', () => {
	const position: [number, number] = [0, 0];
	const start: INode = { id: 's', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position, parameters: {} };
	const sort: INode = {
		id: 'l',
		name: 'Sort',
		type: 'n8n-nodes-base.sort',
		typeVersion: 1,
		position,
		parameters: { type: 'simple', sortFieldsUi: { sortField: [{ fieldName: 'size', order: 'descending' }] } },
	};
	const link = (from: string, to: string) => ({ [from]: { main: [[{ node: to, type: 'main' as const, index: 0 }]] } });
	const withNode = (change: Partial<INode>): WorkflowJson => ({
		nodes: [start, { ...sort, ...change }],
		connections: link('Start', 'Sort'),
	});
	const issuesOf = (workflow: WorkflowJson) => findWorkflowIssues(workflow, nodeTypes).join('\n');

	test('none in a workflow that is right', () => {
		expect(issuesOf(withNode({}))).toBe('');
	});

	test.each<[string, Partial<INode>, string]>([
		['a node type that does not exist', { type: 'n8n-nodes-cohorts.nothing' }, 'does not exist'],
		['a package that does not exist', { type: 'n8n-nodes-nowhere.sort' }, 'does not exist'],
		['a version that does not exist', { typeVersion: 7 }, 'version 7'],
		['an unknown parameter', { parameters: { ...sort.parameters, speed: 'high' } }, 'parameter "speed" is unknown'],
		['a parameter inside a collection', { parameters: { ...sort.parameters, options: { speed: 1 } } }, '"options.speed"'],
		['a parameter of another choice', { parameters: { ...sort.parameters, code: 'return 0' } }, 'parameter "code"'],
		['a value that is no option', { parameters: { ...sort.parameters, type: 'sideways' } }, 'sideways'],
		['a value deep inside that is no option', { parameters: { type: 'simple', sortFieldsUi: { sortField: [{ fieldName: 'a', order: 'up' }] } } }, '"up" is no option'],
		['a credential of one installation', { credentials: { httpBasicAuth: { id: '7', name: 'mine' } } }, 'httpBasicAuth'],
		['a webhook without its id', { type: 'n8n-nodes-base.webhook', typeVersion: 2, parameters: { path: 'x' } }, 'no webhookId'],
		['a required value left empty', { type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, parameters: { url: '' } }, 'URL'],
	])('%s', (_title, change, sentence) => {
		expect(issuesOf(withNode(change))).toContain(sentence);
	});

	test('a connection to a node that is gone', () => {
		expect(issuesOf({ nodes: [start, sort], connections: link('Start', 'Sorted') })).toContain('"Sorted", which is no node');
	});

	test('a node nothing is connected to', () => {
		expect(issuesOf({ nodes: [start, sort], connections: {} })).toContain('Sort: is connected to nothing');
	});
});
