import { InvalidInput, NotEnoughData, SetupNeeded } from '../../core/errors';
import { hashText } from '../../core/hash';
import type { Engine } from '../../engine';
import { readSnapshot } from '../../features/readSnapshot';
import type { Snapshot } from '../../features/types';
import { isVectorColumn } from '../../models/customerVector/columns';
import { mayProfile } from '../../privacy/mayProfile';
import { identifier, joinSql, sql } from '../../sql/sql';
import { findSegment, presentSegments } from '../getMembers';
import { presentMemberships } from '../memberships';
import { rankLookAlikesTask } from './rankLookAlikes';

export interface LookAlikeRequest {
	/** Id or "latest"; it needs the columns of a customer vector. */
	readonly snapshot: string;
	readonly seeds: { readonly segment: string } | { readonly customerIds: readonly string[] };
	/** In [−1, 1]; those less alike are left out. */
	readonly similarityMin: number;
	readonly limit: number;
	readonly offset: number;
}

export interface LookAlike {
	readonly customerId: string;
	/** Mean cosine with the five nearest seeds, in [−1, 1]. */
	readonly similarity: number;
	/** 1 for the most alike. */
	readonly rank: number;
}

export interface LookAlikes {
	readonly found: readonly LookAlike[];
	/** All that are alike enough, on every page. */
	readonly total: number;
	readonly seeds: number;
	readonly snapshot: string;
}

/** More seeds are a sample: each customer is compared with every one of them. */
export const SEEDS_MAX = 256;
const NEAREST_SEEDS = 5;

/** All vectors are held in memory at once, at about 12 bytes a number. */
const CUSTOMERS_MAX = 1_000_000;

/**
 * Customers most like the seeds by their customer vectors, without the seeds, a page of them. Who objected to profiling is
 * neither seed nor found. SetupNeeded before a vector was computed.
 */
export async function findLookAlikes(engine: Engine, request: LookAlikeRequest): Promise<LookAlikes> {
	const snapshot = await readSnapshot(engine, request.snapshot);
	const names = requireVector(snapshot);
	const allowed = mayProfile(sql`snapshot.customer_id`, { dialect: engine.store.dialect, asOf: engine.clock.now() });
	const table = await engine.store.columns(sql`
		select ${joinSql(['customer_id', ...names].map((name) => identifier(name)))} from ${identifier(snapshot.id)} snapshot
		where ${allowed} order by customer_id`);
	const rowOf = new Map(table.keys.map((key, row) => [key, row]));
	const all = (await seedIds(engine, request.seeds)).flatMap((id) => rowOf.get(id) ?? []);
	if (all.length === 0) throw new NotEnoughData(`none of the seeds is a customer of snapshot "${snapshot.id}": compute a newer one, or choose other seeds`);
	const seeds = sample(all, table.keys);
	if (seeds.length < all.length) engine.notify.hint(`${seeds.length} of the ${all.length} seeds were compared, drawn evenly`);
	const onProgress = (share: number, sentence: string): void => engine.notify.progress(`Look-alikes: ${Math.round(100 * share)} % · ${sentence}`);
	const input = { columns: table.values, seeds: all, compared: seeds, nearest: NEAREST_SEEDS };
	const { rows, similarities } = await engine.compute.run(rankLookAlikesTask, input, { signal: engine.signal, onProgress });
	const total = similarities.findIndex((similarity) => similarity < request.similarityMin);
	const end = total < 0 ? rows.length : total;
	const page = rows.subarray(Math.min(request.offset, end), Math.min(request.offset + request.limit, end));
	const found = [...page].map((row, at) => ({
		customerId: table.keys[row],
		similarity: similarities[request.offset + at],
		rank: request.offset + at + 1,
	}));
	return { found, total: end, seeds: all.length, snapshot: snapshot.id };
}

function requireVector({ id, scores, customers }: Snapshot): string[] {
	const names = scores.filter(isVectorColumn);
	if (names.length === 0) {
		throw new SetupNeeded(`snapshot "${id}" has no customer vector: run Customer Features · Customer Vector on it first`);
	}
	if (customers <= CUSTOMERS_MAX) return names;
	throw new InvalidInput(`snapshot "${id}" has ${customers} customers: look-alikes compare at most ${CUSTOMERS_MAX}`);
}

async function seedIds(engine: Engine, seeds: LookAlikeRequest['seeds']): Promise<readonly string[]> {
	if ('customerIds' in seeds) return [...new Set(seeds.customerIds)];
	const segment = findSegment(await presentSegments(engine), seeds.segment);
	if (segment.withheld !== undefined) {
		throw new InvalidInput(`segment "${segment.name}" is withheld: ${segment.withheld}. Choose a larger segment, or lower 'Smallest Segment' in Discover on purpose`);
	}
	const { keys } = await engine.store.columns(sql`select customer_id, score from ${presentMemberships(segment.segment)} members`);
	return keys;
}

/** By a hash of their ids: the same whatever the order, and evenly over all. */
function sample(rows: readonly number[], keys: readonly string[]): readonly number[] {
	if (rows.length <= SEEDS_MAX) return rows;
	const hashed = rows.map((row) => ({ row, hash: hashText(keys[row]) }));
	hashed.sort((left, right) => (left.hash < right.hash ? -1 : 1));
	return hashed.slice(0, SEEDS_MAX).map(({ row }) => row);
}
