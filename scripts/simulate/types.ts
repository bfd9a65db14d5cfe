import type { Random } from '../../lib/core/random';

/** One sort of thing a customer does; each becomes one event (`stepEvents.ts`). */
export const steps = [
	'signIn', 'home', 'feature', 'search', 'report', 'error', 'settings', 'invite', 'pricing',
	'integrations', 'productView', 'productAdd', 'productRemove', 'wish', 'checkout', 'help', 'chat',
	'featureRequest', 'blog', 'content', 'webinar', 'inApp', 'review', 'share',
] as const;
export type Step = (typeof steps)[number];

/** Relative weights; what is not listed has none. */
export type Weights<Key extends string = string> = Readonly<Partial<Record<Key, number>>>;

/** Semi-Markov chain of one visit: what comes first, what follows what, and how long it is looked at. */
export interface VisitChain {
	readonly start: Weights<Step>;
	readonly next: Readonly<Partial<Record<Step, Weights<Step | 'leave'>>>>;
	/** Row of the steps that have none in `next`. */
	readonly otherwise: Weights<Step | 'leave'>;
	/** Mean seconds between two steps; exponential. */
	readonly stepSeconds: number;
}

export type SequenceName =
	| 'integrationEvaluation' | 'secondThoughts' | 'couponWaiting' | 'webinarToOrder'
	| 'rescuedFans' | 'giftPlanning';

/** How orders come about: by a weekly hazard the drivers move, or by a rhythm of their own. */
export type OrderRhythm =
	| { readonly kind: 'hazard'; readonly perWeek: number }
	| { readonly kind: 'rhythm'; readonly everyDays: number; readonly spreadDays: number };

/** What makes a group of customers behave alike: data, given life by `stages/`. */
export interface Behaviour {
	readonly chain: VisitChain;
	/** Visits of their own accord in a week. */
	readonly visitsPerWeek: number;
	/** Shape of the gamma distribution of days between visits: 1 random, 4 regular, 0.5 in bursts. */
	readonly visitShape: number;
	/** Activity halves every so many days after an onset in the first half of the window. */
	readonly fadeHalfLifeDays?: number;
	readonly orders: OrderRhythm;
	/** Mean units in an order at list price. */
	readonly units: number;
	/** Order lines are drawn from these categories of `shop.ts`. */
	readonly categories: Weights;
	readonly refundShare: number;
	/** Units bought in the week of an offer are proportional to (price paid / list price) ^ elasticity. */
	readonly priceElasticity: number;
	/** How often the company writes to such customers about a campaign. */
	readonly campaignsPerWeek: number;
	readonly emailOpenRate: number;
	/** Clicks per opened e-mail. */
	readonly emailClickRate: number;
	/** Multiplies the odds of opening by style of subject line. */
	readonly subjectTaste: Weights;
	readonly pushOpenRate: number;
	readonly ticketsPerWeek: number;
	/** Share of tickets in an angry or disappointed tone. */
	readonly negativeShare: number;
	readonly ticketTopics: Weights;
	/** Mean answer to "would you recommend us", 0 to 10. */
	readonly recommendMean: number;
	readonly churnHazardPerDay: number;
	/** How many functions of the app these customers know, of 16. */
	readonly featureRange: number;
}

/** What an element of a planted sequence does; `order` and `addOn` are the conversions. */
export type SequenceAct = Step | 'addOn' | 'order' | 'couponClick' | 'angryTicket' | 'ticketResolved' | 'praise';

export interface SequenceElement {
	readonly act: SequenceAct;
	/** Days after the element before; below an hour it happens in the same visit. */
	readonly afterDays: readonly [number, number];
	/** Chance that it happens; 1 when absent. */
	readonly chance?: number;
}

/** A planted order of events with gaps, repeated by the customers of its cohort. */
export interface Sequence {
	readonly name: SequenceName;
	readonly story: string;
	/** Share of each archetype's customers who perform it. */
	readonly performers: Weights;
	/** Started by chance so many times a week, or leading to each order of a performer. */
	readonly startedBy: { readonly perWeek: number } | 'order' | 'discountedOrder';
	readonly elements: readonly SequenceElement[];
}

export interface Archetype {
	readonly name: string;
	/** What a good namer would find, in one sentence. */
	readonly story: string;
	/** Relative frequency among new customers. */
	readonly share: number;
	readonly behaviour: Behaviour;
	/** Preferred hour of the day (UTC) when customers are drawn. */
	readonly hours: Weights;
	readonly channels: Weights<PreferredChannel>;
	readonly referrers: Weights;
	readonly devices: Weights<Device>;
	readonly driftsTo: string;
}

/** A small group hidden inside an archetype, with a behaviour of its own and hardly any spread. */
export interface MicroSegment {
	readonly name: string;
	readonly archetype: string;
	readonly story: string;
	readonly hour: number;
	readonly behaviour: Behaviour;
}

export type PreferredChannel = 'email' | 'push' | 'in-app';
export type Device = 'desktop' | 'mobile' | 'tablet';

/** One customer's own numbers: the archetype's, moved by individual noise in proportion to the overlap. */
export interface Person {
	readonly index: number;
	readonly userId: string;
	readonly anonymousId: string;
	readonly signUpAt: number;
	readonly bornInWindow: boolean;
	readonly archetype: Archetype;
	readonly drift: { readonly fromWeek: number; readonly to: Archetype } | null;
	readonly microSegment: MicroSegment | null;
	readonly sequenceCohort: SequenceName | null;
	/** Multipliers of the archetype's rates. */
	readonly factors: {
		readonly visits: number;
		readonly orders: number;
		readonly units: number;
		readonly tickets: number;
		readonly elasticity: number;
		readonly churn: number;
		readonly features: number;
	};
	/** Added to the log odds of opening and clicking. */
	readonly emailAffinity: number;
	/** Added to the answers of "would you recommend us", and to the tone of tickets. */
	readonly satisfaction: number;
	/** Multipliers of the visit chain's weights; 1 when absent. */
	readonly stepTaste: Weights<Step | 'leave'>;
	/** Share of visits that follow the pattern everyone has. */
	readonly commonShare: number;
	readonly favouriteCategory: string;
	readonly preferredHour: number;
	readonly preferredChannel: PreferredChannel;
	readonly device: Device;
	readonly referrer: string;
	readonly country: string;
	readonly firstName: string;
	readonly plan: number;
	readonly marketingConsent: boolean;
	readonly browsesSignedOut: boolean;
	readonly fadeOnsetAt: number;
}

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

/** What the event itself says; the rest (who, when, where) is added by `emit`. */
export type EventParts = Partial<Omit<SimulatedEvent, 'messageId' | 'at'>> & { readonly name: string };

/** Recent behaviour that moves orders, upgrades and churn; decays week by week (`drivers.ts`). */
export interface DriverState {
	pricingViews: number;
	emailEngagement: number;
	supportMood: number;
	/** Products looked at, wished and added since the last order. */
	basketInterest: number;
	/** Week each feature was last used in. */
	readonly featureWeeks: Map<string, number>;
}

/** A campaign of one week; `discount` is a share of the list price, 0 for a campaign without one. */
export interface Offer {
	readonly campaign: string;
	readonly coupon: string;
	readonly discount: number;
	/** The customer has clicked through to it. */
	clicked: boolean;
}

/** State of one customer while weeks go by. */
export interface Life {
	readonly options: SimulateOptions;
	readonly person: Person;
	readonly random: Readonly<Record<StreamName, Random>>;
	readonly startsAt: number;
	readonly endsAt: number;
	readonly events: SimulatedEvent[];
	readonly drivers: DriverState;
	week: number;
	weekStartsAt: number;
	behaviour: Behaviour;
	archetype: Archetype;
	plan: number;
	upgradedAt: number;
	churnedAt: number | null;
	subscribed: boolean;
	/** Inside a planted sequence the customer does nothing else. */
	busyFrom: number;
	busyUntil: number;
	/** When activity begins to halve, for archetypes that fade. */
	fadesFrom: number;
	nextVisitAt: number;
	nextOrderAt: number;
	nextSurveyAt: number;
	/** In force until the week ends. */
	offer: Offer | null;
	serial: number;
}

export const streamNames = [
	'person', 'visits', 'engagement', 'purchases', 'support', 'lifecycle', 'sequences', 'dirt',
] as const;
export type StreamName = (typeof streamNames)[number];

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
