import { InvalidInput, ServiceUnavailable } from '../core/errors';
import { failure, success, type Outcome } from '../core/outcome';
import type { Engine } from '../engine';
import { askModel, type AnswerCache, type Question } from '../language/askModel';
import type { Budget } from '../language/openBudget';
import type { LanguageModel } from '../language/types';
import { checkNames } from './checkNames';
import { tellNumbers, tellSize } from './describeProfile';
import { levelsOf } from './levelsOf';
import { nameSegmentsByRule } from './nameSegmentsByRule';
import { nameSegmentsPrompt, type NameSegmentsAnswer } from './prompts/nameSegments/prompt';
import { readProfile } from './readProfile';
import { toPromptData, type PromptData } from './toPromptData';
import type { CohortName, SegmentProfile } from './types';

export interface NameCohortsOptions {
	/** ISO 4217, for amounts of money in descriptions. */
	readonly currency?: string;
	readonly budget?: Budget;
	readonly cache?: AnswerCache;
	/** When the model's service is away: name by rule (and say so), or stop with ServiceUnavailable. */
	readonly whenUnavailable?: 'nameByRule' | 'stop';
	/** Names of other segments, which may not be given again. */
	readonly taken?: readonly string[];
}

/** What naming needs of the engine. */
export type NamingEngine = Pick<Engine, 'model' | 'notify' | 'signal'>;

/**
 * Names a set of segments, by the language model where its names hold against the statistics, by rule
 * otherwise; each result says which and why. A wrong key throws SetupNeeded.
 */
export async function nameCohorts(
	engine: NamingEngine,
	segments: readonly unknown[],
	options: NameCohortsOptions = {},
): Promise<Outcome<CohortName>[]> {
	const read = refuseRepeated(segments.map(readProfile));
	const profiles = read.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
	const byModel = withoutTaken(await nameByModel(engine, profiles, options), options.taken ?? []);
	const byRule = nameRestByRule(profiles, byModel, options);
	tell(engine, byModel, byRule.length);
	const names = new Map([...byModel.names, ...byRule].map((name) => [name.segment, name]));
	return read.map((outcome) => (outcome.ok ? success(names.get(outcome.value.segment)!) : outcome));
}

interface ModelNames {
	readonly names: readonly CohortName[];
	/** Why the others have none: by segment, or for all. */
	readonly why: string;
	readonly problems: ReadonlyMap<string, string>;
}

async function nameByModel(
	engine: NamingEngine,
	profiles: readonly SegmentProfile[],
	options: NameCohortsOptions,
): Promise<ModelNames> {
	const { model } = engine;
	if (!model) return noNames('no language model is connected');
	if (profiles.length === 0) return noNames('there is nothing to name');
	const prompt = toPromptData(profiles, options.currency);
	try {
		const asked = await askModel(
			{ model, budget: options.budget, cache: options.cache, signal: engine.signal },
			toQuestion(prompt),
		);
		if (!asked.ok) return noNames(asked.error.message);
		return acceptNames(asked.value.answer, { model, profiles, prompt, currency: options.currency });
	} catch (error) {
		if (!(error instanceof ServiceUnavailable) || options.whenUnavailable === 'stop') throw error;
		return noNames(error.message);
	}
}

function withoutTaken(named: ModelNames, taken: readonly string[]): ModelNames {
	const lower = new Set(taken.map((name) => name.toLowerCase()));
	const refused = named.names.filter(({ name }) => lower.has(name.toLowerCase()));
	if (refused.length === 0) return named;
	const problems = refused.map(({ segment, name }): [string, string] => [segment, `"${name}" is the name of another segment`]);
	return {
		...named,
		names: named.names.filter((one) => !refused.includes(one)),
		problems: new Map([...named.problems, ...problems]),
	};
}

function noNames(why: string): ModelNames {
	return { names: [], why, problems: new Map() };
}

function toQuestion(prompt: PromptData): Question<NameSegmentsAnswer> {
	const { name, system, task, shape, outputTokensMax } = nameSegmentsPrompt;
	return {
		system,
		task,
		data: prompt.data,
		shape,
		shapeName: name,
		outputTokensMax: outputTokensMax(prompt.data),
		check: (answer) =>
			[...checkNames(answer, prompt.evidence)].flatMap(([code, problems]) =>
				problems.map((problem) => `${code}: ${problem}`),
			),
		salvage: (answer) => answer,
	};
}

interface Acceptance {
	readonly model: LanguageModel;
	readonly profiles: readonly SegmentProfile[];
	readonly prompt: PromptData;
	readonly currency?: string;
}

/** The names without a problem; the others keep their reasons. */
function acceptNames(answer: NameSegmentsAnswer, acceptance: Acceptance): ModelNames {
	const { prompt, profiles } = acceptance;
	const problems = checkNames(answer, prompt.evidence);
	const names = profiles.flatMap((profile) => {
		const code = prompt.codeOf.get(profile)!;
		const cohort = answer.cohorts.find(({ segment }) => segment === code);
		return cohort && !problems.has(code) ? [toCohortName(profile, cohort, acceptance)] : [];
	});
	return {
		names,
		why: '',
		problems: new Map(
			profiles.map((profile) => [profile.segment, problems.get(prompt.codeOf.get(profile)!)?.join('; ') ?? '']),
		),
	};
}

function toCohortName(
	profile: SegmentProfile,
	cohort: NameSegmentsAnswer['cohorts'][number],
	{ model, prompt, currency }: Acceptance,
): CohortName {
	const numbers = tellNumbers(levelsOf(profile), currency) || tellSize(profile);
	return {
		segment: profile.segment,
		name: cohort.name.trim(),
		description: `${endSentence(cohort.description)} ${numbers}`,
		suggestedAction: endSentence(cohort.suggestedAction),
		suggestedPurpose: cohort.suggestedPurpose,
		namedBy: model.name,
		reason: 'its claims hold against the statistics',
		claims: cohort.claims.map(({ feature, direction }) => ({
			feature: prompt.featureOf.get(feature) ?? feature,
			direction,
		})),
	};
}

function endSentence(text: string): string {
	const trimmed = text.trim();
	return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

function nameRestByRule(
	profiles: readonly SegmentProfile[],
	byModel: ModelNames,
	{ currency, taken: others = [] }: NameCohortsOptions,
): CohortName[] {
	const done = new Set(byModel.names.map(({ segment }) => segment));
	const rest = profiles.filter(({ segment }) => !done.has(segment));
	const taken = [...others, ...byModel.names.map(({ name }) => name)];
	return nameSegmentsByRule(rest, { currency, taken }).map((named) => {
		const refused = byModel.problems.get(named.segment);
		const why = refused ? `the model's name was refused: ${refused}` : byModel.why;
		return { ...named, reason: `${why}; by rule: ${named.reason}` };
	});
}

function tell(engine: NamingEngine, byModel: ModelNames, byRule: number): void {
	if (byRule === 0) return;
	const why = byModel.why || 'the model gave them no name that holds against the statistics';
	engine.notify.hint(`${byRule === 1 ? '1 segment was' : `${byRule} segments were`} named by rule: ${why}.`);
}

/** Names hang on ids: a second segment with the same id cannot be told apart. */
function refuseRepeated(outcomes: readonly Outcome<SegmentProfile>[]): Outcome<SegmentProfile>[] {
	const seen = new Set<string>();
	return outcomes.map((outcome) => {
		if (!outcome.ok) return outcome;
		const { segment } = outcome.value;
		if (seen.has(segment)) {
			return failure(new InvalidInput(`segment "${segment}" came twice: expected each segment once`));
		}
		seen.add(segment);
		return outcome;
	});
}
