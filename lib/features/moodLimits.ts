import type { Notify } from '../engine';
import type { ModelReader } from './openModelReader';

/** Where a mood from a lexicon is wrong, for whoever reads it. */
export const moodLimits =
	'Moods come from a lexicon of English words (VADER). It takes sarcasm at its word, "killer feature" for bad news, a complaint without a word of feeling ("still no refund") for neutral, and the sum of a mixed review for its mood; texts in other languages get none. Trust averages of many customers more than one ticket';

/** Says where a lexicon's mood is wrong, and how many texts a language model did not read, and why. */
export function sayLimits(notify: Notify, texts: readonly { readonly topic: string | null; readonly understoodBy: string }[], reader?: ModelReader): void {
	const written = texts.filter(({ topic }) => topic !== null);
	sayCounts(notify, { byRules: written.filter(({ understoodBy }) => understoodBy === 'rules').length, all: written.length }, reader);
}

/** The same, by counts. */
export function sayCounts(notify: Notify, { byRules, all }: { readonly byRules: number; readonly all: number }, reader?: ModelReader): void {
	if (reader === undefined || byRules > 0 || all === 0) notify.hint(moodLimits);
	if (reader === undefined || byRules === 0) return;
	notify.hint(`${byRules} of ${all} messages were read by rules, not by ${reader.name}: ${reader.failures().join('; ')}`);
}
