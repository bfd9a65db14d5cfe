import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { archetypes } from './archetypes/index';
import { driverCoefficients } from './drivers';
import { sourceOfEvent, type EventSource } from './eventNames';
import { microSegments } from './microSegments';
import { readOptions } from './options';
import { sequences } from './sequences';
import { simulate } from './simulate';
import { openTextFile } from './textFile';
import type { DirtCounts, MalformedReason, SimulatedCustomer, SimulateOptions } from './types';

/** What was written: content of `simulation.json`, less the planted parameters. */
export interface SimulationSummary {
	readonly options: SimulateOptions;
	/** Printed, because every figure of recovery depends on it. */
	readonly overlap: number;
	readonly customers: number;
	/** Lines of the events file: events, duplicates and malformed rows. */
	readonly rows: number;
	/** Distinct valid events; what a correct import stores. */
	readonly events: number;
	readonly rejected: Readonly<Record<MalformedReason, number>>;
	readonly dirt: DirtCounts;
	readonly bySource: Readonly<Record<EventSource, number>>;
	readonly byName: Readonly<Record<string, number>>;
	readonly byArchetype: Readonly<Record<string, number>>;
	readonly files: { readonly events: string; readonly truth: string };
}

export interface WriteOptions extends Partial<SimulateOptions> {
	/** Gzip the events. */
	readonly compress?: boolean;
	/** Called now and then with the number of customers written. */
	readonly onProgress?: (customers: number) => void;
}

const PROGRESS_EVERY = 1000;

/**
 * Writes `events.ndjson` (or `.ndjson.gz`), `truth.ndjson` and `simulation.json` into a folder, which is
 * made when missing. The same options write the same bytes.
 */
export async function writeSimulation(given: WriteOptions, folder: string): Promise<SimulationSummary> {
	const { compress = false, onProgress, ...rest } = given;
	const options = readOptions(rest);
	await mkdir(folder, { recursive: true });
	const names = { events: compress ? 'events.ndjson.gz' : 'events.ndjson', truth: 'truth.ndjson' };
	const events = openTextFile(join(folder, names.events));
	const truth = openTextFile(join(folder, names.truth));
	const counts = newCounts();
	for (const customer of simulate(options)) {
		countCustomer(counts, customer);
		await events.write(customer.rows.join('\n') + '\n');
		await truth.write(JSON.stringify(customer.truth) + '\n');
		if (counts.customers % PROGRESS_EVERY === 0) onProgress?.(counts.customers);
	}
	await Promise.all([events.close(), truth.close()]);
	const summary = { options, overlap: options.overlap, ...summarize(counts), files: names };
	const content = { ...summary, planted: { archetypes, sequences, microSegments, driverCoefficients } };
	await writeFile(join(folder, 'simulation.json'), `${JSON.stringify(content, null, '\t')}\n`);
	return summary;
}

interface Counts {
	customers: number;
	rows: number;
	events: number;
	readonly dirt: DirtCounts;
	readonly byName: Map<string, number>;
	readonly byArchetype: Map<string, number>;
}

function newCounts(): Counts {
	return {
		customers: 0,
		rows: 0,
		events: 0,
		dirt: {
			duplicates: 0,
			late: 0,
			outOfOrder: 0,
			anonymous: 0,
			malformed: { missingCustomer: 0, impossibleDate: 0, unknownType: 0 },
		},
		byName: new Map(),
		byArchetype: new Map(),
	};
}

function countCustomer(counts: Counts, { truth, events, rows, dirt }: SimulatedCustomer): void {
	counts.customers += 1;
	counts.rows += rows.length;
	counts.events += events.length;
	for (const { name } of events) countOne(counts.byName, name);
	countOne(counts.byArchetype, truth.archetype);
	for (const kind of ['duplicates', 'late', 'outOfOrder', 'anonymous'] as const) {
		counts.dirt[kind] += dirt[kind];
	}
	for (const [reason, count] of Object.entries(dirt.malformed)) {
		counts.dirt.malformed[reason as MalformedReason] += count;
	}
}

function countOne(counts: Map<string, number>, key: string): void {
	counts.set(key, (counts.get(key) ?? 0) + 1);
}

function summarize({ byName, byArchetype, ...counts }: Counts) {
	const bySource: Record<EventSource, number> = {
		usage: 0, transactions: 0, support: 0, engagement: 0, identity: 0,
	};
	for (const [name, count] of byName) bySource[sourceOfEvent[name]] += count;
	return {
		...counts,
		rejected: counts.dirt.malformed,
		bySource,
		byName: Object.fromEntries([...byName].sort()),
		byArchetype: Object.fromEntries([...byArchetype].sort()),
	};
}
