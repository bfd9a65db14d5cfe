import type { Operator } from '../../types';

export const operator: Operator<'or'> = {
	kind: 'or',
	label: 'Any of them',
	parse: (fields) => ({ kind: 'or', of: fields.rules('of') }),
	toTest: ({ of }, meaningOf) => ({ kind: 'any', of: of.map(meaningOf) }),
	describe: ({ of }, words) => of.map(words.rule).join(', or '),
};
