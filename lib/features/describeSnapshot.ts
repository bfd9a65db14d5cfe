import { toIso } from '../core/clock';
import { canonicalJson } from '../core/hash';
import type { Dialect } from '../sql/dialect';
import { sql } from '../sql/sql';
import type { Session } from '../store/types';
import { binColumns, findCuts, type ColumnBins } from './binColumns';
import { compareColumn, CUSTOMERS_MIN, type ColumnDrift } from './compareColumn';
import type { FeatureDefinition, SnapshotDetails } from './types';

/** Drifts told by name; the others are among the figures. */
const TOLD_MAX = 5;

interface Computed {
	/** Its table. */
	readonly id: string;
	readonly asOf: number;
	readonly customers: number;
	readonly definitions: readonly FeatureDefinition[];
}

interface Earlier extends Readonly<Record<string, unknown>> {
	readonly id: string;
	readonly as_of: number;
	readonly customers: number;
	readonly definitions: readonly FeatureDefinition[];
}

/**
 * What a snapshot just computed says about its columns: for whom a value is not known, and how far each moved since the
 * snapshot before it. Only features that mean the same in both are compared. Counted inside the engine.
 */
export async function describeSnapshot(
	session: Session,
	dialect: Dialect,
	computed: Computed,
): Promise<SnapshotDetails> {
	const names = computed.definitions.map(({ name }) => name);
	const columns = await binColumns(session, { table: computed.id, names, cuts: [] });
	const unknownShares = Object.fromEntries(names.map((name, index) => [name, unknownShareOf(columns[index])]));
	const earlier = await readEarlier(session, computed.asOf);
	const reason = reasonNotToCompare(earlier, computed.customers);
	if (earlier === undefined || reason !== undefined) return { unknownShares, psi: {}, drift: [reason ?? noEarlier] };
	const drifts = await compareWith(session, dialect, { computed, earlier });
	return {
		unknownShares,
		comparedWith: earlier.id,
		psi: Object.fromEntries(drifts.map(({ name, psi }) => [name, psi])),
		drift: tellDrifts(drifts, earlier),
	};
}

const noEarlier = 'There is no earlier snapshot to compare with';

function unknownShareOf({ customers, known }: ColumnBins): number {
	return customers === 0 ? 0 : 1 - known / customers;
}

/** The one that looks from the latest instant before, whenever it was computed. */
async function readEarlier(session: Session, asOf: number): Promise<Earlier | undefined> {
	const [row] = await session.query<Earlier>(sql`
		select snapshots.id, as_of, customers, definitions
		from snapshots join feature_sets on feature_sets.id = snapshots.feature_set
		where as_of < ${asOf}
		order by as_of desc, snapshots.created_at desc, snapshots.id
		limit 1`);
	return row;
}

function reasonNotToCompare(earlier: Earlier | undefined, customers: number): string | undefined {
	if (earlier === undefined) return noEarlier;
	if (Math.min(earlier.customers, customers) >= CUSTOMERS_MIN) return undefined;
	return `Too few customers to compare with the snapshot of ${dayOf(earlier)}: ${earlier.customers} then, ${customers} now, and it takes ${CUSTOMERS_MIN} in both`;
}

async function compareWith(
	session: Session,
	dialect: Dialect,
	{ computed, earlier }: { readonly computed: Computed; readonly earlier: Earlier },
): Promise<ColumnDrift[]> {
	const known = new Map(earlier.definitions.map((definition) => [definition.name, meaningOf(definition)]));
	const shared = computed.definitions.filter((one) => known.get(one.name) === meaningOf(one));
	const names = shared.map(({ name }) => name);
	const cuts = await findCuts(session, dialect, { table: earlier.id, names, customers: earlier.customers });
	const before = await binColumns(session, { table: earlier.id, names, cuts });
	const after = await binColumns(session, { table: computed.id, names, cuts });
	return shared.map((feature, index) => compareColumn(feature, before[index], after[index]));
}

/** A column of the same name that counts something else is another feature. */
function meaningOf({ value, missing, money }: FeatureDefinition): string {
	return canonicalJson({ value, missing, money: money ?? null });
}

function tellDrifts(drifts: readonly ColumnDrift[], earlier: Earlier): string[] {
	if (drifts.length === 0) return [`No feature means the same as in the snapshot of ${dayOf(earlier)}`];
	const told = drifts
		.filter(({ sentence }) => sentence !== undefined)
		.sort((left, right) => right.psi - left.psi)
		.map(({ sentence = '' }) => `Since ${dayOf(earlier)}, ${sentence}`);
	if (told.length === 0) return [`No feature changed noticeably since ${dayOf(earlier)}`];
	const rest = told.length - TOLD_MAX;
	return rest > 0 ? [...told.slice(0, TOLD_MAX), `${rest} more features changed: see psi`] : told;
}

function dayOf({ as_of: asOf }: Earlier): string {
	return toIso(asOf).slice(0, 10);
}
