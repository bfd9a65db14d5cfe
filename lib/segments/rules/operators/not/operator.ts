import type { Operator } from '../../types';

export const operator: Operator<'not'> = {
	kind: 'not',
	label: 'Not',
	parse: (fields) => ({ kind: 'not', of: fields.rule('of') }),
	toTest: ({ of }, meaningOf) => ({ kind: 'not', of: meaningOf(of) }),
	describe: ({ of }, words) => `are not among those who ${words.rule(of)}`,
};
