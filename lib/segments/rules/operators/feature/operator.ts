import { numberComparisons, type Operator } from '../../types';

export const operator: Operator<'feature'> = {
	kind: 'feature',
	label: 'Feature',
	parse: (fields) => {
		const feature = fields.name('feature');
		const is = fields.choice('is', [...numberComparisons, 'known', 'unknown']);
		if (is === 'known' || is === 'unknown') return { kind: 'feature', feature, is };
		return { kind: 'feature', feature, is, value: fields.number('value') };
	},
	toTest: (rule) => {
		const fact = { kind: 'column', column: rule.feature } as const;
		if ('value' in rule) return { kind: 'compare', fact, is: rule.is, value: rule.value };
		return rule.is === 'known' ? { kind: 'known', fact } : { kind: 'not', of: { kind: 'known', fact } };
	},
	describe: (rule, words) => {
		const column = words.column(rule.feature);
		if ('value' in rule) return `have ${column} of ${words.comparison(rule.is, rule.value)}`;
		return rule.is === 'known' ? `have a known ${column}` : `have no known ${column}`;
	},
};
