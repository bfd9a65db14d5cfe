import { destinations } from '../../../lib/delivery/destinations';
import { deliverMessages } from '../../../lib/delivery/deliverMessages';
import { openDuckDbStore } from '../../../lib/store/duckdb/openDuckDbStore';
import { engineOver } from '../../support/engineOver';
import { aMessage, openRules } from './builders';

/** Delivers two messages to a webhook from a process of its own, which the test kills on the way. */
async function deliver(folder: string, url: string): Promise<void> {
	const store = await openDuckDbStore({ folder, memoryLimitMegabytes: 256, threads: 1 });
	const request = async ({ method, headers, body }: { method: string; headers?: object; body?: string }) => {
		const response = await fetch(url, { method, headers: { ...headers }, body });
		return { status: response.status, headers: {}, body: await response.text() };
	};
	const engine = engineOver(store, { today: '2025-03-15T12:00:00Z', overrides: { request } });
	const destination = { ...destinations.webhook.open({ url }), batchMessages: 1 };
	const messages = ['ada', 'bob', 'eve'].map((customerId) => aMessage({ customerId }));
	await deliverMessages(engine, destination, { messages, options: openRules });
}

void deliver(process.argv[2], process.argv[3]);
