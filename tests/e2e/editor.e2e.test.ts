import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { INodeTypeDescription } from 'n8n-workflow';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openRest } from '../../scripts/n8n/rest';
import { shippedWorkflows } from '../../scripts/n8n/shippedWorkflows';
import { openEditor, type Editor } from './support/browser';

const workflows = shippedWorkflows();
const manifest = JSON.parse(readFileSync(resolve(__dirname, '../../package.json'), 'utf8')) as {
	n8n: { nodes: string[] };
};
let editor: Editor;
beforeAll(async () => {
	editor = await openEditor();
});
afterAll(() => editor?.close());

test('n8n offers every node of the installed tarball', async () => {
	const { url, login } = inject('n8n');
	await openRest(url, login);
	const answer = await editor.page.request.get(`${url}/types/nodes.json`);
	const types = (await answer.json()) as INodeTypeDescription[];
	const ours = new Set(types.map(({ name }) => name).filter((name) => name.startsWith('n8n-nodes-cohorts.')));
	expect(ours.size).toBe(manifest.n8n.nodes.length);
});

test('the owner lands on the list of workflows, which holds every shipped one', async () => {
	await editor.page.goto(`${inject('n8n').url}/home/workflows`);
	for (const { name } of workflows) await editor.page.getByText(name, { exact: true }).first().waitFor();
	await editor.screenshot('workflows');
});

test.each(workflows)('$name opens with all its nodes known', async ({ id, nodes }) => {
	await editor.openWorkflow(id);
	const onCanvas = nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote');
	await expect.poll(() => editor.page.locator('[data-test-id=canvas-node][data-node-name]').count()).toBeGreaterThanOrEqual(onCanvas.length);
	expect(await editor.page.getByText('Install this node').count()).toBe(0);
	await editor.screenshot(id);
});
