import fc from 'fast-check';
import { readDuration, type Duration } from '../../../../lib/core/duration';
import type { CustomerEvent } from '../../../../lib/events/types';
import type { EventFilter, EventTest, Gap, Rule, Sequence, Step } from '../../../../lib/segments/rules/types';
import { anEvent } from '../../../support/anEvent';

export const asOf = Date.parse('2025-07-01T00:00:00Z');

const MINUTE = 60_000;
const names = ['A', 'B', 'C', 'Email Sent'];
const durations = ['1 minute', '2 minutes', '5 minutes', '10 minutes', '1 hour'].map((text) => readDuration(text) as Duration);

/** Whole minutes and their edges within the last two hours, so that many events meet and lie exactly a gap apart. */
const instants = fc
	.tuple(fc.integer({ min: 0, max: 24 }), fc.constantFrom(1, 5), fc.constantFrom(0, 0, 0, 1, -1))
	.map(([steps, minutes, shift]) => asOf - steps * minutes * MINUTE + shift);

/** An event of one customer; ids and customer are given by the caller. */
const events: fc.Arbitrary<CustomerEvent> = fc
	.record({
		name: fc.constantFrom('A', 'A', 'B', 'B', 'C', 'Email Sent'),
		occurredAt: instants,
		delay: fc.constantFrom(0, 0, 0, 0, 1, 10 * MINUTE),
		channel: fc.constantFrom('web', 'app', null),
		revenueCents: fc.constantFrom(null, 1_999, -500, 10_000),
		quantity: fc.constantFrom(null, 1, 2.5),
		properties: fc.record({ plan: fc.constantFrom('pro', 'free', 3, true, null) }, { requiredKeys: [] }),
		excluded: fc.constantFrom(null, null, null, null, null, 'bot' as const),
	})
	.map(({ delay, ...parts }) => anEvent({ ...parts, receivedAt: parts.occurredAt + delay }));

export const streams: fc.Arbitrary<CustomerEvent[]> = fc.array(events, { maxLength: 25, size: 'max' });

const tests: fc.Arbitrary<EventTest> = fc.constantFrom<EventTest>(
	{ property: 'plan', is: 'equals', value: 'pro' },
	{ property: 'plan', is: 'equalsNot', value: 'pro' },
	{ property: 'plan', is: 'missing' },
	{ property: 'plan', is: 'atLeast', value: 3 },
	{ property: 'plan', is: 'oneOf', values: ['true', 'free'] },
	{ field: 'channel', is: 'startsWith', value: 'w' },
	{ field: 'revenue', is: 'atLeast', value: 19.99 },
	{ field: 'refund', is: 'present' },
	{ field: 'quantity', is: 'lessThan', value: 2.5 },
);

const filters: fc.Arbitrary<EventFilter> = fc.oneof(
	{ weight: 4, arbitrary: fc.constantFrom('A', 'B', 'C').map((name) => ({ names: [name] })) },
	{ weight: 1, arbitrary: fc.constant({}) },
	{ weight: 1, arbitrary: fc.record({ names: fc.subarray(names, { minLength: 1 }), where: fc.array(tests, { minLength: 1, maxLength: 2 }) }) },
);

const maybe = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> => fc.option(arbitrary, { nil: undefined });

/** Without the parts that are undefined: a rule is JSON. */
const plain = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

const gaps: fc.Arbitrary<Gap> = fc
	.tuple(maybe(fc.constantFrom(...durations.slice(0, 3))), maybe(fc.constantFrom(...durations.slice(2))), maybe(filters))
	.map(([atLeast, atMost, silent]) => plain({ atLeast, atMost, silent }))
	.filter((gap) => Object.keys(gap).length > 0);

const steps: fc.Arbitrary<Step> = fc
	.record({ events: filters, times: fc.constantFrom(1, 1, 2, 3), within: fc.constantFrom(...durations), after: maybe(gaps) })
	.map(({ within, ...step }) => plain({ ...step, ...(step.times > 1 ? { within } : {}) }));

export const sequences: fc.Arbitrary<Sequence> = fc
	.record({ steps: fc.array(steps, { minLength: 1, maxLength: 4 }), now: maybe(gaps), withinLast: maybe(fc.constantFrom(...durations.slice(3))) })
	.map(({ steps: [{ after: _after, ...first }, ...others], ...rest }) => plain({ ...rest, steps: [first, ...others] }));

const comparisons = fc.constantFrom('equals' as const, 'equalsNot' as const, 'moreThan' as const, 'atLeast' as const, 'lessThan' as const, 'atMost' as const);
const withinLast = maybe(fc.constantFrom(...durations));

/** Rules of every kind; columns are `orders` and `churn`, segments `segment-1` and `segment-2`. */
export const rules: fc.Arbitrary<Rule> = fc.letrec<{ rule: Rule }>((tie) => ({
	rule: fc
		.oneof(
			{ maxDepth: 3, depthSize: 'small' },
			fc.record({ kind: fc.constant('count' as const), events: filters, is: comparisons, value: fc.integer({ min: 0, max: 4 }), withinLast }),
			fc.record({
				kind: fc.constant('sum' as const),
				amount: fc.constantFrom('revenue' as const, 'discount' as const, 'quantity' as const, { property: 'plan' }),
				events: filters,
				is: comparisons,
				value: fc.constantFrom(0, 19.99, 2.5, 100, -5),
				withinLast,
			}),
			fc.record({
				kind: fc.constant('occasion' as const),
				which: fc.constantFrom('first' as const, 'last' as const),
				events: filters,
				ago: fc.constantFrom({ atLeast: durations[2] }, { atMost: durations[3] }, { atLeast: durations[1], atMost: durations[4] }),
				where: maybe(fc.array(tests, { minLength: 1, maxLength: 1 })),
			}),
			fc.record({ kind: fc.constant('silence' as const), events: filters, for: fc.constantFrom(...durations) }),
			sequences.map((sequence) => ({ kind: 'sequence' as const, ...sequence })),
			fc.record({ kind: fc.constant('feature' as const), feature: fc.constant('orders'), is: comparisons, value: fc.constantFrom(0, 1, 2) }),
			fc.record({ kind: fc.constant('score' as const), score: fc.constant('churn'), is: fc.constantFrom('known' as const, 'unknown' as const) }),
			fc.record({ kind: fc.constant('member' as const), segment: fc.constantFrom('segment-1', 'segment-2') }),
			fc.record({ kind: fc.constant('not' as const), of: tie('rule') }),
			fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), of: fc.array(tie('rule'), { minLength: 1, maxLength: 3 }) }),
		)
		.map((rule) => plain(rule) as Rule),
})).rule;

export const rows = fc.option(
	fc.record({ orders: fc.constantFrom(null, 0, 1, 2), churn: fc.constantFrom(null, 0.5) }),
	{ nil: undefined },
);
export const segments = fc.subarray(['segment-1', 'segment-2']);
