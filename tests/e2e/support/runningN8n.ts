import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { installN8n } from '../../../scripts/n8n/install';
import { installPackage } from '../../../scripts/n8n/installPackage';
import type { Login } from '../../../scripts/n8n/rest';
import { canBePublished, importWorkflow, shippedWorkflows } from '../../../scripts/n8n/shippedWorkflows';
import { startN8n } from '../../../scripts/n8n/startN8n';
import { withHistory } from '../../../scripts/n8n/withHistory';
import { writeSimulation } from '../../../scripts/simulate/writeSimulation';
import { installChromium } from './chromium';

declare module 'vitest' {
	export interface ProvidedContext {
		/** The one n8n of all e2e files: the package from its tarball, the shipped workflows imported and published. */
		n8n: {
			readonly url: string;
			readonly login: Login;
			readonly userFolder: string;
			/** Distinct events in the file that the import workflow is pinned to. */
			readonly simulatedEvents: number;
		};
		/** Path of the browser. */
		chromium: string;
	}
}

const say = (sentence: string) => process.stderr.write(`▸ ${sentence}\n`);

/** Starts what every e2e file shares; vitest runs the returned function when all have ended. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
	project.provide('chromium', installChromium());
	const installed = await installN8n(say);
	const userFolder = mkdtempSync(join(tmpdir(), 'cohorts-n8n-'));
	say('Installing the packed package as n8n does');
	await installPackage(userFolder);
	say('Starting n8n');
	const folder = join(userFolder, 'simulation');
	const simulation = await writeSimulation({ customers: 3000, seed: 1, compress: true }, folder);
	const history = { file: join(folder, simulation.files.events), timeFormat: '', currency: 'EUR', columns: {} };
	const workflows = shippedWorkflows().map((workflow) =>
		workflow.file === importWorkflow ? withHistory(workflow, history) : workflow,
	);
	const n8n = await startN8n(installed, { userFolder, workflows });
	const stop = async () => {
		await n8n.stop();
		rmSync(userFolder, { recursive: true });
	};
	try {
		for (const { id } of workflows.filter(canBePublished)) await n8n.rest.publish(id);
	} catch (error) {
		await stop();
		throw error;
	}
	const { url, login } = n8n;
	project.provide('n8n', { url, login, userFolder, simulatedEvents: simulation.events });
	say(`n8n runs at ${url}`);
	return stop;
}
