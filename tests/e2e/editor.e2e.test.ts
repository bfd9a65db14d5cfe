import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { INodeTypeDescription } from 'n8n-workflow';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
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
	const answer = await editor.page.request.get(`${inject('n8n').url}/types/nodes.json`);
	const known = ((await answer.json()) as INodeTypeDescription[]).map(({ name }) => name);
	const expected = manifest.n8n.nodes.map((file) => basename(file, '.node.js')).map((name) => `n8n-nodes-cohorts.${name[0].toLowerCase()}${name.slice(1)}`);
	expect(expected.length).toBeGreaterThan(0);
	expect(known).toEqual(expect.arrayContaining(expected));
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

test("Record Items shows n8n's own mapping control with the fields of an event", async () => {
	const { page } = editor;
	await editor.openWorkflow('import-from-bigquery');
	await page.locator('[data-test-id=canvas-node][data-node-name="Record Items"]').dblclick();
	await page.getByText('Fields are found by the names they usually have').waitFor();
	await page.locator('[data-test-id=mapping-mode-select]').click();
	await page.getByText('Map Each Column Manually').click();
	await page.getByText('Keep Other Fields as Properties').waitFor();
	await editor.screenshot('record-items-mapped');
	await page.getByText('Customer ID').first().waitFor({ timeout: 15_000 });
});
