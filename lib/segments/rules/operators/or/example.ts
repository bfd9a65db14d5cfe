import type { OperatorExample } from '../../types';

export const example: OperatorExample = {
	asOf: '2025-03-01T00:00:00Z',
	rule: {
		kind: 'or',
		of: [
			{ kind: 'count', events: 'Demo Requested', is: 'atLeast', value: 1 },
			{ kind: 'score', score: 'upgradeProbability', is: 'moreThan', value: 0.5 },
		],
	},
	sentence: 'Customers who did "Demo Requested", or have a upgradeProbability of more than 0.5.',
	customers: {
		asked: { events: [{ name: 'Demo Requested', at: '2025-02-01' }], expected: true },
		likely: { events: [{ name: 'Home', at: '2025-02-01' }], row: { upgradeProbability: 0.6 }, expected: true },
		neither: { events: [{ name: 'Home', at: '2025-02-01' }], row: { upgradeProbability: 0.5 }, expected: false },
		notKnown: { events: [{ name: 'Home', at: '2025-02-01' }], expected: null },
	},
	refused: [{ rule: { kind: 'or', of: { kind: 'count' } }, says: 'rule.of is {"kind":"count"}: expected a list' }],
};
