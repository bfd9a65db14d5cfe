import type { Engine } from '../engine';
import type { Embedder } from '../language/types';
import { someTexts, type TextRow, type TextSelection } from './customerTexts';
import { countWordsTask } from './text/hashed/countWords';
import { openHashedEmbedder } from './text/hashed/openHashedEmbedder';
import type { WordWeights } from './text/hashed/types';
import { readTextModels, type TextModelDetails } from './textModels';
import { textOf } from './textOf';

export interface WordEmbedder {
	readonly embedder: Embedder;
	readonly words: NonNullable<TextModelDetails['words']>;
}

/** More texts hardly change how rare a word is. */
const COUNTED_MAX = 20_000;

/** Weights learnt on a tenth of the texts or less are learnt anew: what was rare may be common now. */
const GROWTH = 10;

/**
 * Hashed words with the weights kept, so that texts of last month are comparable and not read again; without any, or when there
 * are ten times as many texts as they were learnt on, with weights learnt from texts of the store.
 */
export async function openWordEmbedder(engine: Engine, selection: TextSelection): Promise<WordEmbedder> {
	const kept = (await readTextModels(engine)).find(({ details }) => details.words !== undefined)?.details.words;
	const isGrown = kept !== undefined && kept.texts * GROWTH <= COUNTED_MAX;
	if (kept !== undefined && !isGrown) return open(engine, toWeights(kept));
	const rows = await engine.store.query<TextRow>(someTexts(selection, COUNTED_MAX));
	const texts = rows.map(textOf).filter((text) => text !== '');
	if (kept !== undefined && texts.length < kept.texts * GROWTH) return open(engine, toWeights(kept));
	return open(engine, await engine.compute.run(countWordsTask, texts, { signal: engine.signal }));
}

function open({ compute }: Engine, weights: WordWeights): WordEmbedder {
	const rarity = Buffer.from(weights.rarity.buffer, weights.rarity.byteOffset, weights.rarity.byteLength).toString('base64');
	return { embedder: openHashedEmbedder(compute, weights), words: { rarity, texts: weights.texts } };
}

function toWeights({ rarity, texts }: WordEmbedder['words']): WordWeights {
	const bytes = Uint8Array.from(Buffer.from(rarity, 'base64'));
	return { rarity: new Float32Array(bytes.buffer), texts };
}
