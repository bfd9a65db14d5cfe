import type { OperatorExample } from '../../types';

export const example: OperatorExample = {
	asOf: '2025-03-01T00:00:00Z',
	rule: { kind: 'score', score: 'churnProbability', is: 'atLeast', value: 0.7 },
	sentence: 'Customers who have a churnProbability of at least 0.7.',
	customers: {
		likely: { events: [{ name: 'Home', at: '2025-02-01' }], row: { churnProbability: 0.7 }, expected: true },
		unlikely: { events: [{ name: 'Home', at: '2025-02-01' }], row: { churnProbability: 0.69 }, expected: false },
		notScored: { events: [{ name: 'Home', at: '2025-02-01' }], row: {}, expected: null },
	},
	refused: [{ rule: { kind: 'score', score: 'churnProbability', is: 'atLeast', value: '70 %' }, says: 'rule.value is "70 %": expected a number' }],
};
