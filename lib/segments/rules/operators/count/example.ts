import type { OperatorExample } from '../../types';

export const example: OperatorExample = {
	asOf: '2025-03-01T12:00:00Z',
	rule: {
		kind: 'count',
		events: { names: ['Page Viewed'], where: [{ property: 'path', is: 'startsWith', value: '/pricing' }] },
		is: 'atLeast',
		value: 3,
		withinLast: '5 minutes',
	},
	sentence: 'Customers who did "Page Viewed" (path starts with "/pricing") at least 3 times in the last 5 minutes.',
	customers: {
		eager: {
			events: [
				{ name: 'Page Viewed', at: '2025-03-01T11:55:00Z', properties: { path: '/pricing' } },
				{ name: 'Page Viewed', at: '2025-03-01T11:58:00Z', properties: { path: '/pricing?plan=pro' } },
				{ name: 'Page Viewed', at: '2025-03-01T11:59:59Z', properties: { path: '/pricing' } },
			],
			expected: true,
		},
		tooEarly: {
			events: [
				{ name: 'Page Viewed', at: '2025-03-01T11:54:59Z', properties: { path: '/pricing' } },
				{ name: 'Page Viewed', at: '2025-03-01T11:58:00Z', properties: { path: '/pricing' } },
				{ name: 'Page Viewed', at: '2025-03-01T11:59:59Z', properties: { path: '/pricing' } },
			],
			expected: false,
		},
		elsewhere: {
			events: [
				{ name: 'Page Viewed', at: '2025-03-01T11:56:00Z', properties: { path: '/pricing' } },
				{ name: 'Page Viewed', at: '2025-03-01T11:57:00Z', properties: { path: '/' } },
				{ name: 'Page Viewed', at: '2025-03-01T11:58:00Z' },
			],
			expected: false,
		},
		oneArrivesTooLate: {
			events: [
				{ name: 'Page Viewed', at: '2025-03-01T11:56:00Z', properties: { path: '/pricing' } },
				{ name: 'Page Viewed', at: '2025-03-01T11:57:00Z', properties: { path: '/pricing' } },
				{ name: 'Page Viewed', at: '2025-03-01T11:58:00Z', properties: { path: '/pricing' }, receivedAt: Date.parse('2025-03-01T12:00:00Z') },
			],
			expected: false,
		},
	},
	refused: [
		{ rule: { kind: 'count', events: 'Home', is: 'atLeast', value: 2.5 }, says: 'rule.value is 2.5: expected a whole number from 0' },
		{ rule: { kind: 'count', events: 'Home', is: 'atLeast', value: 1, withinLast: 'a while' }, says: 'rule.withinLast is "a while": expected a time such as "5 minutes"' },
		{ rule: { kind: 'count', events: [], is: 'atLeast', value: 1 }, says: 'rule.events.names is []: expected 1 to 100 texts' },
		{
			rule: { kind: 'count', events: { names: 'Home', where: [{ property: 'plan', is: 'moreThan', value: 'pro' }] }, is: 'atLeast', value: 1 },
			says: 'rule.events.where[0].value is "pro": "moreThan" compares numbers',
		},
		{
			rule: { kind: 'count', events: { where: [{ property: 'religion', is: 'present' }] }, is: 'atLeast', value: 1 },
			says: 'it tells about a protected trait (religion)',
		},
	],
};
