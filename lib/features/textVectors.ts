import type { Engine } from '../engine';
import { identifier, rowsOf, sql } from '../sql/sql';
import type { Session } from '../store/types';
import { shortenVectorsTask } from './text/shortenVectors';
import { ensureTextModel, TEXT_DIMENSIONS_MAX, type TextModelDetails } from './textModels';

/** Of these contents, those a text model has vectors of. */
export async function keptContents({ store }: Pick<Engine, 'store'>, model: string, contents: readonly string[]): Promise<ReadonlySet<string>> {
	if (contents.length === 0) return new Set();
	const [there] = await store.query(sql`select id from text_models where id = ${model}`);
	if (there === undefined) return new Set();
	const rows = await store.query<{ content: string }>(
		sql`select distinct content from ${identifier(model)} vectors where content in ${rowsOf(contents)}`,
	);
	return new Set(rows.map(({ content }) => content));
}

export interface NewVectors {
	readonly model: string;
	readonly embedder: string;
	readonly words?: TextModelDetails['words'];
	readonly contents: readonly string[];
	/** Of length 1, one a content. */
	readonly vectors: readonly Float32Array[];
}

/** Writes vectors of contents that have none, shortened to what a table holds; another process may have written some meanwhile. */
export async function keepVectors(engine: Engine, session: Session, given: NewVectors): Promise<void> {
	const { model, embedder, words, contents } = given;
	if (contents.length === 0) return;
	const embedderDimensions = given.vectors[0].length;
	const dimensions = Math.min(TEXT_DIMENSIONS_MAX, embedderDimensions);
	const details = { dimensions, embedderDimensions, ...(words && { words }) };
	await session.lock('models');
	await ensureTextModel(session, { id: model, embedder, details }, engine.clock.now());
	const vectors = await engine.compute.run(shortenVectorsTask, { vectors: given.vectors, dimensions }, { signal: engine.signal });
	const written = await session.query<{ content: string }>(
		sql`select distinct content from ${identifier(model)} vectors where content in ${rowsOf(contents)}`,
	);
	const taken = new Set(written.map(({ content }) => content));
	const places = contents.flatMap((content, place) => (taken.has(content) ? [] : [place]));
	const columns = Array.from({ length: dimensions }, (_, column) => Float64Array.from(places, (place) => vectors[place][column]));
	await session.append(model, places.map((place) => contents[place]), columns);
}
