import type { OperatorExample } from '../../types';

export const example: OperatorExample = {
	asOf: '2025-03-01T00:00:00Z',
	rule: { kind: 'sum', amount: 'revenue', events: 'Order Completed', is: 'moreThan', value: 99.5, withinLast: '30 days' },
	sentence: 'Customers who have a total revenue of more than 99.5 from "Order Completed" in the last 30 days.',
	customers: {
		spender: {
			events: [
				{ name: 'Order Completed', at: '2025-02-10', revenueCents: 5_000 },
				{ name: 'Order Completed', at: '2025-02-20', revenueCents: 4_951 },
			],
			expected: true,
		},
		onTheEdge: { events: [{ name: 'Order Completed', at: '2025-02-10', revenueCents: 9_950 }], expected: false },
		longAgo: { events: [{ name: 'Order Completed', at: '2025-01-10', revenueCents: 90_000 }], expected: false },
		without: { events: [{ name: 'Home', at: '2025-02-10' }], expected: false },
	},
	refused: [
		{ rule: { kind: 'sum', amount: 'profit', events: 'Order Completed', is: 'moreThan', value: 1 }, says: 'rule.amount is "profit": expected one of revenue, discount, quantity' },
		{ rule: { kind: 'sum', amount: { property: 'age' }, is: 'moreThan', value: 30 }, says: 'rule.amount.property is "age": it tells about a protected trait (age)' },
		{ rule: { kind: 'sum', amount: 'revenue', is: 'moreThan' }, says: 'rule.value is missing: expected a number' },
	],
};
