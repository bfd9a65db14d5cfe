import { daysOf } from '../../../../core/duration';
import type { Operator } from '../../types';

export const operator: Operator<'silence'> = {
	kind: 'silence',
	label: 'Silence',
	parse: (fields) => ({ kind: 'silence', events: fields.events('events'), for: fields.duration('for') }),
	toTest: (rule) => ({
		kind: 'compare',
		fact: { kind: 'daysSinceLast', events: rule.events },
		is: 'atLeast',
		value: daysOf(rule.for),
	}),
	describe: (rule, words) => `did ${words.events(rule.events)} before, but not in the last ${rule.for}`,
};
