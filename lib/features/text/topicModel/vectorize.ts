import { termsOf } from '../words';
import type { SparseRows, Vectorizer } from './types';

/** More terms only make the model larger: the rarest say nothing about other texts. */
const TERMS_MAX = 30_000;

/** Terms counted at once; beyond it, those seen once so far are forgotten, so that memory does not grow with the texts. */
const COUNTED_MAX = 500_000;

/** Learns which terms count: those of at least two texts, the most frequent first, equal ones in order of their letters. */
export function fitVectorizer(texts: readonly string[]): Vectorizer {
	const kept = [...countTerms(texts)]
		.filter(([, count]) => count > 1)
		.sort(([left, leftCount], [right, rightCount]) => rightCount - leftCount || (left < right ? -1 : 1))
		.slice(0, TERMS_MAX);
	return {
		vocabulary: kept.map(([term]) => term),
		rarity: Float32Array.from(kept, ([, count]) => Math.log((1 + texts.length) / (1 + count)) + 1),
	};
}

function countTerms(texts: readonly string[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const text of texts) {
		for (const term of new Set(termsOf(text))) counts.set(term, (counts.get(term) ?? 0) + 1);
		if (counts.size > COUNTED_MAX) forgetRarest(counts);
	}
	return counts;
}

function forgetRarest(counts: Map<string, number>): void {
	for (const [term, count] of counts) {
		if (count === 1) counts.delete(term);
	}
}

/**
 * Reads texts as TF-IDF rows of length 1: (1 + ln of how often a term is there) · its rarity (Salton & Buckley 1988). A text
 * without known terms is an empty row.
 */
export function openVectorizer({ vocabulary, rarity }: Vectorizer): (texts: readonly string[]) => SparseRows {
	const places = new Map(vocabulary.map((term, place) => [term, place]));
	return (texts) => {
		const rows = texts.map((text) => rowOf(text, places, rarity));
		const starts = new Uint32Array(rows.length + 1);
		rows.forEach(({ terms }, row) => (starts[row + 1] = starts[row] + terms.length));
		const joined = { rows: rows.length, starts, terms: new Uint32Array(starts[rows.length]), weights: new Float32Array(starts[rows.length]) };
		rows.forEach(({ terms, weights }, row) => {
			joined.terms.set(terms, starts[row]);
			joined.weights.set(weights, starts[row]);
		});
		return joined;
	};
}

/** Terms in order of their place, so that sums are made in one order. */
function rowOf(text: string, places: ReadonlyMap<string, number>, rarity: Float32Array) {
	const counts = new Map<number, number>();
	for (const term of termsOf(text)) {
		const place = places.get(term);
		if (place !== undefined) counts.set(place, (counts.get(place) ?? 0) + 1);
	}
	const terms = Uint32Array.from(counts.keys()).sort();
	const weights = Float32Array.from(terms, (place) => (1 + Math.log(counts.get(place) ?? 1)) * rarity[place]);
	const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0));
	return { terms, weights: weights.map((weight) => weight / length) };
}
