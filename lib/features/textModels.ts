import { InvalidInput } from '../core/errors';
import { hashText } from '../core/hash';
import type { Engine } from '../engine';
import { identifier, joinSql, jsonValue, perDialect, sql, typeOf, unlessStored } from '../sql/sql';
import type { Session } from '../store/types';

/** How texts became vectors. Vectors of one text model can be compared with each other, and with no others. */
export interface TextModel {
	/** Also the name of the table of its vectors. */
	readonly id: string;
	readonly embedder: string;
	readonly details: TextModelDetails;
}

export interface TextModelDetails {
	/** Numbers a vector has in its table. */
	readonly dimensions: number;
	/** Numbers the embedder gives; more than `dimensions` are shortened. */
	readonly embedderDimensions: number;
	/** Of hashed words: rarities as 32-bit numbers in base64, and the texts they were counted on. */
	readonly words?: { readonly rarity: string; readonly texts: number };
}

interface TextModelRow extends Readonly<Record<string, unknown>>, TextModel {}

/** Numbers a text is kept with at most. */
export const TEXT_DIMENSIONS_MAX = 256;

export function textModelId(embedder: string): string {
	return `text_vectors_${hashText(embedder, 4)}`;
}

/** Columns of a table of vectors, beside `content`. */
export function vectorColumns(dimensions: number): string[] {
	return Array.from({ length: dimensions }, (_, index) => `v${index + 1}`);
}

/** The newest first. */
export async function readTextModels({ store }: Pick<Engine, 'store'>): Promise<readonly TextModel[]> {
	return await store.query<TextModelRow>(sql`select id, embedder, details from text_models order by created_at desc, id`);
}

/** Keeps a text model with an empty table of vectors; one that is there stays. InvalidInput when its vectors had another length. */
export async function ensureTextModel(session: Session, model: TextModel, createdAt: number): Promise<void> {
	const [known] = await session.query<TextModelRow>(sql`select id, embedder, details from text_models where id = ${model.id}`);
	if (known !== undefined) {
		requireEqualLength(known, model);
		return;
	}
	const numbers = vectorColumns(model.details.dimensions).map((name) => sql`cast(null as ${typeOf('number')}) as ${identifier(name)}`);
	const empty = sql`select cast('' as ${typeOf('text')}) as content, ${joinSql(numbers)} from text_models where 1 = 0`;
	await session.execute(sql`drop table if exists ${identifier(model.id)}`);
	await session.execute(perDialect((dialect) => dialect.createTableAs(sql`${identifier(model.id)}`, empty, 'content')));
	await session.execute(sql`
		insert into text_models (id, embedder, created_at, details)
		values (${model.id}, ${model.embedder}, ${createdAt}, ${jsonValue(JSON.stringify(model.details))}) ${unlessStored}`);
}

function requireEqualLength(known: TextModel, { details }: TextModel): void {
	if (known.details.embedderDimensions === details.embedderDimensions) return;
	throw new InvalidInput(
		`${known.embedder} now gives vectors of ${details.embedderDimensions} numbers, and those kept have ${known.details.embedderDimensions}: choose the model as it was, or one with another name`,
	);
}
