import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { INodeExecutionData } from 'n8n-workflow';
import { openInProcessN8n, type InProcessN8n, type NodeFinished, type WorkflowJson, type WorkflowRun } from '../n8n/inProcess';
import { withHistory } from '../n8n/withHistory';
import { closeEngines } from '../../nodes/shared/engines';
import type { History } from './prepareHistory';
import { say } from './say';
import { watchMemory } from './watchMemory';

export interface Step {
	readonly name: string;
	readonly items: number;
	readonly seconds: number;
	readonly peakMegabytes: number;
}

/** Output of the nodes of the shipped workflows, by workflow and node. */
export interface Chain {
	readonly origin: string;
	readonly steps: readonly Step[];
	readonly imported: WorkflowRun;
	readonly nightly: WorkflowRun;
	readonly weekly: WorkflowRun;
	readonly peakMegabytes: number;
}

const PROGRESS_EVERY_MILLISECONDS = 5_000;

const workflowsFolder = resolve(__dirname, '../../workflows');

/** Runs the shipped workflows with n8n's own engine in this process: import, nightly refresh, weekly campaign. */
export async function runChain(history: History, out: string): Promise<Chain> {
	const memory = watchMemory();
	const n8n = await openInProcessN8n({
		userFolder: join(out, 'n8n'),
		onLog: sayNowAndThen(),
	});
	const steps: Step[] = [];
	const run = async (file: string, change: (json: WorkflowJson) => WorkflowJson = (json) => json) =>
		await runWorkflow({ n8n, steps, memory }, change(await readWorkflow(file)));
	const imported = await run('import-customer-history.json', (json) => withHistory(json, history));
	const nightly = await run('nightly-segment-refresh.json');
	const weekly = await run('weekly-campaign.json');
	// As the trigger does in n8n; the open stores are shared through globalThis.
	await closeEngines();
	return { origin: history.origin, steps, imported, nightly, weekly, peakMegabytes: memory.stop() };
}

/** Lines of one node that differ in their numbers only are one progress, told every few seconds. */
function sayNowAndThen(): (line: { readonly level: string; readonly message: string }) => void {
	const told = new Map<string, number>();
	return ({ level, message }) => {
		if (level !== 'info' && level !== 'error') return;
		const kind = message.replace(/\d+/g, '#');
		const now = performance.now();
		if (now - (told.get(kind) ?? -Infinity) < PROGRESS_EVERY_MILLISECONDS) return;
		told.set(kind, now);
		say(`  ${message}`);
	};
}

async function readWorkflow(file: string): Promise<WorkflowJson> {
	return JSON.parse(await readFile(join(workflowsFolder, file), 'utf8')) as WorkflowJson;
}

async function runWorkflow(
	{ n8n, steps, memory }: { n8n: InProcessN8n; steps: Step[]; memory: ReturnType<typeof watchMemory> },
	json: WorkflowJson,
): Promise<WorkflowRun> {
	say(`Workflow "${json.name ?? ''}"`);
	const run = await n8n.run(json, {
		onNodeStart: () => memory.lap(),
		onNodeFinish: (finished) => steps.push(toStep(json, finished, memory.lap())),
	});
	if (run.error !== undefined) throw new Error(`${run.error.message}${descriptionOf(run.error)}`);
	return run;
}

function descriptionOf(error: Error): string {
	const { description } = error as { description?: string | null };
	return description ? `\n  ${description}` : '';
}

function toStep(json: WorkflowJson, finished: NodeFinished, peakMegabytes: number): Step {
	const step = {
		name: `${json.name ?? ''}: ${finished.node}`,
		items: finished.itemCount,
		seconds: Math.round(finished.seconds * 100) / 100,
		peakMegabytes,
	};
	say(`${finished.node}: ${step.items} items, ${step.seconds} s, ${peakMegabytes} MB`);
	for (const { message } of finished.hints) say(`  hint: ${message}`);
	return step;
}

/** Items of a node that are results, not errors. */
export function results(run: WorkflowRun, node: string): readonly INodeExecutionData[] {
	return run.items(node).filter(({ json }) => json.error === undefined);
}
