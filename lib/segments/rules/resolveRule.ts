import { InvalidInput, SetupNeeded } from '../../core/errors';
import type { RuleNames } from './describeRule';
import { parseRule } from './parseRule';
import type { RuleContext } from './ruleContext';
import type { RuleSegment } from './ruleSegment';
import { toTest } from './toTest';
import type { Rule, Test } from './types';
import { factsOf, replaceMembers } from './walkTest';

/** A rule in its place: what it means there. */
export interface ResolvedRule {
	readonly rule: Rule;
	readonly test: Test;
	/** Of a rule that is an "or": its branches and how each is told, so that it can be said which one let a customer in. */
	readonly branches: readonly { readonly rule: Rule; readonly test: Test }[];
}

/**
 * Finds what a rule speaks of. Another rule stands for what it says itself, so that both are always of the same moment. InvalidInput
 * for a segment, feature or score that is not there and for rules that go round in a circle; SetupNeeded without a snapshot.
 */
export function resolveRule(rule: Rule, context: RuleContext, segment: string): ResolvedRule {
	const resolve = (one: Rule): Test => {
		const test = resolveMembers(toTest(one), context, [segment]);
		requireColumns(test, context);
		return test;
	};
	const branches = rule.kind === 'or' ? rule.of.map((branch) => ({ rule: branch, test: resolve(branch) })) : [];
	return { rule, test: resolve(rule), branches };
}

/** What features and segments are called, for sentences. */
export function namesIn({ snapshot, discovered, rules }: RuleContext): RuleNames {
	return {
		columns: Object.fromEntries((snapshot?.featureSet.definitions ?? []).map(({ name, label }) => [name, label])),
		segments: Object.fromEntries([...discovered, ...rules].map(({ segment, name }) => [segment, `segment "${name}"`])),
	};
}

function resolveMembers(test: Test, context: RuleContext, path: readonly string[]): Test {
	return replaceMembers(test, (wanted) => {
		const found = findSegment(wanted, context);
		if (!('rule' in found)) return { kind: 'member', segment: found.segment };
		const longer = [...path, found.segment];
		if (path.includes(found.segment)) {
			throw new InvalidInput(`the rule goes round in a circle: ${longer.join(' → ')}. Take one of these conditions out`);
		}
		return resolveMembers(toTest(parseRule(found.rule)), context, longer);
	});
}

function findSegment(wanted: string, { discovered, rules }: RuleContext): RuleSegment | RuleContext['discovered'][number] {
	const lower = wanted.toLowerCase();
	const all = [...discovered, ...rules];
	const found = all.find(({ segment, name }) => segment === wanted || name.toLowerCase() === lower);
	if (found !== undefined) return found;
	const known = all.length === 0 ? 'there are none yet' : `there are ${all.map(({ name, segment }) => `"${name}" (${segment})`).join(', ')}`;
	throw new InvalidInput(`the rule asks for segment "${wanted}", which is not there: ${known}`);
}

function requireColumns(test: Test, { snapshot, asOf }: RuleContext): void {
	const columns = factsOf(test).flatMap((fact) => (fact.kind === 'column' ? [fact.column] : []));
	if (columns.length === 0) return;
	if (snapshot === undefined) {
		throw new SetupNeeded(
			`the rule asks for "${columns[0]}", and there is no snapshot as of ${new Date(asOf).toISOString()} or earlier: run Customer Features · Compute Snapshot first`,
		);
	}
	const known = [...snapshot.featureSet.definitions.map(({ name }) => name), ...snapshot.scores];
	const missing = columns.find((column) => !known.includes(column));
	if (missing === undefined) return;
	throw new InvalidInput(
		`the rule asks for "${missing}", which snapshot "${snapshot.id}" does not have: it has ${known.join(', ')}`,
	);
}
