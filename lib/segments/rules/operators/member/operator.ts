import type { Operator } from '../../types';

export const operator: Operator<'member'> = {
	kind: 'member',
	label: 'In another segment',
	parse: (fields) => ({ kind: 'member', segment: fields.text('segment') }),
	toTest: ({ segment }) => ({ kind: 'member', segment }),
	describe: ({ segment }, words) => `are in ${words.segment(segment)}`,
};
