import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sql } from '../../lib/sql/sql';
import { openDuckDbStore } from '../../lib/store/duckdb/openDuckDbStore';
import { installN8n } from '../../scripts/n8n/install';
import { installPackage } from '../../scripts/n8n/installPackage';
import { startN8n } from '../../scripts/n8n/startN8n';
import { expectOnce } from '../support/expectOnce';
import { vendorSenders } from '../support/senders';
import type { Target } from '../support/senders/types';

const OWN_PORT = 40_000 + (process.pid % 20_000);
const path = 'vendors';
const webhookId = randomUUID();
const key = 'ff5f63f7e32f5a0a36ba8a4ff3c0e0b1';

const collecting = {
	id: 'vendors-collect',
	name: 'Collect from every vendor',
	nodes: [
		{
			id: 'events',
			name: 'Events',
			type: 'n8n-nodes-cohorts.customerEventTrigger',
			typeVersion: 1,
			position: [0, 0],
			webhookId,
			parameters: { path, authentication: 'writeKey', writeKey: key, ownPort: true, port: OWN_PORT },
		},
	],
	connections: {},
	settings: { executionOrder: 'v1' },
};

test(
	"every vendor's own client sends to one trigger of a running n8n, by its webhook and its own port, and each event is stored once",
	async () => {
		const userFolder = mkdtempSync(join(tmpdir(), 'cohorts-vendors-'));
		onTestFinished(() => rmSync(userFolder, { recursive: true, force: true }));
		const installed = await installN8n(() => undefined);
		await installPackage(userFolder);
		const n8n = await startN8n(installed, { userFolder, workflows: [collecting] });
		const expected = [];
		try {
			await n8n.rest.publish(collecting.id);
			await n8n.rest.waitForWebhook(path);
			const addresses = { webhook: `${n8n.url}/webhook/${webhookId}/${path}`, port: `http://127.0.0.1:${OWN_PORT}` };
			for (const [way, address] of Object.entries(addresses)) {
				for (const sender of vendorSenders) {
					const target: Target = { address, key, run: `${way}-${sender.name}`, at: Date.now() - 3_600_000 };
					expect(await sender.send(target), `${sender.name} by ${way}`).toEqual([]);
					expected.push(...sender.events(target));
				}
			}
		} finally {
			await n8n.stop();
		}
		const store = await openDuckDbStore({ folder: join(userFolder, '.n8n', 'cohorts') });
		const rows = await store.query(sql`select * from events order by received_at, event_id`);
		await store.close();
		expectOnce(rows, expected);
	},
	300_000,
);
