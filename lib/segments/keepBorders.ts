import type { Engine } from '../engine';
import type { FeatureDefinition, Snapshot } from '../features/types';
import { applyPreparationTask } from './applyPreparation';
import type { Division } from './publishSegments';
import { readTraining } from './readTraining';
import { placesOf, type SegmentsModel } from './segmentsModel';
import type { ClusterCandidate, Segment } from './types';

/** The segments customers are in now. */
export interface Present {
	readonly model: SegmentsModel;
	readonly segments: readonly Segment[];
}

/** The present borders over the customers of a later snapshot: the same segments, described by who is in them today. */
export async function keepBorders(
	engine: Engine,
	snapshot: Snapshot,
	{ present, reason }: { readonly present: Present; readonly reason: string },
): Promise<Division> {
	const { stored, definitions: used } = present.model;
	const definitions = allDefinitions(used, snapshot);
	const table = await readTraining(engine, snapshot, definitions);
	const places = await placesOf(present.model, snapshot, engine);
	const ids = [...new Set(stored.model.segments)];
	const columns = table.names.map((name, index) => ({ name, values: table.values[index] }));
	const { preparation } = stored.model;
	const matrix = await engine.compute.run(applyPreparationTask, { preparation, columns }, { signal: engine.signal });
	const known = ids.map((id) => present.segments.find(({ segment }) => segment === id));
	const { candidates, learntOn, learntAt, method } = stored.details;
	return {
		snapshot,
		table,
		definitions,
		model: stored.model,
		preparation,
		matrix,
		ids,
		labels: Int32Array.from(table.keys, (key) => ids.indexOf(places.get(key) ?? '')),
		silhouettes: known.map((segment) => segment?.silhouette ?? null),
		stabilities: known.map((segment) => segment?.stability ?? null),
		candidates: (candidates ?? []) as readonly ClusterCandidate[],
		reason,
		notes: [],
		leftOut: [],
		learntOn: typeof learntOn === 'string' ? learntOn : stored.snapshot,
		learntAt: typeof learntAt === 'number' ? learntAt : stored.asOf,
		...(typeof method === 'string' ? { method } : {}),
		before: present,
		redrawn: false,
	};
}

/** What the model reads, and what else the snapshot knows about customers. */
function allDefinitions(used: readonly FeatureDefinition[], { featureSet }: Snapshot): readonly FeatureDefinition[] {
	const names = new Set(used.map(({ name }) => name));
	return [...used, ...featureSet.definitions.filter(({ name }) => !names.has(name))];
}
