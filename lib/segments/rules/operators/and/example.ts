import type { OperatorExample } from '../../types';

export const example: OperatorExample = {
	asOf: '2025-03-01T00:00:00Z',
	rule: {
		kind: 'and',
		of: [
			{ kind: 'count', events: 'Order Completed', is: 'atLeast', value: 2 },
			{ kind: 'feature', feature: 'activeDaysLast30Days', is: 'atLeast', value: 5 },
		],
	},
	sentence: 'Customers who did "Order Completed" at least 2 times and have activeDaysLast30Days of at least 5.',
	customers: {
		both: { events: [{ name: 'Order Completed', at: '2025-02-01' }, { name: 'Order Completed', at: '2025-02-02' }], row: { activeDaysLast30Days: 5 }, expected: true },
		ordersOnly: { events: [{ name: 'Order Completed', at: '2025-02-01' }, { name: 'Order Completed', at: '2025-02-02' }], row: { activeDaysLast30Days: 4 }, expected: false },
		notKnown: { events: [{ name: 'Order Completed', at: '2025-02-01' }, { name: 'Order Completed', at: '2025-02-02' }], expected: null },
		noAndNotKnown: { events: [{ name: 'Order Completed', at: '2025-02-01' }], expected: false },
	},
	refused: [
		{ rule: { kind: 'and', of: [] }, says: 'rule.of is []: expected a list in square brackets with at least one entry' },
		{ rule: { kind: 'and', of: [{ kind: 'maybe' }] }, says: 'rule.of[0].kind is "maybe": expected one of and, or, not' },
	],
};
