import type { Engine } from '../engine';
import type { Snapshot } from '../features/types';
import { sql, type Sql } from '../sql/sql';
import { DEFAULT_METHOD } from './findByAlgorithm';
import { compareBordersTask } from './identity/compareBorders';
import { decideRedraw, type RedrawDecision } from './identity/decideRedraw';
import { keepSegmentIds, segmentNumber, type KeptIds } from './identity/keepSegmentIds';
import type { Present } from './keepBorders';
import { presentMemberships } from './memberships';
import { mergeSmall } from './mergeSmall';
import type { PreparedFeatures } from './prepareFeatures';
import type { Division } from './publishSegments';
import { sampleEnd } from './sampleEnd';
import { placesOf } from './segmentsModel';
import type { DiscoverRequest, FoundClusters } from './types';

/** Clusters found anew in the customers of a snapshot. */
export interface Finding extends Pick<Division, 'snapshot' | 'table' | 'definitions'> {
	readonly prepared: PreparedFeatures;
	readonly found: FoundClusters;
	readonly request: DiscoverRequest;
	readonly present?: Present;
}

export interface DrawnBorders {
	readonly division: Division;
	/** Whether they should replace the present ones. */
	readonly decision: RedrawDecision;
}

/** New clusters as segments: small ones joined where the owner says so, each with the id of the segment it continues. */
export async function drawBorders(engine: Engine, finding: Finding): Promise<DrawnBorders> {
	const { snapshot, table, definitions, prepared, found, request, present } = finding;
	const groups = groupsOf(finding);
	const labels = found.labels.map((label) => (label < 0 ? -1 : groups.groupOf[label]));
	const reapplied = await reappliedTo(engine, snapshot, finding);
	const identity = await identify(engine, { table, labels, clusters: groups.count, reapplied });
	const { reader, silhouetteByCluster, stabilityByCluster, candidates, reason, notes, refusal } = found;
	const division: Division = {
		snapshot,
		table,
		definitions,
		model: { ...reader, preparation: prepared.preparation, segments: groups.groupOf.map((group) => identity.ids[group]) },
		preparation: prepared.preparation,
		matrix: prepared.matrix,
		ids: identity.ids,
		labels,
		silhouettes: groups.mean(silhouetteByCluster),
		stabilities: groups.mean(stabilityByCluster),
		candidates,
		reason,
		notes: [...notes, ...groups.notes],
		leftOut: prepared.leftOut,
		learntOn: snapshot.id,
		learntAt: snapshot.asOf,
		method: request.method ?? DEFAULT_METHOD,
		...(refusal === undefined || request.clusters.low === request.clusters.high ? {} : { refusal }),
		...(present === undefined ? {} : { before: present }),
		redrawn: present !== undefined,
	};
	return { division, decision: await decide(engine, finding, { division, identity, reapplied }) };
}

interface Groups {
	readonly groupOf: readonly number[];
	readonly count: number;
	readonly notes: readonly string[];
	/** Mean over the clusters of each group, weighted by their sizes. */
	mean(values: readonly (number | null)[]): (number | null)[];
}

function groupsOf({ prepared, found, request, snapshot, table }: Finding): Groups {
	const clusters = found.sizes.length;
	// A sample holds fewer of each segment than there are.
	const sizeMin = request.small === 'merge' ? request.floor * (table.rows / Math.max(snapshot.customers, table.rows)) : 0;
	const { groupOf, merged } = mergeSmall(prepared.matrix, found.labels, { clusters, sizeMin });
	const count = new Set(groupOf).size;
	const mean = (values: readonly (number | null)[]): (number | null)[] =>
		Array.from({ length: count }, (_, group) => {
			const own = groupOf.flatMap((of, cluster) => {
				const value = values[cluster] ?? null;
				return of === group && value !== null ? [{ value, size: found.sizes[cluster] }] : [];
			});
			const size = own.reduce((sum, one) => sum + one.size, 0);
			return size === 0 ? null : own.reduce((sum, one) => sum + one.value * one.size, 0) / size;
		});
	const notes = merged.length === 0 ? [] : [`${merged.length} segments of fewer than ${request.floor} customers were added to the nearest ones`];
	return { groupOf, count, notes, mean };
}

/** Where the present borders would put the same customers today. */
async function reappliedTo(
	engine: Engine,
	snapshot: Snapshot,
	{ table, present }: Finding,
): Promise<readonly (string | null)[] | undefined> {
	if (present === undefined) return undefined;
	const places = await placesOf(present.model, snapshot, engine);
	return table.keys.map((key) => places.get(key) ?? null);
}

async function identify(
	engine: Engine,
	{ table, labels, clusters, reapplied }: {
		readonly table: Division['table'];
		readonly labels: Int32Array;
		readonly clusters: number;
		readonly reapplied: readonly (string | null)[] | undefined;
	},
): Promise<KeptIds> {
	const numberOf = (id: Sql): Sql => engine.store.dialect.toNumber(sql`substr(${id}, 9)`);
	const rows = await engine.store.columns(sql`
		select customer_id, ${numberOf(sql`segment`)} as number
		from ${presentMemberships()} present
		where ${engine.store.dialect.md5(sql`customer_id`)} <= ${sampleEnd(table.keys)} order by customer_id`);
	const before = new Map(rows.keys.map((key, index) => [key, `segment-${rows.values[0][index]}`]));
	const [{ highest }] = await engine.store.query<{ highest: number | null }>(
		sql`select max(${numberOf(sql`id`)}) as highest from segments where id like 'segment-%'`,
	);
	return keepSegmentIds({
		before: table.keys.map((key) => before.get(key) ?? null),
		...(reapplied === undefined ? {} : { reapplied }),
		labels,
		clusters,
		highest: highest ?? segmentNumber(''),
	});
}

function sameFeatures(...[one, other]: readonly Pick<Division, 'preparation'>[]): boolean {
	const names = ({ preparation }: Pick<Division, 'preparation'>): string =>
		[...new Set(preparation.columns.map(({ name }) => name))].sort().join();
	return names(one) === names(other);
}

async function decide(
	engine: Engine,
	{ prepared, present, request }: Finding,
	{ division, identity, reapplied }: {
		readonly division: Division;
		readonly identity: KeptIds;
		readonly reapplied: readonly (string | null)[] | undefined;
	},
): Promise<RedrawDecision> {
	if (present === undefined || reapplied === undefined) return { redraw: true, because: '' };
	const ids = [...new Set(present.model.stored.model.segments)];
	const asked = askedToRedraw(request, division, { present, segments: ids.length });
	if (asked !== undefined) return { redraw: true, because: asked };
	const after = division.labels;
	const before = Int32Array.from(reapplied, (id) => (id === null ? -1 : ids.indexOf(id)));
	const borders = await engine.compute.run(
		compareBordersTask,
		{ matrix: prepared.coordinates, before, after, seed: request.seed },
		{ signal: engine.signal },
	);
	const agreement = agreementOf(reapplied, division);
	return decideRedraw({ present: ids.length, found: division.ids.length, kept: identity.kept, agreement, borders });
}

/** What the owner asks for that the present borders are not; undefined when they will do. */
function askedToRedraw(
	{ present: wish, clusters, features }: DiscoverRequest,
	division: Division,
	{ present, segments }: { readonly present: Present; readonly segments: number },
): string | undefined {
	if (wish?.mode === 'redraw') return 'Redrawn, as asked.';
	const found = division.ids.length;
	if (asksFor(clusters, found) && found !== segments) return `Redrawn: ${found} segments instead of ${segments}, as asked.`;
	if (!sameMethod(division, present)) return 'Redrawn by the method asked for, which is another than before.';
	if (features === undefined || sameFeatures(division, present.model.stored.model)) return undefined;
	return 'Redrawn on the features asked for, which are others than before.';
}

/** A model from before methods were kept may be of any. */
function sameMethod({ method }: Division, { model }: Present): boolean {
	return (model.stored.details.method ?? method) === method;
}

/** Whether exactly this number was asked for, and the method could obey. */
function asksFor({ low, high }: DiscoverRequest['clusters'], found: number): boolean {
	return low === high && low === found;
}

/** Share of the customers whom new borders leave where the present ones would put them. */
function agreementOf(reapplied: readonly (string | null)[], { ids, labels }: Division): number {
	if (reapplied.length === 0) return 1;
	const same = reapplied.filter((id, row) => id === (labels[row] < 0 ? null : ids[labels[row]]));
	return same.length / reapplied.length;
}
