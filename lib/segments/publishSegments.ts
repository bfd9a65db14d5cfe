import type { Engine } from '../engine';
import type { FeatureDefinition, Snapshot } from '../features/types';
import type { Matrix } from '../math/matrix';
import type { Preparation } from '../math/preparation';
import { addModelDetails } from '../models/addModelDetails';
import { saveModel } from '../models/saveModel';
import type { ClusterModel } from '../models/types';
import type { ColumnTable } from '../store/types';
import { sql } from '../sql/sql';
import { describeClustersTask, type DescribedClusters } from './describeClusters';
import { gateSegment } from './gateSegment';
import { segmentNumber } from './identity/keepSegmentIds';
import { presentMemberships, segmentsModelName, writeMemberships } from './memberships';
import { placingOf, type SegmentsModel } from './segmentsModel';
import { saveSegments } from './segmentsTable';
import { tellRefresh, type ToldRefresh } from './tellRefresh';
import type { ClusterCandidate, Discovery, Segment } from './types';

/** Customers divided into segments, on its way into the store. */
export interface Division {
	readonly snapshot: Snapshot;
	/** Raw features of the customers it was learnt from. */
	readonly table: ColumnTable;
	/** Of the columns of the table. */
	readonly definitions: readonly FeatureDefinition[];
	readonly model: ClusterModel;
	readonly preparation: Preparation;
	/** Prepared features of these customers. */
	readonly matrix: Matrix;
	/** Ids of the segments; labels are their places, −1 for none. */
	readonly ids: readonly string[];
	readonly labels: Int32Array;
	readonly silhouettes: readonly (number | null)[];
	readonly stabilities: readonly (number | null)[];
	readonly candidates: readonly ClusterCandidate[];
	readonly reason: string;
	readonly notes: readonly string[];
	readonly leftOut: readonly string[];
	/** Snapshot the borders were learnt on. */
	readonly learntOn: string;
	/** When, as of. */
	readonly learntAt: number;
	/** The way they were found: an algorithm's id. */
	readonly method?: string;
	/** Why none of these segments is to be relied on. */
	readonly refusal?: string;
	/** Segments and model until now. */
	readonly before?: { readonly model: SegmentsModel; readonly segments: readonly Segment[] };
	/** Whether the borders are others than until now. */
	readonly redrawn: boolean;
}

export interface PublishOptions {
	readonly floor: number;
	readonly insists: boolean;
	readonly seed: number;
}

/**
 * Keeps a division as the next version of the segments model. Unless none of it is to be relied on, everybody is assigned by it: then
 * what was published before stays as it is, and the segments can be looked at all the same.
 */
export async function publishSegments(engine: Engine, division: Division, options: PublishOptions): Promise<Discovery> {
	const described = await describe(engine, division, options.seed);
	const stored = await save(engine, division, { ...options, described });
	const trained = segmentsOf(division, { described, options, model: stored.id, sizes: sizesOfSample(division) });
	if (isRefused(trained, options.floor)) {
		await saveSegments(engine, trained);
		return discoveryOf(division, { described, model: stored.id, segments: trained, seed: options.seed, published: false });
	}
	const model: SegmentsModel = { stored, definitions: usedDefinitions(division) };
	const refresh = await writeMemberships(engine, {
		model: stored.id,
		snapshot: division.snapshot.id,
		asOf: division.snapshot.asOf,
		assigned: placingOf(model, division.snapshot, engine),
		...(division.redrawn && division.before !== undefined
			? { unchanged: placingOf(division.before.model, division.snapshot, engine) }
			: {}),
	});
	const segments = segmentsOf(division, { described, options, model: stored.id, sizes: await sizesOfEverybody(engine) });
	await saveSegments(engine, segments);
	const told = await tellRefresh(engine, refresh, { before: division.before?.segments ?? [], after: segments });
	await addModelDetails(engine, stored, { changed: told.sentences, flows: told.flows });
	return discoveryOf(division, { described, model: stored.id, segments, seed: options.seed, published: true, told });
}

async function describe(engine: Engine, division: Division, seed: number): Promise<DescribedClusters> {
	const { table, labels, ids, preparation, definitions, matrix } = division;
	const used = usedDefinitions(division);
	const input = { table: { ...table, keys: [] }, labels, clusters: ids.length, preparation, definitions, used, matrix, seed };
	return await engine.compute.run(describeClustersTask, input, { signal: engine.signal });
}

function usedDefinitions({ definitions, preparation }: Division): readonly FeatureDefinition[] {
	const used = new Set(preparation.columns.map(({ name }) => name));
	return definitions.filter(({ name }) => used.has(name));
}

async function save(
	engine: Engine,
	division: Division,
	{ described, floor, seed }: PublishOptions & { readonly described: DescribedClusters },
): Promise<SegmentsModel['stored']> {
	const { snapshot, model, candidates, reason, notes, leftOut, learntOn, learntAt, method, ids } = division;
	const means = new Map(ids.map((id, index) => [id, described.profiles[index].preparedMeans]));
	return await saveModel(engine, {
		name: segmentsModelName,
		asOf: snapshot.asOf,
		snapshot: snapshot.id,
		model,
		details: {
			candidates, reason, notes, map: mapOf(division, described), seed, leftOut, floor, learntOn, learntAt, method,
			preparedMeans: model.segments.map((id) => means.get(id)),
		},
	});
}

function mapOf({ ids }: Division, { map }: DescribedClusters): Discovery['map'] {
	const points = map.points
		.filter(({ cluster }) => cluster >= 0)
		.map(({ x, y, cluster }) => ({ x, y, segment: ids[cluster] }));
	return { ...map, points };
}

/** Too small is a matter of single segments; when none that is large enough is to be relied on, there are no segments. */
function isRefused(segments: readonly Segment[], floor: number): boolean {
	return segments.every(({ withheld }) => withheld !== undefined) && segments.some(({ size }) => size >= floor);
}

function sizesOfSample({ ids, labels }: Division): Map<string, number> {
	const sizes = new Map(ids.map((id) => [id, 0]));
	for (const label of labels) if (label >= 0) sizes.set(ids[label], (sizes.get(ids[label]) ?? 0) + 1);
	return sizes;
}

async function sizesOfEverybody(engine: Engine): Promise<Map<string, number>> {
	const rows = await engine.store.query<{ segment: string; size: number }>(
		sql`select segment, count(*) as size from ${presentMemberships()} present group by segment`,
	);
	return new Map(rows.map(({ segment, size }) => [segment, size]));
}

interface Sizing {
	readonly described: DescribedClusters;
	readonly options: PublishOptions;
	readonly model: string;
	readonly sizes: ReadonlyMap<string, number>;
}

/** The segments, the largest first. */
function segmentsOf(division: Division, sizing: Sizing): Segment[] {
	const customers = [...sizing.sizes.values()].reduce((sum, size) => sum + size, 0);
	const revenue = sizing.described.profiles.reduce((sum, one) => sum + (one.revenue ?? 0), 0);
	return division.ids
		.map((_, index) => toSegment(division, index, { ...sizing, customers, revenue }))
		.sort((left, right) => right.size - left.size);
}

function toSegment(
	division: Division,
	index: number,
	{ described, options, model, sizes, customers, revenue }: Sizing & { readonly customers: number; readonly revenue: number },
): Segment {
	const id = division.ids[index];
	const profile = described.profiles[index];
	const size = sizes.get(id) ?? 0;
	const stability = division.stabilities[index] ?? null;
	const withheld = gateSegment({ ...options, size, stability, refusal: division.refusal });
	return {
		model,
		segment: id,
		...nameOf(id, division),
		size,
		share: customers === 0 ? 0 : size / customers,
		revenueShare: shareOf(profile.revenue, revenue),
		silhouette: division.silhouettes[index],
		stability,
		describedBy: profile.describedBy,
		differences: profile.differences,
		centre: profile.centre,
		ruleOfThumb: described.rules?.bySegment[index] ?? null,
		typicalCustomers: described.typical[index].map((row) => division.table.keys[row]),
		...(withheld === undefined ? {} : { withheld }),
	};
}

function shareOf(revenue: number | null, all: number): number | null {
	return revenue === null || all <= 0 ? null : revenue / all;
}

/** A segment that goes on keeps its name. */
function nameOf(
	id: string,
	{ before }: Division,
): Pick<Segment, 'name' | 'description' | 'suggestedAction' | 'suggestedPurpose' | 'namedBy'> {
	const known = before?.segments.find(({ segment }) => segment === id);
	if (known !== undefined) {
		const { name, description, suggestedAction, suggestedPurpose, namedBy } = known;
		return { name, description, suggestedAction, suggestedPurpose, namedBy };
	}
	return { name: `Segment ${segmentNumber(id)}`, description: '', suggestedAction: '', suggestedPurpose: '', namedBy: 'number' };
}

function discoveryOf(
	division: Division,
	result: {
		readonly described: DescribedClusters;
		readonly model: string;
		readonly segments: readonly Segment[];
		readonly seed: number;
		readonly published: boolean;
		readonly told?: ToldRefresh;
	},
): Discovery {
	const { described, model, segments, seed, published, told } = result;
	const { snapshot, candidates, reason, notes, leftOut, preparation } = division;
	return {
		model,
		snapshot: snapshot.id,
		asOf: snapshot.asOf,
		customers: segments.reduce((sum, { size }) => sum + size, 0),
		segments,
		candidates,
		reason,
		notes,
		published,
		redrawn: division.redrawn,
		changed: told?.sentences ?? [],
		keptShare: told?.keptShare ?? null,
		fidelity: described.rules?.fidelity ?? null,
		features: preparation.columns.map(({ name }) => name),
		leftOut,
		map: mapOf(division, described),
		seed,
	};
}
