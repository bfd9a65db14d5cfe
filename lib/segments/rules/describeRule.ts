import { operators } from './operators/index';
import type { EventFilter, EventTest, NumberComparison, Operator, Rule, RuleKind, RuleWords } from './types';

/** How features, scores and segments are called; what is not given goes by its id. */
export interface RuleNames {
	readonly columns?: Readonly<Record<string, string>>;
	readonly segments?: Readonly<Record<string, string>>;
}

/** A rule as one sentence: 'Customers who did "Order Completed" at least 2 times.' */
export function describeRule(rule: Rule, names: RuleNames = {}): string {
	return `Customers who ${describeCondition(rule, names)}.`;
}

/** The same from behind "who", for one of several conditions. */
export function describeCondition(rule: Rule, names: RuleNames = {}): string {
	const words: RuleWords = {
		rule: (inner) => (operators[inner.kind] as Operator<RuleKind>).describe(inner, words),
		events: describeEvents,
		where: describeWhere,
		comparison: (is, value) => `${comparisons[is]} ${value}`.trim(),
		column: (name) => names.columns?.[name] ?? name,
		segment: (id) => names.segments?.[id] ?? id,
	};
	return words.rule(rule);
}

const comparisons: Readonly<Record<NumberComparison, string>> = {
	equals: 'exactly',
	equalsNot: 'not exactly',
	moreThan: 'more than',
	atLeast: 'at least',
	lessThan: 'less than',
	atMost: 'at most',
};

function describeEvents({ names, where }: EventFilter): string {
	const named = names === undefined ? 'anything' : names.map((name) => `"${name}"`).join(' or ');
	return where === undefined ? named : `${named} (${describeWhere(where)})`;
}

function describeWhere(tests: readonly EventTest[]): string {
	return tests.map(describeTest).join(' and ');
}

const textWords = {
	equals: 'is',
	equalsNot: 'is not',
	contains: 'contains',
	containsNot: 'does not contain',
	startsWith: 'starts with',
	oneOf: 'one of',
	noneOf: 'none of',
} as const;

function describeTest(test: EventTest): string {
	const subject = 'property' in test ? test.property : test.field;
	if ('values' in test) return `${subject} ${textWords[test.is]} ${test.values.map((value) => `"${value}"`).join(', ')}`;
	if (!('value' in test)) return test.is === 'present' ? `with ${subject}` : `without ${subject}`;
	if (typeof test.value === 'string') return `${subject} ${textWords[test.is as keyof typeof textWords]} "${test.value}"`;
	return `${subject} ${comparisons[test.is as NumberComparison]} ${test.value}`;
}
