import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sql } from '../../lib/sql/sql';
import { openDuckDbStore } from '../../lib/store/duckdb/openDuckDbStore';
import { installN8n } from '../../scripts/n8n/install';
import { installPackage } from '../../scripts/n8n/installPackage';
import { startN8n, type RunningN8n } from '../../scripts/n8n/startN8n';

const KILLS = 3;
const OWN_PORT = 20_000 + (process.pid % 20_000);
const path = 'killed-collect';

const collecting = {
	id: 'killed-collect',
	name: 'Collect until killed',
	nodes: [
		{
			id: 'events',
			name: 'Events',
			type: 'n8n-nodes-cohorts.customerEventTrigger',
			typeVersion: 1,
			position: [0, 0],
			webhookId: randomUUID(),
			parameters: { path, ownPort: true, port: OWN_PORT },
		},
	],
	connections: {},
	settings: { executionOrder: 'v1' },
};

/** Posts one event after the other until the address is gone; returns the ids that were answered 200. */
async function postUntilGone(address: string, run: string): Promise<string[]> {
	const acknowledged: string[] = [];
	for (let count = 0; ; count += 1) {
		const messageId = `${run}-${count}`;
		const body = JSON.stringify({ messageId, userId: `customer-${count % 20}`, event: 'Invoice Opened' });
		const status = await fetch(address, { method: 'POST', body }).then(
			(response) => response.status,
			() => undefined,
		);
		if (status === undefined) return acknowledged;
		if (status === 200) acknowledged.push(messageId);
	}
}

test(
	`no event that was answered 200 is lost or doubled when n8n itself is killed ${KILLS} times under load`,
	async () => {
		const userFolder = mkdtempSync(join(tmpdir(), 'cohorts-killed-'));
		onTestFinished(() => rmSync(userFolder, { recursive: true, force: true }));
		const installed = await installN8n(() => undefined);
		await installPackage(userFolder);
		const acknowledged: string[] = [];
		for (let kill = 0; kill < KILLS; kill += 1) {
			const n8n = await startN8n(installed, { userFolder, workflows: kill === 0 ? [collecting] : [] });
			if (kill === 0) await n8n.rest.publish(collecting.id);
			await n8n.rest.waitForWebhook(path);
			acknowledged.push(...(await loadAndKill(n8n, `run${kill}`)));
		}
		const store = await openDuckDbStore({ folder: join(userFolder, '.n8n', 'cohorts') });
		const { keys } = await store.columns(sql`select event_id from events`);
		await store.close();
		const known = new Set(keys);
		expect(acknowledged.length).toBeGreaterThan(KILLS * 20);
		expect(acknowledged.filter((id) => !known.has(id))).toEqual([]);
		expect(keys.length).toBe(known.size);
	},
	300_000,
);

async function loadAndKill(n8n: RunningN8n, run: string): Promise<string[]> {
	const addresses = [`${n8n.url}/webhook/${path}`, `http://127.0.0.1:${OWN_PORT}/`];
	const senders = Array.from({ length: 8 }, (_, index) => postUntilGone(addresses[index % 2], `${run}-${index}`));
	await new Promise((resolve) => setTimeout(resolve, 1500));
	await n8n.kill();
	return (await Promise.all(senders)).flat();
}
