/** How much an intensifier adds to a valence, and a dampener takes (Hutto & Gilbert 2014, table 3). */
const STEP = 0.293;

/** What capitals add where the rest of the text is written small. */
export const CAPITALS_STEP = 0.733;

/** What a negation multiplies a valence by. */
export const NEGATION_SCALE = -0.74;

/** Of the word two and three places before. */
export const DISTANCE_SCALES = [1, 0.95, 0.9] as const;

const list = (words: string): string[] => words.trim().split(/\s+/);

const negations = new Set(
	list(`aint arent cannot cant couldnt darent didnt doesnt dont hadnt hasnt havent isnt mightnt mustnt neither neednt never none
		nope nor not nothing nowhere oughtnt shant shouldnt uhuh wasnt werent uh-uh without wont wouldnt rarely seldom despite`),
);

export function isNegation(word: string): boolean {
	return negations.has(word) || word.includes("n't");
}

const intensifiers = list(`absolutely amazingly awfully completely considerable considerably decidedly deeply effing enormous
	enormously entirely especially exceptional exceptionally extreme extremely fabulously flipping flippin frackin fracking fricking
	frickin frigging friggin fully fuckin fucking fuggin fugging greatly hella highly hugely incredible incredibly intensely major
	majorly more most particularly purely quite really remarkably so substantially thoroughly total totally tremendous tremendously
	uber unbelievably unusually utter utterly very`);

const dampeners = [
	...list(`almost barely hardly kinda kindof kind-of less little marginal marginally occasional occasionally partly scarce
		scarcely slight slightly somewhat sorta sortof sort-of`),
	'just enough',
	'kind of',
	'sort of',
];

/** What a word, or two, before another does to that one's valence; its sign is for a positive word. */
export const boosters: ReadonlyMap<string, number> = new Map([
	...intensifiers.map((word) => [word, STEP] as const),
	...dampeners.map((word) => [word, -STEP] as const),
]);

/** Phrases that mean something else than their words. */
export const idioms: ReadonlyMap<string, number> = new Map([
	['the shit', 3],
	['the bomb', 3],
	['bad ass', 1.5],
	['badass', 1.5],
	['bus stop', 0],
	['yeah right', -2],
	['kiss of death', -1.5],
	['to die for', 3],
	['beating heart', 3.1],
	['broken heart', -2.9],
]);
