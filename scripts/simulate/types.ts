/** An event as it happened; times in milliseconds UTC, money in cents. `rowText.ts` writes the row. */
export interface SimulatedEvent {
	/** Set when the customer's events are put in order: "c0000017-42". */
	messageId: string;
	readonly type: 'track' | 'page' | 'identify';
	readonly name: string;
	readonly at: number;
	userId?: string;
	anonymousId?: string;
	receivedAt?: number;
	readonly sessionId?: string;
	readonly channel?: string;
	readonly campaign?: string;
	readonly orderId?: string;
	readonly productId?: string;
	readonly quantity?: number;
	readonly revenueCents?: number;
	readonly discountCents?: number;
	readonly coupon?: string;
	readonly device?: string;
	readonly platform?: string;
	readonly properties?: Readonly<Record<string, unknown>>;
}

export interface SimulateOptions {
	readonly customers: number;
	readonly seed: number | string;
	/** Length of the window that events are written for. */
	readonly days: number;
	/** End of the window, exclusive; ISO 8601. */
	readonly endsAt: string;
	/** 0: archetypes are clones; 1: individuals differ more than archetypes do. */
	readonly overlap: number;
	/** Share of customers who sign up inside the window. */
	readonly birthShare: number;
	/** Multiplies every churn hazard. */
	readonly deathFactor: number;
	/** Share of customers who move to another archetype at a week inside the window. */
	readonly driftShare: number;
	/** From that week on, customers of one archetype behave as those of another. */
	readonly merge: { readonly week: number; readonly from: string; readonly into: string } | null;
}

/** What is true about a customer, written beside the events; nothing here may be a feature. */
export interface CustomerTruth {
	readonly userId: string;
	readonly anonymousId: string | null;
	/** At the end of the window. */
	readonly archetype: string;
	readonly archetypeByWeek: readonly { readonly fromWeek: number; readonly archetype: string }[];
	readonly microSegment: string | null;
	readonly sequenceCohort: string | null;
	readonly priceElasticity: number;
	readonly churnHazardPerDay: number;
	readonly conversionDrivers: {
		/** Standardised values at the end of the window, in the order of the printed coefficients. */
		readonly values: Readonly<Record<string, number>>;
		readonly linearPredictor: number;
		readonly upgradeProbabilityNext30Days: number;
	};
	readonly preferredHour: number;
	readonly preferredChannel: string;
	readonly favouriteCategory: string;
	readonly marketingConsent: boolean;
	/** Net revenue of the first 365 days from sign-up or from the start of the window, whichever is later. */
	readonly trueLifetimeValueCents: number;
	readonly revenueInWindowCents: number;
	readonly signUp: {
		readonly at: string;
		readonly referrer: string;
		readonly device: string;
		/** Names of the events of the first signed-in visit; null when it was before the window. */
		readonly firstSession: readonly string[] | null;
	};
	readonly churnedAt: string | null;
	/** What really happens in the 30 days after the window; never in the events. */
	readonly nextThirtyDays: {
		readonly orders: number;
		readonly upgraded: boolean;
		readonly churned: boolean;
	};
}

export const malformedReasons = ['missingCustomer', 'impossibleDate', 'unknownType'] as const;
export type MalformedReason = (typeof malformedReasons)[number];

/** How many rows are dirty, by kind of dirt. */
export interface DirtCounts {
	/** Rows written a second time with the same message id. */
	duplicates: number;
	/** Rows whose receivedAt is hours or days after their timestamp. */
	late: number;
	/** Rows that stand after a later event of the same customer. */
	outOfOrder: number;
	/** Rows from before the customer was known: anonymousId without userId. */
	anonymous: number;
	/** Extra rows that no importer should take. */
	readonly malformed: Record<MalformedReason, number>;
}

/** One customer: the truth, the clean events in order of time, and the rows as a sender delivers them. */
export interface SimulatedCustomer {
	readonly truth: CustomerTruth;
	readonly events: readonly SimulatedEvent[];
	/** JSON texts without line ends: events in order of delivery with duplicates and malformed rows. */
	readonly rows: readonly string[];
	readonly dirt: DirtCounts;
}
