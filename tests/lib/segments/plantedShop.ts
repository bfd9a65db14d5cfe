import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCompute } from '../../../lib/compute/openCompute';
import { DAY_MILLISECONDS } from '../../../lib/core/clock';
import { seededRandom, type Random } from '../../../lib/core/random';
import type { CustomerEvent } from '../../../lib/events/types';
import { computeSnapshot } from '../../../lib/features/computeSnapshot';
import { predict } from '../../../lib/models/nearestCentre/predict';
import { readModel } from '../../../lib/models/readModel';
import type { FeatureValues } from '../../../lib/models/types';
import { discoverSegments } from '../../../lib/segments/discoverSegments';
import type { Discovery, DiscoverRequest } from '../../../lib/segments/types';
import { identifier, sql } from '../../../lib/sql/sql';
import { openDuckDbStore } from '../../../lib/store/duckdb/openDuckDbStore';
import { anEvent, anOrder } from '../../support/anEvent';
import { engineOver } from '../../support/engineOver';
import type { TestEngine } from '../../support/openTestEngine';

export const opening = Date.parse('2025-01-01T00:00:00Z');

type Group = 'buyer' | 'user' | 'struggler' | 'reader';
export type Sizes = Partial<Readonly<Record<Group, number>>>;

const habits: Readonly<Record<Group, Readonly<Record<string, number>>>> = {
	buyer: { 'Order Completed': 8, 'Feature Used': 1 },
	user: { 'Feature Used': 12, 'Signed In': 8 },
	struggler: { 'Ticket Created': 5, 'Error Shown': 9, 'Feature Used': 2 },
	reader: { 'Article Read': 14, 'Webinar Attended': 5 },
};

/** A store of its own with customers of planted groups; close it when done. */
export interface PlantedShop {
	readonly engine: TestEngine;
	/** New customers, or more of known ones: ids go on from `from`. */
	welcome(sizes: Sizes, from?: number): Promise<void>;
	record(events: readonly CustomerEvent[]): Promise<void>;
	/** A snapshot as of so many days after the opening, and its segments. */
	discover(daysLater: number, changes?: Partial<DiscoverRequest>): Promise<Discovery>;
	/** Present segment by customer, read from the table itself. */
	memberships(): Promise<Map<string, string>>;
	/** The nearest centre of every customer of a discovery's snapshot, in memory. */
	nearest(discovery: Discovery): Promise<Map<string, string>>;
	close(): Promise<void>;
}

export const groupOf = (customerId: string): string => customerId.split('-')[0];

export async function openPlantedShop(sizes: Sizes): Promise<PlantedShop> {
	const folder = await mkdtemp(join(tmpdir(), 'cohorts-'));
	const store = await openDuckDbStore({ folder, memoryLimitMegabytes: 512, threads: 2 });
	const compute = openCompute({ threads: 1 });
	const engine = engineOver(store, { overrides: { compute } });
	const record = async (events: readonly CustomerEvent[]): Promise<void> => {
		await store.recordEvents(events);
	};
	const shop: PlantedShop = {
		engine,
		record,
		welcome: async (more, from = 0) => await record(eventsOf(more, from)),
		discover: async (daysLater, changes = {}) => {
			const { snapshot } = await computeSnapshot(engine, { asOf: opening + daysLater * DAY_MILLISECONDS });
			return await discoverSegments(engine, { snapshot, clusters: { low: 3, high: 3 }, floor: 10, seed: 1, ...changes });
		},
		memberships: async () => {
			const rows = await store.query<{ customer_id: string; segment: string }>(
				sql`select customer_id, segment from memberships where valid_to is null`,
			);
			return new Map(rows.map(({ customer_id: id, segment }) => [id, segment]));
		},
		nearest: async (discovery) => {
			const { model } = await readModel(engine, { id: discovery.model }, 'nearestCentre');
			const rows = await store.query(sql`select * from ${identifier(discovery.snapshot)}`);
			return new Map(rows.map((row) => [String(row.customer_id), predict(model, row as FeatureValues).segment]));
		},
		close: async () => {
			await compute.close();
			await store.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
	await shop.welcome(sizes);
	return shop;
}

function eventsOf(sizes: Sizes, from: number): CustomerEvent[] {
	return (Object.keys(sizes) as Group[]).flatMap((group) =>
		Array.from({ length: sizes[group] ?? 0 }, (_, index) => eventsOfOne(group, from + index)).flat(),
	);
}

function eventsOfOne(group: Group, number: number): CustomerEvent[] {
	const customerId = `${group}-${number}`;
	const random = seededRandom(customerId);
	return Object.entries(habits[group]).flatMap(([name, often]) =>
		Array.from({ length: Math.max(1, Math.round(often + random.normal())) }, (_, index) =>
			toEvent(`${customerId}/${name}/${index}`, { customerId, name, occurredAt: instant(random) }),
		),
	);
}

function toEvent(eventId: string, parts: Pick<CustomerEvent, 'customerId' | 'name' | 'occurredAt'>): CustomerEvent {
	if (parts.name !== 'Order Completed') return anEvent({ ...parts, eventId });
	return anOrder({ ...parts, eventId, orderId: eventId });
}

function instant(random: Random): number {
	return opening - 1 - Math.floor(random.next() * 60 * DAY_MILLISECONDS);
}
