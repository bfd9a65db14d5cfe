import type { OperatorExample } from '../../types';

export const example: OperatorExample = {
	asOf: '2025-03-01T00:00:00Z',
	rule: { kind: 'and', of: [{ kind: 'member', segment: 'segment-2' }, { kind: 'not', of: { kind: 'member', segment: 'segment-3' } }] },
	sentence: 'Customers who are in segment-2 and are not among those who are in segment-3.',
	customers: {
		inside: { events: [{ name: 'Home', at: '2025-02-01' }], segments: ['segment-2'], expected: true },
		inTheOther: { events: [{ name: 'Home', at: '2025-02-01' }], segments: ['segment-3'], expected: false },
		inNone: { events: [{ name: 'Home', at: '2025-02-01' }], expected: false },
	},
	refused: [{ rule: { kind: 'member' }, says: 'rule.segment is missing: expected a text in quotes' }],
};
