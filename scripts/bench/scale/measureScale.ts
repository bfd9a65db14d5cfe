import { featureCatalogue } from '../../../lib/features/catalogue';
import { compileFeatures } from '../../../lib/features/compileFeatures';
import type { FeatureDefinition } from '../../../lib/features/types';
import { toSql as logisticSql } from '../../../lib/models/logistic/toSql';
import { toSql as nearestCentreSql } from '../../../lib/models/nearestCentre/toSql';
import { identifier, sql } from '../../../lib/sql/sql';
import type { Store } from '../../../lib/store/types';
import { say } from '../../demo/say';
import { eventsEndAt } from '../features/makeEvents';
import type { BenchmarkRow } from '../types';
import { fillStore } from './fillStore';

export interface ScaleCase {
	readonly engine: 'duckdb' | 'clickhouse';
	readonly events: number;
	readonly customers: number;
	/** For the store and the events on their way into it. */
	readonly folder: string;
}

const FEATURES_OF_MODELS = 20;
const SEGMENTS = 7;
const MEGABYTE = 1024 * 1024;

/** Of the catalogue what a store with session ids has: the rest stands in where there are none. */
const definitions = featureCatalogue.filter(({ standsInFor }) => standsInFor === undefined);
const snapshot = identifier('snapshot_scale');

/** Fills a store of that size and measures each step over all of its customers, inside the engine. */
export async function measureScale(size: ScaleCase): Promise<BenchmarkRow[]> {
	say(`${size.engine}: ${size.events.toLocaleString('en-US')} events of ${size.customers.toLocaleString('en-US')} customers`);
	const { store, bytes, close } = await fillStore(size);
	try {
		const { dialect } = store;
		const columns = definitions.slice(0, FEATURES_OF_MODELS);
		const features = compileFeatures(definitions, { asOf: eventsEndAt, scope: { kind: 'everyone' } }, dialect);
		const assigned = nearestCentreSql({ ...modelOf(columns), kind: 'nearestCentre', segments: names, centres: centresOf(columns) }, sql`${snapshot}`);
		const score = logisticSql({
			...modelOf(columns), kind: 'logistic', weights: columns.map((_, index) => Math.sin(index + 1)), intercept: -1,
			calibration: { scale: 1, offset: 0 },
		});
		const steps = [
			await measure(`${definitions.length} features`, async () => void (await store.execute(dialect.createTableAs(sql`${snapshot}`, features, 'customer_id')))),
			await measure('segments', async () => await readNumbers(store, sql`select count(*) as n, sum(distance) as total from (${assigned}) assigned`)),
			await measure('scores', async () => await readNumbers(store, sql`select count(*) as n, sum(score) as total from (select ${score} as score from ${snapshot} given) scored`)),
		];
		const named = `${size.engine}, ${size.events.toLocaleString('en-US')} events`;
		return [
			reported(named, 'bytes on disk an event', bytes / size.events),
			...steps.flatMap(({ step, seconds, cpuSeconds, megabytes }) => [
				reported(`${named}, ${step}`, 'seconds', seconds),
				reported(`${named}, ${step}`, 'CPU seconds', cpuSeconds),
				reported(`${named}, ${step}`, 'peak megabytes of the process', megabytes),
			]),
		];
	} finally {
		await close();
	}
}

async function readNumbers(store: Store, statement: ReturnType<typeof sql>): Promise<void> {
	const [{ n }] = await store.query<{ n: number }>(statement);
	if (n === 0) throw new Error('nobody was scored: nothing was measured');
}

async function measure(step: string, work: () => Promise<void>) {
	let peak = 0;
	const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50);
	const [started, used] = [performance.now(), process.cpuUsage()];
	await work();
	clearInterval(watch);
	const { user, system } = process.cpuUsage(used);
	const seconds = (performance.now() - started) / 1000;
	say(`${step}: ${seconds.toFixed(1)} s`);
	return { step, seconds, cpuSeconds: (user + system) / 1e6, megabytes: peak / MEGABYTE };
}

/** What matters to the time is how many columns and centres there are, not what they say. */
const names = Array.from({ length: SEGMENTS }, (_, index) => `segment-${index + 1}`);

function centresOf(columns: readonly FeatureDefinition[]): number[][] {
	return names.map((_, centre) => columns.map((_feature, index) => Math.sin((centre + 1) * (index + 1.7))));
}

function modelOf(columns: readonly FeatureDefinition[]) {
	const prepared = { transform: 'signedLog' as const, low: 0, high: 1e6, centre: 1, scale: 2, missingValue: 0 };
	return { preparation: { columns: columns.map(({ name }) => ({ name, ...prepared })) } };
}

function reported(name: string, metric: string, ours: number): BenchmarkRow {
	return { case: name, metric, ours, peer: null, ratio: null, goal: null, holds: null };
}
