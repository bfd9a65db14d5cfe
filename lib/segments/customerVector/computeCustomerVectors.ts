import { InvalidInput } from '../../core/errors';
import type { Engine } from '../../engine';
import { readSnapshot } from '../../features/readSnapshot';
import { textMeans } from '../../features/textMeans';
import { readTextModels, type TextModel } from '../../features/textModels';
import type { Snapshot } from '../../features/types';
import { writeJoinedScores } from '../../features/writeScores';
import { isVectorColumn, vectorColumnsOf } from '../../models/customerVector/columns';
import { toSql } from '../../models/customerVector/toSql';
import { readModel } from '../../models/readModel';
import { saveModel } from '../../models/saveModel';
import type { CustomerVectorModel, StoredModel } from '../../models/types';
import { mayProfile } from '../../privacy/mayProfile';
import { identifier, joinSql, sql, typeOf } from '../../sql/sql';
import { chooseTextModel } from './chooseTextModel';
import { fitVectorModel, type VectorChoice } from './fitVectorModel';

export interface VectorRequest {
	/** Id or "latest". */
	readonly snapshot: string;
	/** Absent: the newest. */
	readonly textModel?: string;
	/** What text counts beside behaviour, in [0, 1]. */
	readonly textShare: number;
	/** Coordinates of the text part at most. */
	readonly textDimensions: number;
	/** Keep the axes of the last run, so that a customer who does not change keeps the vector. */
	readonly axes: 'keep' | 'draw';
}

export interface CustomerVectors {
	readonly snapshot: string;
	readonly asOf: number;
	readonly customers: number;
	/** The axes, kept in the store. */
	readonly vectorModel: string;
	readonly textModel: string | null;
	/** Columns of the snapshot that are the vector. */
	readonly behaviourColumns: number;
	readonly textColumns: number;
	readonly textShare: number;
	/** Share of the differences in text that the columns hold; null without text. */
	readonly textExplained: number | null;
}

export const vectorModelName = 'customer-vector';

const TEXT_DIMENSIONS_BOUND = 32;

/**
 * Writes the vector of every customer into a snapshot, by one statement inside the engine: standardized behaviour and what the
 * customer wrote, see `CustomerVectorModel`. Who objected to profiling has none.
 */
export async function computeCustomerVectors(engine: Engine, request: VectorRequest): Promise<CustomerVectors> {
	checkRequest(request);
	const snapshot = await readSnapshot(engine, request.snapshot);
	const stored = await chooseAxes(engine, snapshot, request);
	const { model } = stored;
	const textModel = model.text === null ? undefined : await textModelOf(engine, model.text.textModel);
	engine.notify.progress(`Customer vector: ${snapshot.customers} customers`);
	await writeVectors(engine, { snapshot, model, textModel });
	return {
		snapshot: snapshot.id,
		asOf: snapshot.asOf,
		customers: snapshot.customers,
		vectorModel: stored.id,
		textModel: model.text?.textModel ?? null,
		behaviourColumns: model.preparation.columns.length,
		textColumns: model.text?.directions.length ?? 0,
		textShare: model.textShare,
		textExplained: (stored.details.textExplained ?? null) as number | null,
	};
}

function checkRequest({ textShare, textDimensions }: VectorRequest): void {
	if (!(textShare >= 0 && textShare <= 1)) throw new InvalidInput(`the weight of text is ${textShare}: expected 0 to 1`);
	if (Number.isInteger(textDimensions) && textDimensions >= 1 && textDimensions <= TEXT_DIMENSIONS_BOUND) return;
	throw new InvalidInput(`the text has ${textDimensions} numbers in the vector: expected 1 to ${TEXT_DIMENSIONS_BOUND}`);
}

async function chooseAxes(engine: Engine, snapshot: Snapshot, request: VectorRequest): Promise<StoredModel<CustomerVectorModel>> {
	const textModel = request.textShare === 0 ? undefined : await chooseTextModel(engine, request.textModel);
	const choice = { textModel, textShare: request.textShare, textDimensions: request.textDimensions };
	const last = request.axes === 'keep' ? await lastModel(engine) : undefined;
	if (last !== undefined && fits(last, snapshot, choice)) return last;
	if (last !== undefined) engine.notify.hint(`The axes of ${last.id} do not fit these features, texts or weights: new ones were learnt`);
	if (textModel === undefined && request.textShare > 0) engine.notify.hint('No text was read yet (run Embed Text first): behaviour alone makes the vector');
	const { model, leftOut, writers, textExplained } = await fitVectorModel(engine, snapshot, choice);
	return await saveModel(engine, {
		name: vectorModelName,
		asOf: snapshot.asOf,
		snapshot: snapshot.id,
		model,
		details: { leftOut, writers, textExplained, choice: keyOf(choice) },
	});
}

/** The same features, and asked for alike. */
function fits({ model, details }: StoredModel<CustomerVectorModel>, { featureSet }: Snapshot, choice: VectorChoice): boolean {
	const there = new Set(featureSet.definitions.map(({ name }) => name));
	return model.preparation.columns.every(({ name }) => there.has(name)) && details.choice === keyOf(choice);
}

function keyOf({ textModel, textShare, textDimensions }: VectorChoice): string {
	return [textModel?.id ?? 'no text', textShare, textDimensions].join(' / ');
}

async function lastModel(engine: Engine): Promise<StoredModel<CustomerVectorModel> | undefined> {
	const [row] = await engine.store.query<{ id: string }>(
		sql`select id from models where name = ${vectorModelName} order by version desc limit 1`,
	);
	return row === undefined ? undefined : await readModel(engine, { id: row.id }, 'customerVector');
}

async function textModelOf(engine: Engine, id: string): Promise<TextModel | undefined> {
	return (await readTextModels(engine)).find((one) => one.id === id);
}

interface Writing {
	readonly snapshot: Snapshot;
	readonly model: CustomerVectorModel;
	readonly textModel: TextModel | undefined;
}

/** Columns of an earlier vector that this one does not have become null. */
async function writeVectors(engine: Engine, { snapshot, model, textModel }: Writing): Promise<void> {
	const allowed = mayProfile(sql`snapshot.customer_id`, { dialect: engine.store.dialect, asOf: snapshot.asOf });
	const customers = sql`(select * from ${identifier(snapshot.id)} snapshot where ${allowed})`;
	const texts = textModel === undefined ? undefined : textMeans(textModel, snapshot.asOf);
	const names = vectorColumnsOf(model);
	const gone = snapshot.scores.filter((name) => isVectorColumn(name) && !names.includes(name));
	const cleared = gone.map((name) => sql`cast(null as ${typeOf('number')}) as ${identifier(name)}`);
	const rows = sql`(select ${joinSql([sql`vectors.*`, ...cleared])} from (${toSql(model, { customers, texts })}) vectors)`;
	await writeJoinedScores(engine, snapshot, { names: [...names, ...gone], rows });
}
