import fc from 'fast-check';
import { DAY_MILLISECONDS } from '../../../lib/core/clock';
import type { CustomerEvent } from '../../../lib/events/types';
import type {
	EventCondition,
	EventTest,
	FeatureDefinition,
	GroupSource,
	Measure,
	MoneyTable,
	NumericSource,
	StreamMeasure,
	TextSource,
	Window,
} from '../../../lib/features/types';
import { withMoney } from '../../../lib/features/money';
import { anEvent } from '../../support/anEvent';

export const asOf = Date.parse('2025-07-01T00:00:00Z');

const names = ['Order Completed', 'Pricing Viewed', 'Home', 'Email Sent'];
const texts = fc.option(fc.constantFrom('a', 'b', '', 'é"\\'), { nil: null });
const cents = fc.oneof(fc.constantFrom(null, 0), fc.integer({ min: -5_000, max: 5_000 }));
const plainValues = fc.oneof(
	fc.constantFrom('5', '5.5', ' 5', 'five', '1e2', '-0', '', true, false, null, 1e12, -1e-7),
	fc.integer({ min: -100, max: 100 }),
	fc.double({ min: -1000, max: 1000, noNaN: true }),
);
const propertyNames = ['score', 'a "b".c', '', 'x\\', '~/1'];

/** Close together and on the edges of days, windows and sessions, so that strict and lax rules differ. */
const instants = fc
	.tuple(
		fc.constantFrom(0, 1, 2, 3, 7, 30, 31, 60, 90, 200),
		fc.constantFrom(0, 1, -1, 10 * 60_000, 30 * 60_000, 30 * 60_000 + 1, 40 * 60_000, 7 * 3_600_000),
	)
	.map(([days, milliseconds]) => asOf - days * DAY_MILLISECONDS - milliseconds);

/** An event of one of a few customers; ids are made unique by the caller. */
export const events: fc.Arbitrary<CustomerEvent> = fc
	.record({
		customerId: fc.constantFrom('ada', 'bob', 'cyd'),
		kind: fc.constantFrom('track' as const, 'page' as const, 'identify' as const),
		name: fc.constantFrom(...names),
		occurredAt: instants,
		delay: fc.constantFrom(0, 0, 0, 1, DAY_MILLISECONDS),
		sessionId: texts,
		channel: texts,
		campaign: texts,
		orderId: texts,
		productId: texts,
		coupon: texts,
		device: fc.constantFrom('mobile', 'desktop', null),
		quantity: fc.option(fc.double({ min: -10, max: 10, noNaN: true }), { nil: null }),
		revenueCents: cents,
		currency: fc.constantFrom('EUR', 'USD', 'GBP', 'JPY', null),
		discountCents: cents,
		properties: fc.dictionary(fc.constantFrom(...propertyNames), plainValues),
		excluded: fc.constantFrom(null, null, null, null, 'machineOpen' as const),
	})
	.map(({ delay, ...parts }) => anEvent({ ...parts, receivedAt: parts.occurredAt + delay }));

const textSubjects = fc.oneof(
	fc.record({ text: fc.constantFrom('name' as const, 'channel' as const, 'coupon' as const, 'productId' as const, 'device' as const) }),
	fc.record({ property: fc.constantFrom(...propertyNames) }),
);
const numberSubjects = fc.oneof(
	fc.record({ number: fc.constantFrom('revenueCents' as const, 'refundedCents' as const, 'discountCents' as const, 'quantity' as const) }),
	fc.record({ property: fc.constantFrom(...propertyNames) }),
);
const pieces = fc.constantFrom('a', '5', 'é', 'Order', '"', '\\', 'true', '-3', '1000000000000');

/** Tests of one event, in all their ways. */
export const eventTests: fc.Arbitrary<EventTest> = fc.oneof(
	fc.record({ is: fc.constantFrom('present' as const, 'missing' as const), of: fc.oneof(textSubjects, numberSubjects) }),
	fc.record({
		is: fc.constantFrom('oneOf' as const, 'noneOf' as const),
		of: textSubjects,
		texts: fc.array(pieces, { minLength: 1, maxLength: 3 }),
	}),
	fc.record({ is: fc.constantFrom('contains' as const, 'containsNot' as const, 'startsWith' as const), of: textSubjects, text: pieces }),
	fc.record({
		is: fc.constantFrom('equals' as const, 'equalsNot' as const, 'moreThan' as const, 'atLeast' as const, 'lessThan' as const, 'atMost' as const),
		of: numberSubjects,
		value: fc.oneof(fc.integer({ min: -6, max: 6 }), fc.constantFrom(5.5, 100, -1e-7, 1e12)),
	}),
);

const conditions: fc.Arbitrary<EventCondition> = fc.record(
	{
		kinds: fc.constantFrom(['track'] as const, ['page', 'identify'] as const),
		names: fc.subarray(names, { minLength: 1 }),
		exceptNames: fc.subarray(names),
		channel: fc.constantFrom('a', 'é"\\'),
		device: fc.constant('mobile'),
		devices: fc.constantFrom(['mobile', 'Mobile'], ['tablet']),
		revenue: fc.constantFrom('positive' as const, 'negative' as const),
		discounted: fc.constant(true as const),
		couponUsed: fc.constant(true as const),
		hours: fc.record({ from: fc.integer({ min: 0, max: 24 }), to: fc.integer({ min: 0, max: 24 }) }),
		weekend: fc.constant(true as const),
		property: fc.record({
			name: fc.constantFrom(...propertyNames),
			equals: fc.constantFrom('5', 'true', '', '-3', '1000000000000'),
		}),
		tests: fc.array(eventTests, { maxLength: 2 }),
	},
	{ requiredKeys: [] },
);

/** Most parts of a condition rule most events out: keep one or two. */
const looseConditions = fc
	.tuple(conditions, fc.constantFrom(0, 0, 1, 1, 2), fc.integer({ min: 0, max: 10 }))
	.map(([condition, keep, turn]) => {
		const entries = Object.entries(condition);
		const turned = [...entries.slice(turn), ...entries.slice(0, turn)];
		return Object.fromEntries(turned.slice(0, keep)) as EventCondition;
	});

const windows: fc.Arbitrary<Window | undefined> = fc.constantFrom(
	undefined,
	undefined,
	{ fromDays: 91, toDays: 0 },
	{ fromDays: 1, toDays: 0 },
	{ fromDays: 30, toDays: 0 },
	{ fromDays: 60, toDays: 30 },
	{ fromDays: 90, toDays: 1 },
	{ fromDays: 5 / 1440, toDays: 0 },
);
const properties = fc.record({ property: fc.constantFrom(...propertyNames) });
const numericSources: fc.Arbitrary<NumericSource> = fc.oneof(
	fc.constantFrom('revenueCents' as const, 'refundedCents' as const, 'discountCents' as const, 'quantity' as const),
	properties,
);
const textSources: fc.Arbitrary<TextSource> = fc.oneof(
	fc.constantFrom(
		'name' as const, 'day' as const, 'hour' as const, 'sessionId' as const, 'order' as const,
		'orderId' as const, 'productId' as const, 'channel' as const, 'device' as const,
		'platform' as const, 'coupon' as const, 'campaign' as const,
	),
	fc.record({ property: fc.constantFrom('score') }),
);

const groupSources: fc.Arbitrary<GroupSource> = fc.oneof(
	fc.constantFrom(
		'name' as const, 'day' as const, 'hour' as const, 'sessionId' as const, 'orderId' as const,
		'productId' as const, 'channel' as const, 'device' as const, 'coupon' as const,
	),
	fc.record({ property: fc.constantFrom('score', '~/1') }),
);

const streamMeasures: fc.Arbitrary<StreamMeasure> = fc.oneof(
	fc.record({
		kind: fc.constantFrom('sessions' as const, 'sessionMinutes' as const),
		gapMinutes: fc.constantFrom(30, 60),
		where: looseConditions,
		window: windows,
	}),
	fc.record({
		kind: fc.constant('firstSession' as const),
		of: fc.constantFrom('events' as const, 'minutes' as const),
		gapMinutes: fc.constantFrom(30, 60),
		where: looseConditions,
	}),
	fc.record({
		kind: fc.constant('dayGap' as const),
		statistic: fc.constantFrom('mean' as const, 'deviation' as const, 'longest' as const),
		where: looseConditions,
		window: windows,
	}),
	fc.record({ kind: fc.constant('topShare' as const), of: groupSources, where: looseConditions, window: windows }),
	fc.record({
		kind: fc.constant('topHour' as const),
		eventsMin: fc.constantFrom(1, 2, 5),
		where: looseConditions,
		window: windows,
	}),
	fc.record({
		kind: fc.constantFrom('newValues' as const, 'droppedValues' as const),
		of: groupSources,
		days: fc.constantFrom(1, 30, 60),
		where: looseConditions,
	}),
	fc.record({
		kind: fc.constant('untilClosed' as const),
		statistic: fc.constantFrom('meanDays' as const, 'openShare' as const),
		by: groupSources,
		where: looseConditions,
		until: looseConditions,
		window: windows,
	}),
);

const measures: fc.Arbitrary<Measure> = fc.oneof(
	{ weight: 7, arbitrary: streamMeasures },
	fc.record({
		kind: fc.constant('firstContains' as const),
		of: fc.constantFrom('name' as const, 'channel' as const, 'device' as const, { property: 'score' }),
		texts: fc.constantFrom(['a'], ['Order', 'mob'], ['5', '"'], ['']),
		where: looseConditions,
	}),
	fc.record({ kind: fc.constant('count' as const), where: looseConditions, window: windows }),
	fc.record({
		kind: fc.constantFrom('sum' as const, 'mean' as const, 'max' as const, 'last' as const),
		of: numericSources,
		where: looseConditions,
		window: windows,
	}),
	fc.record({
		kind: fc.constant('distinct' as const),
		of: textSources,
		where: looseConditions,
		window: windows,
	}),
	fc.record({
		kind: fc.constantFrom('daysSinceFirst' as const, 'daysSinceLast' as const),
		where: looseConditions,
	}),
);

const moneyTables: fc.Arbitrary<MoneyTable> = fc.record({
	reportCurrency: fc.constantFrom('EUR', 'USD'),
	rates: fc.dictionary(fc.constantFrom('GBP', 'JPY'), fc.oneof(fc.constantFrom(0.5, 0.001, 1e-9, 1e9), fc.double({ min: 1e-6, max: 300, noNaN: true }))),
});

const plainDefinitions: fc.Arbitrary<FeatureDefinition[]> = fc
	.array(
		fc.record({
			missing: fc.constantFrom('zero' as const, 'unknown' as const),
			value: fc.oneof(
				{ weight: 4, arbitrary: measures },
				{
					weight: 1,
					arbitrary: fc.record({
						kind: fc.constant('ratio' as const),
						numerator: measures,
						denominator: measures,
					}),
				},
				{
					weight: 1,
					arbitrary: fc.record({
						kind: fc.constant('difference' as const),
						of: measures,
						minus: measures,
					}),
				},
			),
		}),
		{ minLength: 12, maxLength: 12 },
	)
	.map((list) =>
		list.map((parts, index): FeatureDefinition => ({
			name: `f${index}`,
			label: `feature ${index}`,
			unit: 'number' as const,
			...parts,
		})),
	);

/** Enough events of a customer for sessions, gaps and favourites to say something. */
export const streams: fc.Arbitrary<CustomerEvent[]> = fc.array(events, { minLength: 20, maxLength: 80, size: 'max' });

/** Twelve features of every kind, in one money or in amounts as they are. */
export const definitions: fc.Arbitrary<readonly FeatureDefinition[]> = fc
	.tuple(plainDefinitions, fc.option(moneyTables, { nil: undefined }))
	.map(([plain, money]) => withMoney(plain, money));
