import { InvalidInput, NotEnoughData } from '../core/errors';
import type { Engine } from '../engine';
import { readSnapshot } from '../features/readSnapshot';
import type { FeatureDefinition, Snapshot } from '../features/types';
import { coordinateNames } from '../math/coordinates';
import type { FeatureColumn } from '../math/fitPreparation';
import { saveModel } from '../models/saveModel';
import { mayProfile } from '../privacy/mayProfile';
import { identifier, joinSql, sql, type Sql } from '../sql/sql';
import type { ColumnTable } from '../store/types';
import { clusterAlgorithms } from './algorithms/index';
import { describeClustersTask, type DescribedClusters } from './describeClusters';
import { keepSegmentIds, segmentNumber } from './keepSegmentIds';
import { presentMemberships, segmentsModelName, writeMemberships } from './memberships';
import { prepareFeaturesTask, type PreparedFeatures } from './prepareFeatures';
import { saveSegments } from './segmentsTable';
import type { Discovery, DiscoverRequest, FoundClusters, Segment } from './types';

/** Customers a model is learnt from; everybody is assigned by it. Bounds memory at about 16 bytes a feature each. */
export const TRAINING_CUSTOMERS_MAX = 200_000;

/** Fewer customers than this for each segment asked for make groups of chance. */
const CUSTOMERS_PER_SEGMENT_MIN = 20;

/**
 * Finds groups of customers that behave alike (k-means on prepared features of a snapshot), keeps them as the
 * next version of the segments model, and assigns every customer. NotEnoughData with too few customers.
 */
export async function discoverSegments(engine: Engine, request: DiscoverRequest): Promise<Discovery> {
	const snapshot = await readSnapshot(engine, request.snapshot);
	const definitions = chooseFeatures(snapshot, request.features);
	const table = await readCustomers(engine, snapshot, definitions);
	requireCustomers(table.rows, request.clusters.low);
	const columns = table.names.map((name, index) => ({ name, values: table.values[index] }));
	const prepared = await prepare(engine, columns);
	const found = await findClusters(engine, prepared, request);
	const described = await describe(engine, { table, prepared, found, definitions, seed: request.seed });
	return await keep(engine, { snapshot, table, prepared, found, described, request });
}

function chooseFeatures(
	snapshot: Snapshot,
	wanted: readonly string[] | undefined,
): readonly FeatureDefinition[] {
	const { definitions } = snapshot.featureSet;
	if (wanted === undefined) return definitions;
	const unknown = wanted.filter((name) => !definitions.some((definition) => definition.name === name));
	if (unknown.length > 0) {
		throw new InvalidInput(
			`Features names ${unknown.map((name) => `"${name}"`).join(', ')}, which snapshot "${snapshot.id}" does not have: it has ${definitions.map(({ name }) => name).join(', ')}`,
		);
	}
	return definitions.filter(({ name }) => wanted.includes(name));
}

/** Customers who did not object to profiling; a stable sample of them when there are very many. */
async function readCustomers(
	engine: Engine,
	snapshot: Snapshot,
	definitions: readonly FeatureDefinition[],
): Promise<ColumnTable> {
	const names = joinSql(['customer_id', ...definitions.map(({ name }) => name)].map((name) => identifier(name)));
	const allowed = mayProfile(sql`snapshot.customer_id`, { dialect: engine.store.dialect, asOf: snapshot.asOf });
	const customers = sql`select ${names} from ${identifier(snapshot.id)} snapshot where ${allowed}`;
	if (snapshot.customers <= TRAINING_CUSTOMERS_MAX) {
		return await engine.store.columns(sql`${customers} order by customer_id`);
	}
	engine.notify.hint(
		`Learnt from a sample of ${TRAINING_CUSTOMERS_MAX} of ${snapshot.customers} customers; everybody was assigned`,
	);
	return await engine.store.columns(sql`${customers} order by md5(customer_id) limit ${TRAINING_CUSTOMERS_MAX}`);
}

function requireCustomers(customers: number, segments: number): void {
	const needed = segments * CUSTOMERS_PER_SEGMENT_MIN;
	if (customers >= needed) return;
	throw new NotEnoughData(
		`${customers} customers are too few for ${segments} segments: at least ${needed} are needed. Import more history, or ask for fewer segments`,
	);
}

async function prepare(engine: Engine, columns: readonly FeatureColumn[]): Promise<PreparedFeatures> {
	engine.notify.progress(`Segments: making ${columns.length} features comparable`);
	const prepared = await engine.compute.run(prepareFeaturesTask, columns, { signal: engine.signal });
	if (prepared.preparation.columns.length > 0) return prepared;
	throw new NotEnoughData('no feature tells customers apart: every one is the same for all of them');
}

async function findClusters(
	engine: Engine,
	{ coordinates: matrix, preparation }: PreparedFeatures,
	{ clusters, seed, floor }: DiscoverRequest,
): Promise<FoundClusters> {
	const columnNames = coordinateNames(preparation);
	const onProgress = (share: number, sentence: string): void =>
		engine.notify.progress(`Segments: ${Math.round(share * 100)} % · ${sentence}`);
	const present = await countPresent(engine);
	const request = { matrix, columnNames, clusters, sizeMin: floor, present, seed };
	const [algorithm] = clusterAlgorithms;
	return await algorithm.find(engine.compute, request, { signal: engine.signal, onProgress });
}

/** How many segments customers are in now; 0 before the first discovery. */
async function countPresent(engine: Engine): Promise<number> {
	const [{ segments }] = await engine.store.query<{ segments: number }>(
		sql`select count(distinct segment) as segments from ${presentMemberships()} present`,
	);
	return segments;
}

interface Finding {
	readonly table: ColumnTable;
	readonly prepared: PreparedFeatures;
	readonly found: FoundClusters;
}

async function describe(
	engine: Engine,
	finding: Finding & { readonly definitions: readonly FeatureDefinition[]; readonly seed: number },
): Promise<DescribedClusters> {
	const { table, prepared, found, definitions, seed } = finding;
	const input = {
		table: { ...table, keys: [] },
		labels: found.labels,
		clusters: found.sizes.length,
		preparation: prepared.preparation,
		definitions,
		matrix: prepared.matrix,
		seed,
	};
	return await engine.compute.run(describeClustersTask, input, { signal: engine.signal });
}

/** Writes model, segments and memberships; sizes are those of everybody, not of the sample. */
async function keep(
	engine: Engine,
	result: Finding & {
		readonly snapshot: Snapshot;
		readonly described: DescribedClusters;
		readonly request: DiscoverRequest;
	},
): Promise<Discovery> {
	const { snapshot, prepared, found, described, request } = result;
	const { preparation } = prepared;
	const ids = await idsFor(engine, result);
	const map = {
		explained: described.map.explained,
		points: described.map.points.map(({ x, y, cluster }) => ({ x, y, segment: ids[cluster] })),
	};
	const { candidates, reason, notes } = found;
	const details = {
		candidates, reason, notes, map, seed: request.seed, leftOut: prepared.leftOut, floor: request.floor,
		preparedMeans: described.profiles.map(({ preparedMeans }) => preparedMeans),
	};
	const model = await saveModel(engine, {
		name: segmentsModelName,
		asOf: snapshot.asOf,
		snapshot: snapshot.id,
		model: { ...found.reader, preparation, segments: ids },
		details,
	});
	await writeMemberships(engine, { model, snapshot: snapshot.id, asOf: snapshot.asOf });
	const sizes = await sizesOf(engine);
	const customers = [...sizes.values()].reduce((sum, size) => sum + size, 0);
	const segments = ids
		.map((id, index) => toSegment({ id, index, model: model.id, size: sizes.get(id) ?? 0, customers }, result))
		.sort((left, right) => right.size - left.size);
	await saveSegments(engine, segments);
	return {
		model: model.id,
		snapshot: snapshot.id,
		asOf: snapshot.asOf,
		customers,
		segments,
		candidates,
		reason,
		features: preparation.columns.map(({ name }) => name),
		leftOut: prepared.leftOut,
		map,
		seed: request.seed,
	};
}

/** Ids of the clusters: those of before where they are the same people. */
async function idsFor(engine: Engine, { table, found }: Finding): Promise<readonly string[]> {
	const numberOf = (id: Sql): Sql => engine.store.dialect.toNumber(sql`substr(${id}, 9)`);
	const rows = await engine.store.columns(sql`
		select customer_id, ${numberOf(sql`segment`)} as number
		from ${presentMemberships()} present order by customer_id`);
	const before = new Map(rows.keys.map((key, index) => [key, `segment-${rows.values[0][index]}`]));
	const [{ highest }] = await engine.store.query<{ highest: number | null }>(
		sql`select max(${numberOf(sql`id`)}) as highest from segments`,
	);
	return keepSegmentIds({
		before: table.keys.map((key) => before.get(key) ?? null),
		labels: found.labels,
		clusters: found.sizes.length,
		highest: highest ?? segmentNumber(''),
	}).ids;
}

async function sizesOf(engine: Engine): Promise<Map<string, number>> {
	const rows = await engine.store.query<{ segment: string; size: number }>(
		sql`select segment, count(*) as size from ${presentMemberships()} present group by segment`,
	);
	return new Map(rows.map(({ segment, size }) => [segment, size]));
}

function toSegment(
	place: {
		readonly id: string;
		readonly index: number;
		readonly model: string;
		readonly size: number;
		readonly customers: number;
	},
	{ found, described, request }: Parameters<typeof keep>[1],
): Segment {
	const { id, index, model, size, customers } = place;
	const profile = described.profiles[index];
	const revenue = described.profiles.reduce((sum, one) => sum + (one.revenue ?? 0), 0);
	const number = segmentNumber(id);
	return {
		model,
		segment: id,
		name: `Segment ${number}`,
		description: '',
		suggestedAction: '',
		suggestedPurpose: '',
		namedBy: 'number',
		size,
		share: size / customers,
		revenueShare: profile.revenue === null || revenue <= 0 ? null : profile.revenue / revenue,
		silhouette: found.silhouetteByCluster[index],
		stability: found.stabilityByCluster[index] ?? null,
		describedBy: profile.describedBy,
		differences: profile.differences,
		centre: profile.centre,
		...(size < request.floor
			? { withheld: `${size} customers are fewer than the floor of ${request.floor}` }
			: {}),
	};
}
