import type { Level } from './levelsOf';
import { nameWords } from './nameWords';
import { plainLabel, WITHHELD_LABEL } from './plainLabel';
import type { NameSegmentsAnswer } from './prompts/nameSegments/prompt';
import type { Claim } from './types';

type Candidate = NameSegmentsAnswer['cohorts'][number];

/** What a name is held against. */
export interface NamingEvidence {
	readonly claims: readonly Claim[];
	readonly levels: readonly Level[];
}

const WORDS_MAX = 5;
const NAME = /^\p{L}[\p{L}'’&\- ]*\p{L}$/u;
const SHOUT = /\b\p{Lu}{4,}\b/u;
const NUMBER = /\d|%|[$€£¥]|\b(percent|twice|double|triple|half|quarter|thirds?|dozens?|hundreds?|thousands?|millions?)\b/i;
const LINK = /https?:|www\.|@|\b[a-z0-9-]+\.(com|net|org|io|app|de|co)\b/i;

/**
 * What is wrong with the model's names, by segment code; a code without an entry is right. Every claim
 * must be in the segment's statistics, in its direction; no number may come from the model.
 */
export function checkNames(
	answer: NameSegmentsAnswer,
	evidence: ReadonlyMap<string, NamingEvidence>,
): Map<string, string[]> {
	const problems = new Map<string, string[]>();
	const seen = new Map<string, string>();
	for (const [code, known] of evidence) {
		const candidates = answer.cohorts.filter(({ segment }) => segment === code);
		const found =
			candidates.length === 1
				? [...checkCandidate(candidates[0], known), ...checkDistinct(candidates[0], seen)]
				: [`it must be named exactly once, not ${candidates.length} times`];
		if (found.length > 0) problems.set(code, found);
	}
	return problems;
}

function checkDistinct(candidate: Candidate, seen: Map<string, string>): string[] {
	const name = candidate.name.trim().toLowerCase();
	const other = seen.get(name);
	if (other !== undefined) return [`its name is also the name of ${other}`];
	seen.set(name, candidate.segment);
	return [];
}

function checkCandidate(candidate: Candidate, known: NamingEvidence): string[] {
	return [
		...checkName(candidate.name),
		...checkText('description', candidate.description),
		...checkText('suggestedAction', candidate.suggestedAction),
		...checkClaims(candidate, known.claims),
		...checkWords(candidate, known.levels),
	];
}

function checkName(name: string): string[] {
	const problems: string[] = [];
	const words = name.trim().split(/\s+/).length;
	if (words > WORDS_MAX) problems.push(`its name has ${words} words, at most ${WORDS_MAX} are allowed`);
	if (!NAME.test(name) || SHOUT.test(name) || plainLabel(name) === WITHHELD_LABEL) {
		problems.push('its name is not a plain name of letters in title case');
	}
	return problems;
}

function checkText(field: string, text: string): string[] {
	const problems: string[] = [];
	if (text.trim().length < 10) problems.push(`its ${field} says nothing`);
	if (NUMBER.test(text)) problems.push(`its ${field} contains a number or a multiple; numbers are added afterwards`);
	if (LINK.test(text)) problems.push(`its ${field} contains a link or an address`);
	return problems;
}

function checkClaims(candidate: Candidate, allowed: readonly Claim[]): string[] {
	if (candidate.claims.length === 0 && allowed.length > 0) {
		return ['it makes no claim: name the features it rests on'];
	}
	return candidate.claims.flatMap(({ feature, direction }) => {
		const fact = allowed.find((claim) => claim.feature === feature);
		if (!fact) return [`claim "${feature}" is not in its data`];
		return fact.direction === direction ? [] : [`claim "${feature} ${direction}" is wrong: it is ${fact.direction}`];
	});
}

/** Words of the name must be shown by the statistics; those of the description must not be contradicted. */
function checkWords(candidate: Candidate, levels: readonly Level[]): string[] {
	const signs = new Map(levels.map(({ trait, level }) => [trait, Math.sign(level)]));
	return nameWords.flatMap(({ words, shows }) => {
		const entries = Object.entries(shows);
		const shown = entries.some(([trait, direction]) => signs.get(trait) === direction);
		const denied = entries.some(([trait, direction]) => signs.get(trait) === -direction);
		const inName = words.exec(candidate.name);
		if (inName && !shown) return [`its name says "${inName[0]}", which its data does not show`];
		const inText = words.exec(candidate.description);
		return inText && !shown && denied ? [`its description says "${inText[0]}", which its data contradicts`] : [];
	});
}
