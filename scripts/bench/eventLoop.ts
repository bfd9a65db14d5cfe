import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openCompute } from '../../lib/compute/openCompute';
import { seededRandom } from '../../lib/core/random';
import type { Engine } from '../../lib/engine';
import { drawDiscovery } from '../../lib/journeys/drawDiscovery';
import { discoverSegments } from '../../lib/segments/discoverSegments';
import { openDuckDbStore } from '../../lib/store/duckdb/openDuckDbStore';
import { say } from '../demo/say';
import { plantSnapshot } from './plantSnapshot';
import type { BenchmarkRow } from './types';

const CUSTOMERS = 200_000;
const STALL_MILLISECONDS_MAX = 50;

/** Longest time that finding and drawing segments keeps the thread it was called on, beside the same thread doing nothing. */
export async function measureEventLoop(folder: string): Promise<BenchmarkRow> {
	const place = join(folder, 'event-loop');
	say(`Clustering ${CUSTOMERS.toLocaleString('en-US')} customers beside a clock`);
	await plantSnapshot(place, CUSTOMERS);
	const store = await openDuckDbStore({ folder: place });
	const compute = openCompute();
	const engine: Engine = {
		store,
		compute,
		clock: { now: () => Date.parse('2025-07-01') },
		random: seededRandom(1),
		request: async () => await Promise.reject(new Error('no network here')),
		notify: { progress: () => undefined, hint: () => undefined },
	};
	try {
		const busy = await longestGap(async () => {
			await drawDiscovery(engine, await discoverSegments(engine, { snapshot: 'latest', clusters: { low: 4, high: 10 }, floor: 100, seed: 1 }));
		});
		const idle = await longestGap(async () => await pause(busy.milliseconds));
		return {
			case: `event loop while ${CUSTOMERS.toLocaleString('en-US')} customers are clustered, beside idle`,
			metric: 'longest stall milliseconds',
			ours: busy.gap,
			peer: idle.gap,
			ratio: busy.gap / idle.gap,
			goal: `no stall above ${STALL_MILLISECONDS_MAX} ms`,
			holds: busy.gap <= STALL_MILLISECONDS_MAX,
		};
	} finally {
		await store.close();
		await compute.close();
	}
}

async function longestGap(work: () => Promise<void>): Promise<{ gap: number; milliseconds: number }> {
	const started = performance.now();
	let last = started;
	let gap = 0;
	const clock = setInterval(() => {
		const now = performance.now();
		gap = Math.max(gap, now - last);
		last = now;
	}, 1);
	await work();
	clearInterval(clock);
	return { gap, milliseconds: performance.now() - started };
}
