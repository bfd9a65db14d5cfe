import type { OperatorExample } from '../../types';

export const example: OperatorExample = {
	asOf: '2025-03-06T00:00:00Z',
	rule: { kind: 'silence', for: '5 days' },
	sentence: 'Customers who did anything before, but not in the last 5 days.',
	customers: {
		silent: { events: [{ name: 'Home', at: '2025-03-01T00:00:00Z' }], expected: true },
		justNotSilent: { events: [{ name: 'Home', at: '2025-03-01T00:00:00.001Z' }], expected: false },
		onlyWrittenTo: { events: [{ name: 'Home', at: '2025-02-01' }, { name: 'Email Sent', at: '2025-03-05' }], expected: true },
		neverThere: { events: [{ name: 'Email Sent', at: '2025-02-01' }], expected: null },
	},
	refused: [
		{ rule: { kind: 'silence' }, says: 'rule.for is missing: expected a time such as "5 minutes"' },
		{ rule: { kind: 'silence', for: 5 }, says: 'rule.for is 5: expected a time such as "5 minutes"' },
		{ rule: { kind: 'silence', for: '0 days' }, says: 'rule.for is "0 days": expected a time' },
	],
};
