import { NotEnoughData } from '../../core/errors';
import type { Engine } from '../../engine';
import { textMeans } from '../../features/textMeans';
import type { TextModel } from '../../features/textModels';
import type { Snapshot } from '../../features/types';
import type { CustomerVectorModel } from '../../models/types';
import { mayProfile } from '../../privacy/mayProfile';
import { identifier, joinSql, sql, type Sql } from '../../sql/sql';
import { prepareFeaturesTask } from '../prepareFeatures';
import { fitTextPartTask } from './fitTextPart';

export interface FittedVector {
	readonly model: CustomerVectorModel;
	/** Features that tell nobody apart or say the same as another. */
	readonly leftOut: readonly string[];
	/** Customers who wrote, among those learnt from. */
	readonly writers: number;
	/** Share of the differences in text that the directions hold; null without a text part. */
	readonly textExplained: number | null;
}

export interface VectorChoice {
	readonly textModel: TextModel | undefined;
	/** In [0, 1]. */
	readonly textShare: number;
	readonly textDimensions: number;
}

/** Customers a vector is learnt from. */
const CUSTOMERS_MAX = 50_000;
const WRITERS_MAX = 20_000;

/** Fewer writers make directions of chance. */
const WRITERS_MIN = 20;

/** Learns how features become comparable and in which directions texts differ, from customers who did not object. */
export async function fitVectorModel(engine: Engine, snapshot: Snapshot, choice: VectorChoice): Promise<FittedVector> {
	const { preparation, leftOut } = await prepareBehaviour(engine, snapshot);
	const text = await fitText(engine, snapshot, choice);
	const model = {
		kind: 'customerVector',
		preparation,
		textShare: text.part === null ? 0 : choice.textShare,
		text: text.part,
	} as const;
	return { model, leftOut, writers: text.writers, textExplained: text.explained };
}

async function prepareBehaviour(engine: Engine, { id, asOf, featureSet }: Snapshot) {
	const names = featureSet.definitions.map(({ name }) => identifier(name));
	const allowed = mayProfile(sql`snapshot.customer_id`, { dialect: engine.store.dialect, asOf });
	const table = await engine.store.columns(sql`
		select ${joinSql([identifier('customer_id'), ...names])} from ${identifier(id)} snapshot
		where ${allowed} order by ${engine.store.dialect.md5(sql`customer_id`)}, customer_id limit ${CUSTOMERS_MAX}`);
	const columns = table.names.map((name, index) => ({ name, values: table.values[index] }));
	const prepared = await engine.compute.run(prepareFeaturesTask, columns, { signal: engine.signal });
	if (prepared.preparation.columns.length > 0) return prepared;
	throw new NotEnoughData('no feature tells customers apart: every one is the same for all of them. Import more history');
}

async function fitText(engine: Engine, snapshot: Snapshot, { textModel, textShare, textDimensions }: VectorChoice) {
	const none = { part: null, writers: 0, explained: null };
	if (textModel === undefined || textShare === 0) return none;
	const written = await engine.store.columns(writersOf(engine, snapshot, textModel));
	if (written.rows < WRITERS_MIN) {
		engine.notify.hint(`${written.rows} customers wrote something: at least ${WRITERS_MIN} are needed, so behaviour alone makes the vector`);
		return { ...none, writers: written.rows };
	}
	engine.notify.progress(`Customer vector: learning what ${written.rows} customers write about`);
	const input = { columns: written.values, directionsMax: textDimensions };
	const { mean, directions, explained } = await engine.compute.run(fitTextPartTask, input, { signal: engine.signal });
	if (directions.length === 0) return { ...none, writers: written.rows };
	return { part: { textModel: textModel.id, mean, directions }, writers: written.rows, explained };
}

function writersOf({ store }: Engine, { id, asOf }: Snapshot, textModel: TextModel): Sql {
	const allowed = mayProfile(sql`means.customer_id`, { dialect: store.dialect, asOf });
	return sql`
		select * from ${textMeans(textModel, asOf)} means
		where ${allowed} and means.customer_id in (select customer_id from ${identifier(id)} snapshot)
		order by ${store.dialect.md5(sql`customer_id`)}, customer_id limit ${WRITERS_MAX}`;
}
