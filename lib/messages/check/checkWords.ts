import type { Allowed } from './allowedOf';
import { violation, type Found } from './violation';

const QUOTED = /["“„«]([^"”“»\n]{2,80})["”“»]|(?<![\p{L}\p{N}])['‘]([^'’\n]{3,80})['’](?![\p{L}\p{N}])/gu;
const SHOUTED = /(?<![\p{L}\p{N}])\p{Lu}{4,}(?![\p{L}\p{N}])/gu;
const NAMED = /(?<=[\p{Ll}\p{N},;⁂] )\p{Lu}[\p{L}'’-]*/gu;
const ALL_CAPITALS = /^\p{Lu}{4,}$/u;
const COMMON_CAPITALS = /^(I|I['’]\w+|OK|E-?mail|Internet|PS|USD|EUR|GBP|CHF)$/;

/** Quoted, shouted and capitalized words that are not of the brief. */
export function checkWords(text: string, allowed: Allowed): Found[] {
	const unknown = (words: string) => !isKnown(words, allowed);
	const quoted = [...text.matchAll(QUOTED)].map((match) => match[1] ?? match[2]);
	const shouted = [...text.matchAll(SHOUTED)].map(([word]) => word);
	const named = [...text.matchAll(NAMED)].map(([word]) => word);
	return [
		...quoted
			.filter((words) => /\p{L}{2}/u.test(words) && unknown(words))
			.map((words) => violation('quotation', words, 'is quoted, but is no product or offer of the brief')),
		...shouted
			.filter(unknown)
			.map((word) => violation('code', word, 'is written like a code, but is none of the offer')),
		...named
			.filter((word) => !COMMON_CAPITALS.test(word) && !ALL_CAPITALS.test(word) && unknown(word))
			.map((word) => violation('name', word, NAME_REASON)),
	];
}

const NAME_REASON =
	'is written like a name, but is none of the brief (use capitals only at the start of a sentence)';

function isKnown(words: string, { names }: Allowed): boolean {
	return (words.toLowerCase().match(/[\p{L}\p{M}'’-]+/gu) ?? []).every((word) => names.has(word));
}
