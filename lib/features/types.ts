import type { EventKind } from '../events/types';

/** Columns of an event that numbers can be made of. */
export type NumericEventColumn = 'revenueCents' | 'discountCents' | 'quantity';

/** Columns of an event that can be counted once each; `day` and `hour` come from occurredAt in UTC. */
export type TextEventColumn =
	| 'name'
	| 'day'
	| 'hour'
	| 'sessionId'
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
	readonly channel?: string;
	readonly device?: string;
	readonly revenue?: 'positive' | 'negative';
	readonly discounted?: true;
	readonly property?: { readonly name: string; readonly equals: string };
}

/** Days back from the as-of instant: [asOf − fromDays, asOf − toDays). Absent: all history. */
export interface Window {
	readonly fromDays: number;
	readonly toDays: number;
}

/** One number from a customer's events. */
export type Measure =
	| { readonly kind: 'count'; readonly where: EventCondition; readonly window?: Window }
	| {
			readonly kind: 'sum' | 'mean' | 'max';
			/** A column, or a numeric property of the event. */
			readonly of: NumericEventColumn | { readonly property: string };
			readonly where: EventCondition;
			readonly window?: Window;
	  }
	| {
			readonly kind: 'distinct';
			readonly of: TextEventColumn | { readonly property: string };
			readonly where: EventCondition;
			readonly window?: Window;
	  }
	| { readonly kind: 'daysSinceFirst' | 'daysSinceLast'; readonly where: EventCondition };

/** A measure, or arithmetic over two: a ratio is missing when the denominator is zero or missing. */
export type FeatureValue =
	| Measure
	| { readonly kind: 'ratio'; readonly numerator: Measure; readonly denominator: Measure };

export type FeatureUnit = 'count' | 'days' | 'cents' | 'share' | 'per order' | 'score' | 'number';

/**
 * A feature is data with two readings: SQL over all customers (`compileFeatures`) and a pure function
 * over one customer's events (`evaluateFeature`).
 */
export interface FeatureDefinition {
	/** Column name: lower camel case letters and digits, unit or window last: `ordersLast90Days`. */
	readonly name: string;
	/** For people, title-less sentence case: "orders in the last 90 days". */
	readonly label: string;
	readonly unit: FeatureUnit;
	/** What "no such event" means: zero of it, or not known (null). "Never bought" is not "bought long ago". */
	readonly missing: 'zero' | 'unknown';
	readonly value: FeatureValue;
}

/** A frozen list of definitions (table `feature_sets`); its id is a hash of the definitions. */
export interface FeatureSet {
	readonly id: string;
	readonly definitions: readonly FeatureDefinition[];
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
