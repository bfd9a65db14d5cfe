import { NotEnoughData } from '../../core/errors';
import type { JsonObject } from '../../core/parse';
import type { Engine } from '../../engine';
import { describeClustersTask, type DescribedClusters } from '../describeClusters';
import { findByMethod } from '../findByMethod';
import { prepareTraining } from '../prepareTraining';
import { requireCustomers } from '../readTraining';
import type { ClusterCandidate, FoundClusters, SegmentTrait } from '../types';
import type { RuleOfThumb } from '../surrogate/rulesOfThumb';
import { readItemFeatures, type ItemFeatures, type ItemFields } from './readItemFeatures';

/** n8n holds items in memory; more customers belong into the customer store. */
export const ITEMS_MAX = 100_000;

/** Fewer items than this that are alike are no group. */
const SIZE_MIN = 5;

export interface ItemsRequest extends ItemFields {
	readonly rows: readonly JsonObject[];
	/** Id of an algorithm, or "recommended". */
	readonly method: string;
	readonly clusters: { readonly low: number; readonly high: number };
	readonly seed: number;
}

/** A group of items that are alike; nothing of it is stored. */
export interface ItemSegment {
	readonly segment: string;
	/** Made of what stands out most: "high Spend, low Visits". */
	readonly name: string;
	readonly size: number;
	readonly share: number;
	readonly silhouette: number | null;
	readonly stability: number | null;
	readonly describedBy: readonly SegmentTrait[];
	readonly centre: Readonly<Record<string, number | null>>;
	readonly ruleOfThumb: RuleOfThumb | null;
	readonly typicalCustomers: readonly string[];
}

export interface ItemDiscovery {
	readonly customers: number;
	/** The largest first. */
	readonly segments: readonly ItemSegment[];
	/** Place in `segments` of each item; −1 for none. */
	readonly labels: ArrayLike<number>;
	readonly customerIds: readonly string[];
	readonly candidates: readonly ClusterCandidate[];
	readonly reason: string;
	readonly notes: readonly string[];
	readonly features: readonly string[];
	readonly leftOut: readonly string[];
	readonly fidelity: number | null;
	readonly map: {
		readonly points: readonly { readonly x: number; readonly y: number; readonly segment: string }[];
		readonly explained: readonly [number, number];
	};
	/** Why the groups are no more than chance; absent when they are more. */
	readonly refusal?: string;
}

/** Finds groups in items such as the rows of a spreadsheet, the way `discoverSegments` does in the store. */
export async function discoverInItems(engine: Engine, request: ItemsRequest): Promise<ItemDiscovery> {
	if (request.rows.length > ITEMS_MAX) {
		throw new NotEnoughData(`${request.rows.length} items are more than ${ITEMS_MAX}: import them with Customer Events, and discover segments in the Customer Store`);
	}
	const read = readItemFeatures(request.rows, request);
	requireCustomers(read.table.rows, request.clusters.low);
	const { signal } = engine;
	const columns = read.table.names.map((name, index) => ({ name, values: read.table.values[index] }));
	const prepared = await prepareTraining(engine, columns);
	const { clusters, seed, method } = request;
	const { found } = await findByMethod(engine, method, { prepared, request: { clusters, seed, sizeMin: SIZE_MIN } });
	const { features } = read;
	const described = await engine.compute.run(
		describeClustersTask,
		{
			table: { ...read.table, keys: [] },
			labels: found.labels,
			clusters: found.sizes.length,
			preparation: prepared.preparation,
			definitions: features,
			used: features.filter(({ name }) => prepared.preparation.columns.some((column) => column.name === name)),
			matrix: prepared.matrix,
			seed: request.seed,
		},
		{ signal },
	);
	return toDiscovery(read, { found, described, leftOut: prepared.leftOut, used: prepared.preparation.columns.map(({ name }) => name) });
}

function toDiscovery(
	{ table, leftOut: notNumbers }: ItemFeatures,
	{ found, described, leftOut, used }: {
		readonly found: FoundClusters;
		readonly described: DescribedClusters;
		readonly leftOut: readonly string[];
		readonly used: readonly string[];
	},
): ItemDiscovery {
	const { candidates, reason, notes, refusal, labels } = found;
	const idOf = (cluster: number): string => `segment-${cluster + 1}`;
	return {
		customers: table.rows,
		segments: found.sizes.map((size, cluster) => ({
			segment: idOf(cluster),
			name: nameOf(described.profiles[cluster].describedBy, cluster),
			size,
			share: size / table.rows,
			silhouette: found.silhouetteByCluster[cluster],
			stability: found.stabilityByCluster[cluster] ?? null,
			describedBy: described.profiles[cluster].describedBy,
			centre: described.profiles[cluster].centre,
			ruleOfThumb: described.rules?.bySegment[cluster] ?? null,
			typicalCustomers: described.typical[cluster].map((row) => table.keys[row]),
		})),
		labels,
		customerIds: table.keys,
		candidates,
		reason,
		notes,
		features: used,
		leftOut: [...leftOut, ...notNumbers],
		fidelity: described.rules?.fidelity ?? null,
		map: {
			explained: described.map.explained,
			points: described.map.points.flatMap(({ x, y, cluster }) => (cluster < 0 ? [] : [{ x, y, segment: idOf(cluster) }])),
		},
		...(refusal === undefined ? {} : { refusal }),
	};
}

function nameOf(traits: readonly SegmentTrait[], cluster: number): string {
	const shown = traits.slice(0, 2).map(({ direction, label }) => `${direction} ${label}`);
	return shown.length === 0 ? `Segment ${cluster + 1}` : shown.join(', ');
}
