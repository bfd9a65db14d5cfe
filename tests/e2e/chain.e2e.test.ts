import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { INodeExecutionData } from 'n8n-workflow';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openRest, type Execution, type RestClient } from '../../scripts/n8n/rest';
import { importWorkflow, nightlyWorkflow, shippedWorkflows } from '../../scripts/n8n/shippedWorkflows';
import { openEditor, type Editor } from './support/browser';

const minutes = 60_000;
const idOf = (file: string) => shippedWorkflows().find((workflow) => workflow.file === file)?.id ?? file;
let rest: RestClient;
let editor: Editor;
beforeAll(async () => {
	rest = await openRest(inject('n8n').url, inject('n8n').login);
	editor = await openEditor();
});
afterAll(() => editor?.close());

function itemsOf({ data }: Execution, node: string): INodeExecutionData[] {
	return (data.resultData.runData[node] ?? []).flatMap((task) => task.data?.main[0] ?? []);
}

async function runIt(file: string, trigger: string): Promise<Execution> {
	const execution = await rest.runWorkflow(idOf(file), { trigger, timeoutSeconds: 300 });
	expect(execution.data.resultData.error?.message).toBeUndefined();
	expect(execution.status).toBe('success');
	return execution;
}

// One story: each test goes on where the one before ended.

test('history is imported over REST, every simulated event once', async () => {
	const execution = await runIt(importWorkflow, 'When You Click Execute');
	expect(itemsOf(execution, 'Import Events')[0].json.stored).toBe(inject('n8n').simulatedEvents);
}, 5 * minutes);

test('the nightly workflow runs from the Execute button, node by node, to the report', async () => {
	const { page } = editor;
	await editor.openWorkflow(idOf(nightlyWorkflow));
	await page.locator('[data-test-id=execute-workflow-button]').first().click();
	const finished = page.locator('[data-test-id=canvas-node][data-node-name="Make Report"] [data-test-id=canvas-node-status-success]');
	await finished.waitFor({ timeout: 5 * minutes });
	await editor.screenshot('nightly-done');
}, 6 * minutes);

test('the segments are rows with names a marketer understands, and their plot shows in the panel', async () => {
	const { page } = editor;
	const output = page.locator('[data-test-id=output-panel]');
	await page.locator('[data-test-id=canvas-node][data-node-name="Name Segments"]').dblclick();
	await output.locator('[data-test-id=radio-button-table]').click();
	await output.getByText('segment-1', { exact: true }).first().waitFor();
	await editor.screenshot('segments');
	await page.keyboard.press('Escape');
	await page.locator('[data-test-id=canvas-node][data-node-name="Make Report"]').dblclick();
	await output.locator('[data-test-id=radio-button-binary]').click();
	await output.locator('[data-test-id=ndv-view-binary-data]').first().click();
	const image = output.locator('img[src*="/rest/binary-data"]');
	await expect.poll(() => image.evaluate((shown: { naturalWidth: number }) => shown.naturalWidth)).toBeGreaterThan(300);
	await editor.screenshot('plot');
	await page.keyboard.press('Escape');
});

test('the report opens in a browser and names every segment', async () => {
	const { results } = await rest.get<{ results: Array<{ id: string }> }>(
		`/executions?filter=${encodeURIComponent(JSON.stringify({ workflowId: idOf(nightlyWorkflow) }))}`,
	);
	const execution = await rest.waitForExecution(results[0].id);
	const binary = itemsOf(execution, 'Make Report')[0].binary?.report;
	const query = new URLSearchParams({ id: binary?.id ?? '', action: 'download', mimeType: 'text/html' });
	const answer = await editor.page.request.get(`${inject('n8n').url}/rest/binary-data?${query}`);
	const folder = resolve(__dirname, 'screenshots');
	mkdirSync(folder, { recursive: true });
	const file = resolve(folder, 'report.html');
	writeFileSync(file, await answer.text());
	const { page } = editor;
	await page.goto(pathToFileURL(file).href);
	const names = itemsOf(execution, 'Name Segments').map(({ json }) => String(json.name));
	expect(names.length).toBeGreaterThanOrEqual(4);
	for (const name of names) expect(await page.getByText(name).count(), name).toBeGreaterThan(0);
	await editor.screenshot('report');
});

test('the weekly campaign writes an e-mail for each chosen customer and sends none', async () => {
	const execution = await runIt('weekly-campaign.json', 'Every Monday at Nine');
	const emails = itemsOf(execution, 'Write E-Mail');
	expect(emails.length).toBeGreaterThan(0);
	expect(emails.filter(({ json }) => 'error' in json)).toEqual([]);
	expect(itemsOf(execution, 'Send E-Mail')).toEqual([]);
}, 3 * minutes);

test('a visit is answered with a decision in the same request, and a broken one with a sentence', async () => {
	await rest.waitForWebhook('personalize');
	const send = (body: unknown) =>
		fetch(`${inject('n8n').url}/webhook/personalize`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
	const visit = await send({ customerId: 'new-visitor', event: 'Pricing Viewed' });
	expect(visit.status).toBe(200);
	expect(Object.keys((await visit.json()) as object).length).toBeGreaterThan(0);
	const broken = await send({ nothing: true });
	expect(broken.status).toBe(400);
	expect(await broken.text()).toMatch(/\w+ \w+ \w+/);
});
