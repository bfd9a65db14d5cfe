import { InvalidInput, NotEnoughData } from '../core/errors';
import type { Engine } from '../engine';
import type { FeatureDefinition, Snapshot } from '../features/types';
import { mayProfile } from '../privacy/mayProfile';
import { identifier, joinSql, sql } from '../sql/sql';
import type { ColumnTable } from '../store/types';
import { modelFeatures } from './modelFeatures';

/** Customers a model is learnt from; everybody is assigned by it. Bounds memory at about 16 bytes a feature each. */
export const TRAINING_CUSTOMERS_MAX = 200_000;

/** Fewer customers than this for each segment asked for make groups of chance. */
const CUSTOMERS_PER_SEGMENT_MIN = 20;

/** The features to use: those named, or all. InvalidInput for a name the snapshot does not have. */
export function chooseFeatures(
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
export async function readTraining(
	engine: Engine,
	snapshot: Snapshot,
	definitions: readonly FeatureDefinition[],
): Promise<ColumnTable> {
	const { dialect } = engine.store;
	const names = joinSql(['customer_id', ...definitions.map(({ name }) => name)].map((name) => identifier(name)));
	const allowed = mayProfile(sql`snapshot.customer_id`, { dialect, asOf: snapshot.asOf });
	const customers = sql`select ${names} from ${modelFeatures(definitions, snapshot, dialect)} snapshot where ${allowed}`;
	if (snapshot.customers <= TRAINING_CUSTOMERS_MAX) {
		return await engine.store.columns(sql`${customers} order by customer_id`);
	}
	engine.notify.hint(
		`Learnt from a sample of ${TRAINING_CUSTOMERS_MAX} of ${snapshot.customers} customers; everybody was assigned`,
	);
	return await engine.store.columns(sql`${customers} order by ${engine.store.dialect.md5(sql`customer_id`)} limit ${TRAINING_CUSTOMERS_MAX}`);
}

/** NotEnoughData when segments would be groups of chance. */
export function requireCustomers(customers: number, segments: number): void {
	const needed = segments * CUSTOMERS_PER_SEGMENT_MIN;
	if (customers >= needed) return;
	throw new NotEnoughData(
		`${customers} customers are too few for ${segments} segments: at least ${needed} are needed. Import more history, or ask for fewer segments`,
	);
}
