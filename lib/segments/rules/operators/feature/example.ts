import type { OperatorExample } from '../../types';

export const example: OperatorExample = {
	asOf: '2025-03-01T00:00:00Z',
	rule: { kind: 'feature', feature: 'daysSinceLastOrder', is: 'moreThan', value: 60 },
	sentence: 'Customers who have daysSinceLastOrder of more than 60.',
	customers: {
		longAgo: { events: [{ name: 'Home', at: '2025-02-01' }], row: { daysSinceLastOrder: 61 }, expected: true },
		onTheEdge: { events: [{ name: 'Home', at: '2025-02-01' }], row: { daysSinceLastOrder: 60 }, expected: false },
		neverBought: { events: [{ name: 'Home', at: '2025-02-01' }], row: { daysSinceLastOrder: null }, expected: null },
		newSinceTheSnapshot: { events: [{ name: 'Home', at: '2025-02-01' }], expected: null },
	},
	refused: [
		{ rule: { kind: 'feature', is: 'known' }, says: 'rule.feature is missing: expected a text in quotes' },
		{ rule: { kind: 'feature', feature: 'orders', is: 'atLeast' }, says: 'rule.value is missing: expected a number' },
		{ rule: { kind: 'feature', feature: 'orders', is: '>=', value: 3 }, says: 'rule.is is ">=": expected one of equals' },
		{ rule: { kind: 'feature', feature: 'orders', is: 'known', than: 3 }, says: 'rule.than is 3: there is no such field here' },
	],
};
