import { operators } from './operators/index';
import type { Operator, Rule, RuleKind, Test } from './types';

/** What a rule means, in the few words that both its readings know. */
export function toTest(rule: Rule): Test {
	const operator = operators[rule.kind] as Operator<RuleKind>;
	return operator.toTest(rule, toTest);
}
