import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { say } from '../demo/say';
import { installN8n } from '../n8n/install';
import { installPackage } from '../n8n/installPackage';
import { shippedWorkflows } from '../n8n/shippedWorkflows';
import { startN8n, type RunningN8n } from '../n8n/startN8n';
import { clusteringWorkflow } from './clusteringWorkflow';
import { plantSnapshot } from './plantSnapshot';
import type { BenchmarkRow } from './types';

const CUSTOMERS = 200_000;
const WEBHOOK = 'customer-events';
/** Posts per second: a steady visitor, not a load test. */
const PAUSE_MILLISECONDS = 50;
const IDLE_POSTS = 200;

/** Median over idle median, and the longest answer, of the trigger's webhook while customers are clustered. */
export async function measureWebhook(folder: string): Promise<BenchmarkRow[]> {
	const userFolder = join(folder, 'whole-n8n');
	const installed = await installN8n(say);
	await installPackage(userFolder);
	say(`Planting a snapshot of ${CUSTOMERS.toLocaleString('en-US')} customers`);
	await plantSnapshot(join(userFolder, '.n8n', 'cohorts'), CUSTOMERS);
	const collect = shippedWorkflows().filter(({ id }) => id === 'collect-events');
	const clustering = clusteringWorkflow();
	const n8n = await startN8n(installed, { userFolder, workflows: [...collect, clustering] });
	try {
		await n8n.rest.publish('collect-events');
		await n8n.rest.waitForWebhook(WEBHOOK);
		for (let warmUp = 0; warmUp < 20; warmUp += 1) await post(n8n, `warm-${warmUp}`);
		const idle = await postMany(n8n, 'idle', (count) => count >= IDLE_POSTS);
		say('Clustering, and posting meanwhile');
		let done = false;
		const run = n8n.rest
			.runWorkflow(clustering.id, { trigger: 'Start', timeoutSeconds: 900 })
			.finally(() => (done = true));
		const busy = await postMany(n8n, 'busy', () => done);
		const { status, data } = await run;
		if (status !== 'success') throw new Error(`the clustering ended with ${status}: ${data.resultData.error?.message ?? ''}`);
		return toRows(idle, busy);
	} finally {
		await n8n.stop();
	}
}

async function postMany(
	n8n: RunningN8n,
	label: string,
	isEnough: (count: number) => boolean,
): Promise<number[]> {
	const times: number[] = [];
	while (!isEnough(times.length)) {
		times.push(await post(n8n, `${label}-${times.length}`));
		await pause(PAUSE_MILLISECONDS);
	}
	return times;
}

/** Milliseconds until the event was answered. */
async function post(n8n: RunningN8n, id: string): Promise<number> {
	const body = JSON.stringify({ messageId: id, userId: 'visitor', event: 'Page Seen' });
	const started = performance.now();
	const response = await fetch(`${n8n.url}/webhook/${WEBHOOK}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body,
	});
	await response.text();
	if (response.status !== 200) throw new Error(`the webhook answered ${response.status}`);
	return performance.now() - started;
}

function toRows(idle: readonly number[], busy: readonly number[]): BenchmarkRow[] {
	const name = `webhook while ${CUSTOMERS.toLocaleString('en-US')} customers are clustered, beside idle`;
	const row = (metric: string, share: number): BenchmarkRow => {
		const [ours, peer] = [quantile(busy, share), quantile(idle, share)];
		return { case: name, metric, ours, peer, ratio: ours / peer, goal: null, holds: null };
	};
	const median = row('median milliseconds', 0.5);
	const longest = row('longest milliseconds', 1);
	return [
		{ ...median, goal: 'at most 1.5 times idle', holds: median.ratio !== null && median.ratio <= 1.5 },
		row('99th percentile milliseconds', 0.99),
		{ ...longest, goal: "at most 50 ms more than n8n's own", holds: longest.ours - (longest.peer ?? 0) <= 50 },
	];
}

function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((left, right) => left - right);
	return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
