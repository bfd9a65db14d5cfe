import type { CustomerEvent, EventKind } from '../events/types';

/** Numbers of an event; `refundedCents` is a negative revenue turned positive. */
export type NumericEventColumn = 'revenueCents' | 'refundedCents' | 'discountCents' | 'quantity';

/**
 * What an event can be told apart by. `day` and `hour` come from occurredAt in UTC. `order` is the order id,
 * and an order of its own for each event without one, so that the lines of an order count once.
 */
export type TextEventColumn =
	| 'name'
	| 'day'
	| 'hour'
	| 'sessionId'
	| 'order'
	| 'orderId'
	| 'productId'
	| 'channel'
	| 'device'
	| 'platform'
	| 'coupon'
	| 'campaign';

/** Which events count; every given part must hold. */
export interface EventCondition {
	readonly kinds?: readonly EventKind[];
	/** Any of these names, exactly. */
	readonly names?: readonly string[];
	/** None of these names. */
	readonly exceptNames?: readonly string[];
	readonly channel?: string;
	readonly device?: string;
	/** Any of these devices, exactly as senders word them. */
	readonly devices?: readonly string[];
	readonly revenue?: 'positive' | 'negative';
	readonly discounted?: true;
	/** With a coupon code that is not empty. */
	readonly couponUsed?: true;
	/** Hours of the day in UTC, from inclusive to exclusive; 22 to 6 goes over midnight. */
	readonly hours?: { readonly from: number; readonly to: number };
	/** Saturday or Sunday in UTC. */
	readonly weekend?: true;
	/** A top-level property with this text; numbers and booleans as JSON writes them. */
	readonly property?: { readonly name: string; readonly equals: string };
	/** All of these hold. */
	readonly tests?: readonly EventTest[];
}

/** A text an event has by itself, or in a property. */
export type TextSubject =
	| { readonly text: Exclude<TextEventColumn, 'day' | 'hour' | 'order'> }
	| { readonly property: string };

/** A number an event has by itself, or in a property. */
export type NumberSubject = { readonly number: NumericEventColumn } | { readonly property: string };

/**
 * One test of an event. What is missing passes no test but `missing`. Texts are compared letter by letter; numbers other
 * than cents are read from plain numbers, also written as text.
 */
export type EventTest =
	| { readonly is: 'present' | 'missing'; readonly of: TextSubject | NumberSubject }
	| { readonly is: 'oneOf' | 'noneOf'; readonly of: TextSubject; readonly texts: readonly string[] }
	| { readonly is: 'contains' | 'containsNot' | 'startsWith'; readonly of: TextSubject; readonly text: string }
	| { readonly is: NumberComparison; readonly of: NumberSubject; readonly value: number };

export type NumberComparison = 'equals' | 'equalsNot' | 'moreThan' | 'atLeast' | 'lessThan' | 'atMost';

/** Days back from the as-of instant: [asOf − fromDays, asOf − toDays). Absent: all history. */
export interface Window {
	readonly fromDays: number;
	readonly toDays: number;
}

/** What is added up or averaged: a column, or a numeric property (or its text, when that is a plain number). */
export type NumericSource = NumericEventColumn | { readonly property: string };

/** What is counted once each: a column, or the text of a property. */
export type TextSource = TextEventColumn | { readonly property: string };

/** What events are grouped by: a text an event has or lacks; one without it belongs to no group. */
export type GroupSource = Exclude<TextEventColumn, 'order'> | { readonly property: string };

/**
 * One number from a customer's events. Numbers other than cents are read in millionths and ignored beyond
 * a thousand million, so that a sum does not depend on the order of its terms.
 */
export type Measure =
	| { readonly kind: 'count'; readonly where: EventCondition; readonly window?: Window }
	| {
			/** `last` is the value of the latest event that has one; of several at one instant, the largest. */
			readonly kind: 'sum' | 'mean' | 'max' | 'last';
			readonly of: NumericSource;
			readonly where: EventCondition;
			readonly window?: Window;
	  }
	| {
			readonly kind: 'distinct';
			readonly of: TextSource;
			readonly where: EventCondition;
			readonly window?: Window;
	  }
	| { readonly kind: 'daysSinceFirst' | 'daysSinceLast'; readonly where: EventCondition }
	| {
			/**
			 * 1 when the text of the earliest event that has one contains one of `texts` (letters count as they are),
			 * else 0; of several at one instant, 1 when any does.
			 */
			readonly kind: 'firstContains';
			readonly of: Exclude<GroupSource, 'day' | 'hour'>;
			readonly texts: readonly string[];
			readonly where: EventCondition;
	  }
	| StreamMeasure;

/** Measures that look at an event beside others of its customer: the one before it, or those of its group. */
export type StreamMeasure =
	| {
			/**
			 * Sessions that start in the window: a session starts with an event that comes more than
			 * `gapMinutes` after the one before it (strictly more; never split at midnight).
			 * `sessionMinutes`: their mean length from first to last event; a single event lasts 0 minutes.
			 */
			readonly kind: 'sessions' | 'sessionMinutes';
			readonly gapMinutes: number;
			readonly where: EventCondition;
			readonly window?: Window;
	  }
	| {
			/** The very first session: how many events it has, and its minutes from first to last. */
			readonly kind: 'firstSession';
			readonly of: 'events' | 'minutes';
			readonly gapMinutes: number;
			readonly where: EventCondition;
	  }
	| {
			/**
			 * Whole days from one UTC day with such an event to the next such day: their mean and their longest (from two
			 * days on), and their standard deviation with n - 1 (from three days on).
			 */
			readonly kind: 'dayGap';
			readonly statistic: 'mean' | 'deviation' | 'longest';
			readonly where: EventCondition;
			readonly window?: Window;
	  }
	| {
			/** Share of the events of the most frequent group among all events that belong to one. */
			readonly kind: 'topShare';
			readonly of: GroupSource;
			readonly where: EventCondition;
			readonly window?: Window;
	  }
	| {
			/** Hour of the day in UTC, 0 to 23, with most events; the earlier of equals; missing below `eventsMin`. */
			readonly kind: 'topHour';
			readonly eventsMin: number;
			readonly where: EventCondition;
			readonly window?: Window;
	  }
	| {
			/** Groups whose first event is in the last `days`, or whose last event is before them. */
			readonly kind: 'newValues' | 'droppedValues';
			readonly of: GroupSource;
			readonly days: number;
			readonly where: EventCondition;
	  }
	| {
			/**
			 * Groups that open with the first event of `where` (in the window) and close with the last event of `until`,
			 * if that is not earlier: mean days from one to the other, or the share of the groups that did not close.
			 */
			readonly kind: 'untilClosed';
			readonly statistic: 'meanDays' | 'openShare';
			readonly by: GroupSource;
			readonly where: EventCondition;
			readonly until: EventCondition;
			readonly window?: Window;
	  };

/**
 * One number from a select of the owner's over the table `events`, which holds what was known before :asOf, one row a
 * customer: customer_id and the number. Only the engine can compute it.
 */
export interface SelectValue {
	readonly kind: 'select';
	readonly statement: string;
}

/**
 * A measure; a ratio of two, missing when the denominator is zero or missing (in the numerator, a sum over
 * nothing is zero); or a difference of two, missing when one of them is.
 */
export type FeatureValue =
	| Measure
	| SelectValue
	| { readonly kind: 'ratio'; readonly numerator: Measure; readonly denominator: Measure }
	| { readonly kind: 'difference'; readonly of: Measure; readonly minus: Measure };

export type FeatureUnit = 'count' | 'days' | 'cents' | 'share' | 'per order' | 'score' | 'number';

/**
 * What amounts are counted in. `rates`: what one unit of another currency is worth in the report currency. An amount in a
 * currency without a rate is not counted as money; it is never added as it is.
 */
export interface MoneyTable {
	/** ISO 4217. */
	readonly reportCurrency: string;
	readonly rates: Readonly<Record<string, number>>;
}

/**
 * A feature is data with two readings: SQL over all customers (`compileFeatures`) and a pure function
 * over one customer's events (`evaluateFeatures`).
 */
export interface FeatureDefinition {
	/** Column name: letters, digits and underscores, unit or window last: `ordersLast90Days`. */
	readonly name: string;
	/** For people, title-less sentence case: "orders in the last 90 days". */
	readonly label: string;
	readonly unit: FeatureUnit;
	/** What "no such event" means: zero of it, or not known (null). "Never bought" is not "bought long ago". */
	readonly missing: 'zero' | 'unknown';
	readonly value: FeatureValue;
	/** It has no live twin: only the engine can compute it. Absent: it has one. */
	readonly live?: false;
	/** For a feature that counts money; part of the definition, so that training, serving and the live path agree. */
	readonly money?: MoneyTable;
}

/** A feature the product ships. */
export interface CatalogueFeature extends FeatureDefinition {
	/** Name of the feature that says the same more exactly: this one is used only where that one has no data. */
	readonly standsInFor?: string;
}

/** What a customer can do that features speak of. */
export type Behaviour =
	| 'signIn'
	| 'featureUse'
	| 'pricingView'
	| 'integrationsView'
	| 'search'
	| 'export'
	| 'error'
	| 'productView'
	| 'cartAddition'
	| 'couponEntry'
	| 'checkout'
	| 'refund'
	| 'upgrade'
	| 'downgrade'
	| 'addOn'
	| 'arrival'
	| 'ticket'
	| 'ticketEnd'
	| 'ticketUnderstood'
	| 'survey'
	| 'emailSent'
	| 'emailOpen'
	| 'emailClick'
	| 'pushSent'
	| 'pushOpen'
	| 'inAppShown'
	| 'inAppClick'
	| 'webinar'
	| 'socialShare'
	| 'review'
	| 'content';

/** How behaviours show in events; the one place where event names stand. */
export interface Vocabulary {
	/** The event names a behaviour goes by. */
	readonly names: Readonly<Record<Behaviour, readonly string[]>>;
	/** What the customer did; neither what was sent to them nor what only says who they are. */
	readonly activity: EventCondition;
	/** Any event that brought money, whatever it is called. */
	readonly purchase: EventCondition;
	readonly refund: EventCondition;
	/** Purchases and refunds; an amount on the way to a purchase (a checkout) is not money yet. */
	readonly money: EventCondition;
	/** What senders call a phone or tablet, and a computer. */
	readonly mobileDevices: readonly string[];
	readonly desktopDevices: readonly string[];
	/** Pieces of text that tell where a referrer leads back to. */
	readonly referrers: Readonly<Record<'search' | 'social' | 'person', readonly string[]>>;
}

/** Features about one side of a customer, in the words of a vocabulary. */
export type FeatureFamily = (vocabulary: Vocabulary) => readonly CatalogueFeature[];

/** Events of one customer and what a feature must say about them: its first test and its documentation. */
export interface FeatureExample {
	/** ISO 8601. */
	readonly asOf: string;
	readonly events: readonly ExampleEvent[];
	readonly expected: number | null;
}

/** What matters about an event; everything else is absent. It was received when it occurred. */
export type ExampleEvent = { readonly name: string; readonly at: string } & Partial<
	Omit<CustomerEvent, 'name' | 'occurredAt'>
>;

/** A frozen list of definitions (table `feature_sets`); its id is a hash of the definitions. */
export interface FeatureSet {
	readonly id: string;
	readonly definitions: readonly FeatureDefinition[];
}

/** A feature set that fits the data of a store, and why each candidate that is not in it was left out. */
export interface FittedFeatureSet {
	readonly featureSet: FeatureSet;
	/** Sentences such as "rating of the last survey: no customer has a value". */
	readonly leftOut: readonly string[];
}

/** Whose features are computed; a customer without any event known at the time has no row. */
export type CustomerScope =
	| { readonly kind: 'everyone' }
	| { readonly kind: 'customers'; readonly ids: readonly string[] };

/** Values by feature name; null is "not known". */
export type FeatureValues = Readonly<Record<string, number | null>>;

/** What a snapshot says about its columns, by feature name. */
export interface SnapshotDetails {
	/** Share of the customers whose value is not known. */
	readonly unknownShares: Readonly<Record<string, number>>;
	/** The earlier snapshot it was compared with. */
	readonly comparedWith?: string;
	/** Population stability index against that snapshot. */
	readonly psi: Readonly<Record<string, number>>;
	/** Largest changes first, or why there are none; sentences. */
	readonly drift: readonly string[];
}

/** A snapshot: one wide table with customer_id and one number column a feature, all as of one instant. */
export interface Snapshot {
	/** Also the name of its table: "snapshot_20250630t000000_3f2a9c1d". */
	readonly id: string;
	readonly asOf: number;
	readonly featureSet: FeatureSet;
	readonly customers: number;
	/** Score columns written back by propensity, after the features. */
	readonly scores: readonly string[];
}
