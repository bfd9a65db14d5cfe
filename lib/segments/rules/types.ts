import type { Duration } from '../../core/duration';
import type { CustomerEvent } from '../../events/types';
import type { ExampleEvent, NumberComparison } from '../../features/types';

export type { ExampleEvent, NumberComparison };

export const numberComparisons = ['equals', 'equalsNot', 'moreThan', 'atLeast', 'lessThan', 'atMost'] as const satisfies
	readonly NumberComparison[];

/** What every event may have by itself; money in its own unit (euros, not cents). */
export const textFields = [
	'name', 'channel', 'campaign', 'device', 'platform', 'coupon', 'productId', 'orderId', 'sessionId',
] as const;
export const numberFields = ['revenue', 'refund', 'discount', 'quantity'] as const;
export type TextField = (typeof textFields)[number];
export type NumberField = (typeof numberFields)[number];

export type OfText = { readonly field: TextField } | { readonly property: string };
export type OfNumber = { readonly field: NumberField } | { readonly property: string };

/** What holds for an event. A field or property that is missing passes nothing but `missing`. */
export type EventTest =
	| ((OfText | OfNumber) & { readonly is: 'present' | 'missing' })
	| (OfText & { readonly is: 'contains' | 'containsNot' | 'startsWith'; readonly value: string })
	| (OfText & { readonly is: 'oneOf' | 'noneOf'; readonly values: readonly string[] })
	| TextComparison
	| AmountComparison;

export type TextComparison = OfText & { readonly is: 'equals' | 'equalsNot'; readonly value: string };
export type AmountComparison = OfNumber & { readonly is: NumberComparison; readonly value: number };

/** Which events of a customer; without names, whatever the customer did (not what was sent to them). */
export interface EventFilter {
	/** Any of these names, exactly. */
	readonly names?: readonly string[];
	/** All of these hold. */
	readonly where?: readonly EventTest[];
}

/** A span of time, both ends included. */
export interface Bounds {
	readonly atLeast?: Duration;
	readonly atMost?: Duration;
}

/** Time between one thing and the next. */
export interface Gap extends Bounds {
	/** None of these events in between; an empty filter: the customer did nothing at all. */
	readonly silent?: EventFilter;
}

/** So many such events in a row, other events may come in between; the whole row takes no longer than `within`. */
export interface Step {
	readonly events: EventFilter;
	readonly times: number;
	/** There when it is more than once. */
	readonly within?: Duration;
	/** From the end of the step before to the beginning of this one, which is always later. Not of the first step. */
	readonly after?: Gap;
}

/** Steps one after the other; the end of the last one is an occurrence. */
export interface Sequence {
	readonly steps: readonly Step[];
	/** From the end of the last step to the moment it is asked; absent: whenever. */
	readonly now?: Gap;
	/** Only events of so long before the moment it is asked; absent: all history. */
	readonly withinLast?: Duration;
}

/** Money in its own unit (euros, not cents), pieces, or a property that holds a number. */
export type Amount = 'revenue' | 'discount' | 'quantity' | { readonly property: string };

/**
 * A segment rule is data: a JSON value. Unknown is neither yes nor no, and "not" leaves it so: a customer is in a segment
 * when the rule is true, never because something is not known.
 */
export type Rule =
	| { readonly kind: 'and' | 'or'; readonly of: readonly Rule[] }
	| { readonly kind: 'not'; readonly of: Rule }
	/** A feature of the latest snapshot. */
	| ({ readonly kind: 'feature'; readonly feature: string } & ColumnTest)
	/** A score that predictions wrote to the latest snapshot. */
	| ({ readonly kind: 'score'; readonly score: string } & ColumnTest)
	| {
			readonly kind: 'count';
			readonly events: EventFilter;
			readonly is: NumberComparison;
			readonly value: number;
			readonly withinLast?: Duration;
	  }
	| {
			/** Of nothing, it is zero. */
			readonly kind: 'sum';
			readonly amount: Amount;
			readonly events: EventFilter;
			readonly is: NumberComparison;
			readonly value: number;
			readonly withinLast?: Duration;
	  }
	| {
			/**
			 * The first or the last such event: how long ago it was, and what holds for it (of several at one instant, for
			 * one of them). Not known for a customer who has none.
			 */
			readonly kind: 'occasion';
			readonly which: 'first' | 'last';
			readonly events: EventFilter;
			readonly ago?: Bounds;
			readonly where?: readonly EventTest[];
	  }
	| ({ readonly kind: 'sequence' } & Sequence)
	/** There were such events, and none in the last so long; who never had one is not silent. */
	| { readonly kind: 'silence'; readonly events: EventFilter; readonly for: Duration }
	/** In another segment, by its id: one that was discovered, or that another rule makes. */
	| { readonly kind: 'member'; readonly segment: string };

export type ColumnTest =
	| { readonly is: NumberComparison; readonly value: number }
	| { readonly is: 'known' | 'unknown' };

export type RuleKind = Rule['kind'];
export type RuleOf<Kind extends RuleKind> = Rule & { readonly kind: Kind };

/** A number a rule looks at; null when it is not known. */
export type Fact =
	| { readonly kind: 'count'; readonly events: EventFilter; readonly withinLast?: Duration }
	/** In cents, pieces or the unit of the property. */
	| { readonly kind: 'sum'; readonly amount: Amount; readonly events: EventFilter; readonly withinLast?: Duration }
	| { readonly kind: 'daysSinceFirst' | 'daysSinceLast'; readonly events: EventFilter }
	/** 1 when it occurred, else 0. */
	| { readonly kind: 'sequence'; readonly sequence: Sequence }
	/** A feature or score of the snapshot. */
	| { readonly kind: 'column'; readonly column: string };

/**
 * What a rule comes to: the few words both readings know, so that an operator says what it means once. True, false or
 * null, as SQL reckons with null.
 */
export type Test =
	| { readonly kind: 'all' | 'any'; readonly of: readonly Test[] }
	| { readonly kind: 'not'; readonly of: Test }
	| { readonly kind: 'compare'; readonly fact: Fact; readonly is: NumberComparison; readonly value: number }
	/** Whether the second is the same number as the first; null when the first is not known. */
	| { readonly kind: 'same'; readonly facts: readonly [Fact, Fact] }
	| { readonly kind: 'known'; readonly fact: Fact }
	| { readonly kind: 'member'; readonly segment: string };

/** Reads the fields of one JSON object; each refusal names the path, the value and what was expected. */
export interface RuleFields {
	has(field: string): boolean;
	raw(field: string): unknown;
	text(field: string): string;
	/** One text, or a list of them. */
	texts(field: string): readonly string[];
	/** The same for what events, properties, features and scores are called: none that tells about a protected trait. */
	name(field: string): string;
	names(field: string): readonly string[];
	choice<Choice extends string>(field: string, choices: readonly Choice[]): Choice;
	number(field: string): number;
	/** A whole number within bounds, both included. */
	whole(field: string, bounds: { readonly low: number; readonly high: number }): number;
	duration(field: string): Duration;
	/** `atLeast` and `atMost` of this object, one of them or both. */
	bounds(): Bounds;
	/** Absent: whatever the customer did. */
	events(field: string): EventFilter;
	where(field: string): readonly EventTest[];
	rule(field: string): Rule;
	rules(field: string): readonly Rule[];
	/** The same for an object in a field, or for each in a list. */
	object<Value>(field: string, read: (fields: RuleFields) => Value): Value;
	list<Value>(field: string, read: (fields: RuleFields, place: number) => Value): readonly Value[];
	/** InvalidInput for a field of this object: its path, its value, and what is wrong with it. */
	refuse(field: string, sentence: string): Error;
}

/** How parts of a rule are called in a sentence. */
export interface RuleWords {
	rule(rule: Rule): string;
	/** `"Order Completed" (plan is "pro")`; "anything" for whatever the customer did. */
	events(filter: EventFilter): string;
	where(tests: readonly EventTest[]): string;
	comparison(is: NumberComparison, value: number): string;
	column(name: string): string;
	segment(id: string): string;
}

/** One kind of condition: how it is read from JSON, what it means, and how it is told. */
export interface Operator<Kind extends RuleKind> {
	readonly kind: Kind;
	/** For people: "Events counted". */
	readonly label: string;
	parse(fields: RuleFields): RuleOf<Kind>;
	/** `meaningOf` gives the meaning of rules inside this one. */
	toTest(rule: RuleOf<Kind>, meaningOf: (rule: Rule) => Test): Test;
	/** Goes on after "Customers who ": "did X at least 3 times". */
	describe(rule: RuleOf<Kind>, words: RuleWords): string;
}

/** A customer of an example; all of it was known before `asOf`. */
export interface ExampleCustomer {
	readonly events?: readonly ExampleEvent[];
	/** Features and scores of the snapshot. */
	readonly row?: Readonly<Record<string, number | null>>;
	/** Segments the customer is in. */
	readonly segments?: readonly string[];
	readonly expected: boolean | null;
}

/** The first test of an operator and its documentation. */
export interface OperatorExample {
	/** ISO 8601. */
	readonly asOf: string;
	/** As somebody would write it. */
	readonly rule: unknown;
	readonly sentence: string;
	/** By what they show. */
	readonly customers: Readonly<Record<string, ExampleCustomer>>;
	/** What is refused, and a part of what is said about it. */
	readonly refused: ReadonlyArray<{ readonly rule: unknown; readonly says: string }>;
}

/** What is known of one customer at a moment. */
export interface CustomerFacts {
	/** In any order; what is not known before the moment is left out by the reading. */
	readonly events: readonly CustomerEvent[];
	/** Of the snapshot; null when it has no row of the customer. */
	readonly row: Readonly<Record<string, number | null>> | null;
	/** Discovered segments the customer is in. */
	readonly segments: ReadonlySet<string>;
}
