import { SetupNeeded } from '../core/errors';
import type { Engine } from '../engine';
import { sql } from '../sql/sql';
import type { FeatureDefinition, Snapshot } from './types';

interface SnapshotRow extends Readonly<Record<string, unknown>> {
	readonly id: string;
	readonly as_of: number;
	readonly customers: number;
	readonly feature_set: string;
	readonly scores: readonly string[];
	readonly definitions: readonly FeatureDefinition[];
}

/**
 * A snapshot by id; "latest" is the one that looks from the latest instant, whenever it was computed: a
 * training set of last year, computed today, is not the latest. SetupNeeded when there is none.
 */
export async function readSnapshot(engine: Engine, id: string): Promise<Snapshot> {
	const chosen = id === 'latest' ? sql`true` : sql`snapshots.id = ${id}`;
	const [row] = await engine.store.query<SnapshotRow>(sql`
		select snapshots.id, as_of, customers, feature_set, scores, definitions
		from snapshots join feature_sets on feature_sets.id = snapshots.feature_set
		where ${chosen}
		order by as_of desc, snapshots.created_at desc, snapshots.id
		limit 1`);
	if (row === undefined) {
		throw new SetupNeeded(
			id === 'latest'
				? 'there is no snapshot of customer features yet: run Customer Features · Compute first'
				: `snapshot "${id}" is not in the customer store: run Customer Features · Compute, or choose "latest"`,
		);
	}
	return {
		id: row.id,
		asOf: row.as_of,
		customers: row.customers,
		featureSet: { id: row.feature_set, definitions: row.definitions },
		scores: row.scores,
	};
}
