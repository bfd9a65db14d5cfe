import { numberComparisons, type Operator } from '../../types';

export const operator: Operator<'score'> = {
	kind: 'score',
	label: 'Score',
	parse: (fields) => {
		const score = fields.name('score');
		const is = fields.choice('is', [...numberComparisons, 'known', 'unknown']);
		if (is === 'known' || is === 'unknown') return { kind: 'score', score, is };
		return { kind: 'score', score, is, value: fields.number('value') };
	},
	toTest: (rule) => {
		const fact = { kind: 'column', column: rule.score } as const;
		if ('value' in rule) return { kind: 'compare', fact, is: rule.is, value: rule.value };
		return rule.is === 'known' ? { kind: 'known', fact } : { kind: 'not', of: { kind: 'known', fact } };
	},
	describe: (rule, words) => {
		const column = words.column(rule.score);
		if ('value' in rule) return `have a ${column} of ${words.comparison(rule.is, rule.value)}`;
		return rule.is === 'known' ? `have a known ${column}` : `have no known ${column}`;
	},
};
