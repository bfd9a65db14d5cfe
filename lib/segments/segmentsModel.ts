import type { Engine } from '../engine';
import { readSnapshot } from '../features/readSnapshot';
import type { FeatureDefinition, Snapshot } from '../features/types';
import { assignmentSql, clusterKinds } from '../models/assignment';
import { readModel } from '../models/readModel';
import type { ClusterModel, StoredModel } from '../models/types';
import { sql } from '../sql/sql';
import type { Placing } from './memberships';
import { inDiscovered, segmentsModelName } from './memberships';
import { modelFeatures } from './modelFeatures';

/** A stored segments model and what its features mean. */
export interface SegmentsModel {
	readonly stored: StoredModel<ClusterModel>;
	/** Of the features it reads. */
	readonly definitions: readonly FeatureDefinition[];
}

/** A segments model by id; "latest" is the one customers are in now, or the newest before any has members. SetupNeeded without one. */
export async function readSegmentsModel(engine: Engine, id: string): Promise<SegmentsModel> {
	const present = id === 'latest' ? await presentModelId(engine) : id;
	const reference = present === undefined ? { name: segmentsModelName, latest: true as const } : { id: present };
	const stored = await readModel(engine, reference, ...clusterKinds);
	// Borders that are kept are read again in later snapshots, whose columns may be others.
	const learntOn = typeof stored.details.learntOn === 'string' ? stored.details.learntOn : stored.snapshot;
	const used = new Set(stored.model.preparation.columns.map(({ name }) => name));
	const { featureSet } = await readSnapshot(engine, learntOn);
	return { stored, definitions: featureSet.definitions.filter(({ name }) => used.has(name)) };
}

/** The model customers are in now; undefined before the first. */
export async function presentModelId(engine: Pick<Engine, 'store'>): Promise<string | undefined> {
	const [row] = await engine.store.query<{ model: string }>(
		sql`select model from memberships where valid_to is null and ${inDiscovered} order by valid_from desc limit 1`,
	);
	return row?.model;
}

/** The model over the customers of a snapshot, whatever columns that has. */
export function placingOf({ stored, definitions }: SegmentsModel, snapshot: Snapshot, engine: Pick<Engine, 'store'>): Placing {
	return {
		features: modelFeatures(definitions, snapshot, engine.store.dialect),
		place: (customers) => assignmentSql(stored.model, customers),
	};
}

/** Where a model puts the customers of a snapshot, by customer; those in no segment are not there. */
export async function placesOf(
	model: SegmentsModel,
	snapshot: Snapshot,
	engine: Pick<Engine, 'store'>,
): Promise<Map<string, string>> {
	const { features, place } = placingOf(model, snapshot, engine);
	const number = engine.store.dialect.toNumber(sql`substr(segment, 9)`);
	const rows = await engine.store.columns(sql`
		select customer_id, ${number} as number from (${place(features)}) placed where segment is not null order by customer_id`);
	return new Map(rows.keys.map((key, index) => [key, `segment-${rows.values[0][index]}`]));
}
