import { InvalidInput } from '../../core/errors';
import { isObject } from '../../core/parse';
import { operators } from './operators/index';
import { openFields } from './openFields';
import type { Operator, Rule, RuleKind } from './types';

/** Conditions of a rule, all levels together: more than a person can read. */
const CONDITIONS_MAX = 100;
const DEPTH_MAX = 12;

const kinds = Object.keys(operators) as readonly RuleKind[];

/**
 * A rule from JSON: the value itself or its text. InvalidInput names the path in the JSON, the value there, and what was
 * expected.
 */
export function parseRule(json: unknown): Rule {
	let conditions = 0;
	const parse = (value: unknown, path: string, depth: number): Rule => {
		conditions += 1;
		if (conditions > CONDITIONS_MAX) {
			throw new InvalidInput(`the rule has more than ${CONDITIONS_MAX} conditions: make segments of parts of it, and use these`);
		}
		if (depth > DEPTH_MAX) {
			throw new InvalidInput(`${path} lies ${depth} levels deep: expected at most ${DEPTH_MAX}, so make a segment of a part of it`);
		}
		const fields = openFields(value, path, (inner, at) => parse(inner, at, depth + 1));
		const operator = operators[fields.choice('kind', kinds)] as Operator<RuleKind>;
		const rule = operator.parse(fields);
		fields.refuseOthers();
		return rule;
	};
	return parse(valueOf(json), 'rule', 1);
}

function valueOf(json: unknown): unknown {
	if (typeof json !== 'string') return json;
	try {
		return JSON.parse(json) as unknown;
	} catch (error) {
		const example = '{ "kind": "count", "events": "Pricing Viewed", "is": "atLeast", "value": 3 }';
		throw new InvalidInput(`the rule is no JSON (${(error as Error).message}): expected an object such as ${example}`, { cause: error });
	}
}

/** Whether a value is meant as a rule at all: an object with a kind. */
export function isRuleLike(value: unknown): boolean {
	return isObject(value) && typeof value.kind === 'string';
}
