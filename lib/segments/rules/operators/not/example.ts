import type { OperatorExample } from '../../types';

export const example: OperatorExample = {
	asOf: '2025-03-01T00:00:00Z',
	rule: { kind: 'not', of: { kind: 'feature', feature: 'orders', is: 'atLeast', value: 3 } },
	sentence: 'Customers who are not among those who have orders of at least 3.',
	customers: {
		many: { events: [{ name: 'Home', at: '2025-02-01' }], row: { orders: 3 }, expected: false },
		few: { events: [{ name: 'Home', at: '2025-02-01' }], row: { orders: 2 }, expected: true },
		notKnown: { events: [{ name: 'Home', at: '2025-02-01' }], row: { orders: null }, expected: null },
	},
	refused: [{ rule: { kind: 'not' }, says: 'rule.of is missing: expected an object in curly brackets' }],
};
