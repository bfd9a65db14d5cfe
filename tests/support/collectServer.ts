import { onTestFinished } from 'vitest';
import { collectRequest, type Gate } from '../../lib/journeys/collectRequest';
import { systemClock } from '../../lib/core/clock';
import { sql } from '../../lib/sql/sql';
import type { Row } from '../../lib/store/types';
import { openListener } from '../../nodes/CustomerEventTrigger/openListener';
import { letIn } from './letIn';
import { openTestStore } from './openTestStore';

/** Below n8n's webhooks, as a trigger's second address shows it. */
const prefix = '/webhook/abc/customer-events';

export interface CollectServer {
	/** Base address that a tracker is given. */
	readonly address: string;
	/** Every request so far: "POST v1/batch 200". */
	readonly requests: readonly string[];
	/** All events the store has, oldest arrival first. */
	events(): Promise<Row[]>;
}

/** The trigger's own listener over a real store, at an address with a path before it. Closed when the test ends. */
export async function openCollectServer(gate: Omit<Gate, 'policy'>): Promise<CollectServer> {
	const store = await openTestStore();
	const requests: string[] = [];
	const listener = await openListener({ host: '127.0.0.1', port: 0, bytesMax: 1_000_000 }, async (request) => {
		const path = `/${request.path}`.startsWith(`${prefix}/`) ? request.path.slice(prefix.length) : `not below ${prefix}`;
		const { answer } = await collectRequest({ store, clock: systemClock }, { ...gate, policy: letIn }, { ...request, path });
		requests.push(`${request.method} ${path} ${answer.status}`);
		return answer;
	});
	onTestFinished(async () => await listener.close());
	return {
		address: `http://127.0.0.1:${listener.port}${prefix}`,
		requests,
		events: async () => await store.query(sql`select * from events order by received_at, event_id`),
	};
}
