import type { ExampleEvent, OperatorExample } from '../../types';

export const example: OperatorExample = {
	asOf: '2025-03-10T00:00:00Z',
	rule: {
		kind: 'sequence',
		steps: [
			{ events: 'Pricing Viewed', times: 3, within: '5 minutes' },
			{ events: 'Integrations Viewed', after: { atMost: '1 day' } },
		],
		now: { atLeast: '5 days', silent: true },
	},
	sentence:
		'Customers who did "Pricing Viewed" 3 times within 5 minutes, then "Integrations Viewed" at most 1 day later, then at least 5 days ago without anything since.',
	customers: {
		evaluator: { events: story(), expected: true },
		tooSlow: { events: story({ third: '2025-03-01T10:05:01Z' }), expected: false },
		cameBack: { events: [...story(), { name: 'Home', at: '2025-03-09' }], expected: false },
		wasWrittenTo: { events: [...story(), { name: 'Email Sent', at: '2025-03-09' }], expected: true },
		looksTooLate: { events: story({ integrations: '2025-03-02T10:05:01Z' }), expected: false },
		otherOrder: { events: story({ integrations: '2025-03-01T10:04:00Z' }), expected: false },
		atTheSameInstant: { events: story({ integrations: '2025-03-01T10:05:00Z' }), expected: false },
	},
	refused: [
		{ rule: { kind: 'sequence', steps: [] }, says: 'rule.steps is []: expected a list' },
		{ rule: { kind: 'sequence', steps: [{ events: 'A', times: 3 }] }, says: 'rule.steps[0].within is missing: expected the time in which it happens so often' },
		{ rule: { kind: 'sequence', steps: [{ events: 'A', after: { atMost: '1 day' } }] }, says: 'rule.steps[0].after is {"atMost":"1 day"}: there is no step before the first' },
		{
			rule: { kind: 'sequence', steps: [{ events: 'A' }, { events: 'B', after: { atMost: '1 day', silence: true } }] },
			says: 'rule.steps[1].after.silence is true: there is no such field here',
		},
		{ rule: { kind: 'sequence', steps: [{ events: 'A' }], now: {} }, says: 'rule.now.atLeast is missing: expected "atLeast", "atMost" or both' },
	],
};

/** Three looks at prices within exactly five minutes, and one at integrations exactly a day later. */
function story(
	{ third = '2025-03-01T10:05:00Z', integrations = '2025-03-02T10:05:00Z' }: { third?: string; integrations?: string } = {},
): ExampleEvent[] {
	return [
		{ name: 'Pricing Viewed', at: '2025-03-01T10:00:00Z' },
		{ name: 'Pricing Viewed', at: '2025-03-01T10:02:00Z' },
		{ name: 'Pricing Viewed', at: third },
		{ name: 'Integrations Viewed', at: integrations },
	];
}
