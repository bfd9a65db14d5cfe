/** Where a mood from a lexicon is wrong, for whoever reads it. */
export const moodLimits =
	'Moods come from a lexicon of English words (VADER). It takes sarcasm at its word, "killer feature" for bad news, a complaint without a word of feeling ("still no refund") for neutral, and the sum of a mixed review for its mood; texts in other languages get none. Trust averages of many customers more than one ticket';
