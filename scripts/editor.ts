import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareHistory } from './demo/prepareHistory';
import { say, seconds } from './demo/say';
import { installN8n } from './n8n/install';
import { installPackage } from './n8n/installPackage';
import {
	canBePublished,
	importWorkflow,
	nightlyWorkflow,
	shippedWorkflows,
	type ShippedWorkflow,
} from './n8n/shippedWorkflows';
import { startN8n, type RunningN8n } from './n8n/startN8n';
import { withHistory } from './n8n/withHistory';

const usage = `The whole product in a whole n8n: installs n8n and the packed package, imports history, runs the nightly
workflow, and leaves the editor open.

npm run editor -- [--customers 20000] [--seed 1] [--data FILE] [--port N] [--folder DIR] [--fresh] [--close]

  --data    an own CSV, NDJSON or Parquet file instead of simulated customers
  --port    where the editor listens; a free port without it
  --folder  n8n's user folder; kept, so that your changes are there next time (.n8n-full/editor)
  --fresh   empties that folder first
  --close   ends after the runs instead of waiting for Ctrl-C`;

const flags = {
	customers: { type: 'string', default: '20000' },
	seed: { type: 'string', default: '1' },
	data: { type: 'string' },
	port: { type: 'string' },
	folder: { type: 'string', default: resolve(__dirname, '../.n8n-full/editor') },
	fresh: { type: 'boolean', default: false },
	close: { type: 'boolean', default: false },
	help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
	const { values } = parseArgs({ options: flags });
	if (values.help) return console.log(usage);
	const userFolder = resolve(values.folder);
	if (values.fresh) rmSync(userFolder, { recursive: true, force: true });
	const installed = await installN8n(say);
	await timed('Installing the packed package as n8n does', () => installPackage(userFolder));
	const workflows = await preparedWorkflows(values, userFolder);
	const environment = values.port === undefined ? {} : { N8N_PORT: values.port };
	const n8n = await timed('Starting n8n with the shipped workflows', () =>
		startN8n(installed, { userFolder, workflows, environment }),
	);
	try {
		for (const { id } of workflows.filter(canBePublished)) await n8n.rest.publish(id);
		// In this order, so that the editor opens on results.
		for (const file of [importWorkflow, nightlyWorkflow]) await runOnce(n8n, workflows, file);
		console.log(`\nEditor    ${n8n.url}\nE-mail    ${n8n.login.email}\nPassword  ${n8n.login.password}\n`);
		if (!values.close) await interruption();
	} finally {
		say('Stopping n8n');
		await n8n.stop();
	}
}

/** The shipped workflows, the import one filled in with the given or the simulated file. */
async function preparedWorkflows(
	{ data, customers, seed }: { data?: string; customers: string; seed: string },
	userFolder: string,
): Promise<ShippedWorkflow[]> {
	const request = { data, customers: Number(customers), seed, columns: {}, timeFormat: '', currency: 'EUR' };
	const history = await prepareHistory(request, userFolder);
	return shippedWorkflows().map((workflow) =>
		workflow.file === importWorkflow ? withHistory(workflow, history) : workflow,
	);
}

async function runOnce(n8n: RunningN8n, workflows: readonly ShippedWorkflow[], file: string): Promise<void> {
	const workflow = workflows.find((candidate) => candidate.file === file);
	if (workflow === undefined) throw new Error(`workflows/${file} is missing`);
	const { status, data } = await timed(`Running "${workflow.name}"`, () =>
		n8n.rest.runWorkflow(workflow.id, { trigger: triggerOf(workflow), timeoutSeconds: 1800 }),
	);
	if (status === 'success') return;
	const { error } = data.resultData;
	throw new Error(`"${workflow.name}" ended with ${status}: ${error?.message ?? 'no reason given'}`);
}

function triggerOf({ nodes, name }: ShippedWorkflow): string {
	const trigger = nodes.find(({ type }) => /Trigger$/.test(type));
	if (trigger === undefined) throw new Error(`Workflow "${name}" has no trigger to start from`);
	return trigger.name;
}

/** Resolves on Ctrl-C or SIGTERM. */
function interruption(): Promise<void> {
	say('Ctrl-C stops n8n');
	return new Promise((stop) => {
		process.once('SIGINT', () => stop());
		process.once('SIGTERM', () => stop());
	});
}

async function timed<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
	say(what);
	const started = performance.now();
	const result = await work();
	say(`${what}: done in ${seconds(performance.now() - started)}`);
	return result;
}

main().catch((error: unknown) => {
	process.stderr.write(`\n✖ ${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
