import type { Operator } from '../../types';

export const operator: Operator<'and'> = {
	kind: 'and',
	label: 'All of them',
	parse: (fields) => ({ kind: 'and', of: fields.rules('of') }),
	toTest: ({ of }, meaningOf) => ({ kind: 'all', of: of.map(meaningOf) }),
	describe: ({ of }, words) => of.map((rule) => (rule.kind === 'or' && rule.of.length > 1 ? `(${words.rule(rule)})` : words.rule(rule))).join(' and '),
};
