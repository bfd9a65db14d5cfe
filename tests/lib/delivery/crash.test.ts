import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deliverMessages } from '../../../lib/delivery/deliverMessages';
import { destinations } from '../../../lib/delivery/destinations';
import { sql } from '../../../lib/sql/sql';
import { engineOver } from '../../support/engineOver';
import { openLocalServer, realRequest, type Reply } from '../../support/localServer';
import { openTestStore, temporaryFolder } from '../../support/openTestStore';
import { aMessage, openRules } from './builders';

test('a process killed while sending: what was sent stays sent, what was on its way is not sent again, the rest is', async () => {
	const folder = await temporaryFolder();
	let kill: () => void = () => undefined;
	let living = true;
	const server = await openLocalServer(async ({ body }): Promise<Reply> => {
		if (!living || !body.includes('"bob"')) return { status: 200 };
		living = false;
		kill(); // Bob's message has arrived, and its sender will never know.
		return await new Promise(() => undefined);
	});
	const script = join(__dirname, 'deliverChild.ts');
	const child = spawn(process.execPath, ['--import', 'tsx', script, folder, server.url], { stdio: 'inherit' });
	kill = () => child.kill('SIGKILL');
	const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
	expect(signal).toBe('SIGKILL');

	const store = await openTestStore(folder);
	const engine = engineOver(store, { today: '2025-03-15T13:00:00Z', overrides: { request: realRequest } });
	const messages = ['ada', 'bob', 'eve'].map((customerId) => aMessage({ customerId }));
	const destination = destinations.webhook.open({ url: server.url });
	const outcomes = await deliverMessages(engine, destination, { messages, options: openRules });
	expect(outcomes.map((outcome) => (outcome.ok ? outcome.value.state : 'failed'))).toEqual([
		'withheld',
		'unknown',
		'sent',
	]);
	const arrived = server.seen.map(({ body }) => (JSON.parse(body) as { customerId: string }).customerId);
	expect(arrived).toEqual(['ada', 'bob', 'eve']);
	const sent = await store.query(sql`select customer_id from events where name = 'Email Sent' order by 1`);
	expect(sent.map((row) => row.customer_id)).toEqual(['ada', 'eve']);
}, 60_000);
