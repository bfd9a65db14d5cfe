import type { OperatorExample } from '../../types';

export const example: OperatorExample = {
	asOf: '2025-03-01T00:00:00Z',
	rule: {
		kind: 'occasion',
		which: 'last',
		events: 'Plan Changed',
		where: [{ property: 'plan', is: 'oneOf', values: ['pro', 'team'] }],
		ago: { atLeast: '30 days' },
	},
	sentence: 'Customers who did "Plan Changed" for the last time at least 30 days ago and with plan one of "pro", "team".',
	customers: {
		onPro: { events: [{ name: 'Plan Changed', at: '2025-01-30T00:00:00Z', properties: { plan: 'pro' } }], expected: true },
		recently: { events: [{ name: 'Plan Changed', at: '2025-01-30T00:00:01Z', properties: { plan: 'pro' } }], expected: false },
		wentDown: {
			events: [
				{ name: 'Plan Changed', at: '2025-01-10', properties: { plan: 'pro' } },
				{ name: 'Plan Changed', at: '2025-01-20', properties: { plan: 'free' } },
			],
			expected: false,
		},
		neverOnPro: { events: [{ name: 'Plan Changed', at: '2025-01-10', properties: { plan: 'free' } }], expected: false },
		neverChanged: { events: [{ name: 'Home', at: '2025-01-10' }], expected: null },
	},
	refused: [
		{ rule: { kind: 'occasion', which: 'last', events: 'Order Completed' }, says: 'rule.ago is missing: expected { "atLeast": "30 days" }' },
		{ rule: { kind: 'occasion', which: 'next', events: 'A', ago: { atLeast: '1 day' } }, says: 'rule.which is "next": expected one of first, last' },
		{ rule: { kind: 'occasion', which: 'last', events: 'A', ago: {} }, says: 'rule.ago.atLeast is missing: expected "atLeast", "atMost" or both' },
		{ rule: { kind: 'occasion', which: 'last', events: 'A', ago: { atLeast: '3 days', atMost: '2 days' } }, says: 'rule.ago.atMost is "2 days": expected at least as much as atLeast' },
		{ rule: { kind: 'occasion', which: 'last', events: 'A', where: [{ property: 'plan', is: 'like', value: 'p%' }] }, says: 'rule.where[0].is is "like": expected one of equals' },
		{ rule: { kind: 'occasion', which: 'last', events: 'A', where: [{ field: 'colour', is: 'present' }] }, says: 'rule.where[0].field is "colour": expected one of name, channel' },
	],
};
