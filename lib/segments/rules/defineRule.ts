import { InvalidInput, isCohortsError, SetupNeeded } from '../../core/errors';
import type { JsonObject } from '../../core/parse';
import type { Engine } from '../../engine';
import { saveModel } from '../../models/saveModel';
import { withholdSmall } from '../../privacy/floor';
import { describeRule } from './describeRule';
import { parseRule } from './parseRule';
import { readRules } from './readRules';
import { refreshRules } from './refreshRules';
import { namesIn, resolveRule } from './resolveRule';
import { readRuleContext } from './ruleContext';
import { ruleSegmentId, type RuleSegment } from './ruleSegment';
import { tryRule, type RuleTrial } from './tryRule';
import { toTest } from './toTest';
import type { Rule } from './types';
import { segmentsOf } from './walkTest';

export interface RuleRequest {
	readonly name: string;
	/** JSON, or its text. */
	readonly rule: unknown;
	readonly floor: number;
	readonly asOf: number;
	/** Takes it into use; else it is tried only. */
	readonly publish: boolean;
	/** Takes it into use also where that would withhold a segment in use because it becomes too small. */
	readonly insists: boolean;
}

/** A rule that was tried, and perhaps taken into use. */
export interface DefinedRule extends RuleTrial {
	readonly segment: string;
	readonly name: string;
	readonly sentence: string;
	readonly rule: Rule;
	readonly published: boolean;
	/** The version in use afterwards; null when there is none. */
	readonly version: number | null;
	/** Why its customers are not published, synced or written to; absent when they are. */
	readonly withheld?: string;
}

/**
 * Checks a rule, tries it on all customers, and only then takes it into use as the next version of its segment. What is wrong with
 * it leaves the version before in use, and the error says so.
 */
export async function defineRule(engine: Engine, request: RuleRequest): Promise<DefinedRule> {
	const name = request.name.trim();
	if (name === '') throw new InvalidInput("'Name' is empty: expected a name for the segment, such as High Intent");
	const segment = ruleSegmentId(name);
	const present = (await readRules(engine)).find((rule) => rule.segment === segment && rule.isActive);
	try {
		return await define(engine, { ...request, name }, { segment, present });
	} catch (error) {
		throw present === undefined ? error : withPresent(error, present);
	}
}

interface Place {
	readonly segment: string;
	readonly present: RuleSegment | undefined;
}

async function define(engine: Engine, request: RuleRequest, { segment, present }: Place): Promise<DefinedRule> {
	const { name, floor, asOf } = request;
	const rule = parseRule(request.rule);
	const context = await readRuleContext(engine, asOf);
	const resolved = resolveRule(rule, context, segment);
	const trial = await tryRule(engine, resolved, { context, segment });
	const withheld = withheldBecause(trial, floor);
	const shown = { segment, name, sentence: describeRule(rule, namesIn(context)), rule, ...trial, ...withheld };
	if (!request.publish) return { ...shown, published: false, version: present?.version ?? null };
	if (present !== undefined && !request.insists) keepInUse({ ...trial, ...withheld });
	const { version } = await saveModel(engine, {
		name: `rule:${name}`,
		asOf,
		snapshot: context.snapshot?.id ?? '',
		model: { kind: 'rule', segmentName: name, rule: rule as unknown as JsonObject, floor, isActive: true },
		details: { sentence: shown.sentence, size: trial.size, customers: trial.customers },
	});
	await refreshRules(engine, asOf, segment);
	return { ...shown, published: true, version };
}

function withheldBecause(trial: RuleTrial, floor: number): { readonly withheld: string } | undefined {
	const [small] = withholdSmall([trial], floor).withheld;
	return small === undefined ? undefined : { withheld: small.reason };
}

/** An edit that makes a segment smaller than its floor would withhold it; one that was small before only stays so. */
function keepInUse({ entering, leaving, withheld }: RuleTrial & { readonly withheld?: string }): void {
	if (withheld === undefined || entering >= leaving) return;
	throw new InvalidInput(
		`${withheld}, so this version would take the segment out of use: widen the rule, lower 'Smallest Segment', or switch on 'Publish Even If Too Small'`,
	);
}

function withPresent(error: unknown, { name, version }: RuleSegment): unknown {
	if (!isCohortsError(error)) return error;
	const message = `${error.message}. Version ${version} of "${name}" stays in use`;
	if (error instanceof InvalidInput) return new InvalidInput(message, { cause: error });
	if (error instanceof SetupNeeded) return new SetupNeeded(message, { cause: error });
	return error;
}

/** Switches a rule off on purpose: nobody is in it any more. SetupNeeded when there is none of this name. */
export async function retireRule(engine: Engine, name: string, asOf: number): Promise<RuleSegment> {
	const segment = ruleSegmentId(name);
	const present = (await readRules(engine)).find((rule) => rule.segment === segment);
	if (present === undefined) throw new SetupNeeded(`there is no rule named "${name}": choose one that was published`);
	const others = (await readRules(engine)).filter((rule) => rule.isActive && rule.segment !== segment);
	const user = others.find((other) => asksFor(other, present));
	if (user !== undefined) {
		throw new InvalidInput(`rule "${user.name}" asks for segment "${present.name}": take that condition out of it first`);
	}
	const { floor, rule } = present;
	const off = { kind: 'rule', segmentName: present.name, rule, floor, isActive: false } as const;
	const { version } = await saveModel(engine, { name: `rule:${present.name}`, asOf, snapshot: '', model: off, details: {} });
	await refreshRules(engine, asOf, segment);
	return { ...present, version, isActive: false };
}

function asksFor({ rule }: RuleSegment, { segment, name }: RuleSegment): boolean {
	const wanted = segmentsOf(toTest(parseRule(rule)));
	return wanted.some((one) => one === segment || one.toLowerCase() === name.toLowerCase());
}
