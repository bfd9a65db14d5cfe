/** One sort of thing a customer does; each becomes one event (`stepEvents.ts`). */
export const steps = [
	'signIn', 'home', 'feature', 'search', 'report', 'error', 'settings', 'invite', 'pricing',
	'integrations', 'productView', 'productAdd', 'productRemove', 'wish', 'checkout', 'help', 'chat',
	'featureRequest', 'track', 'blog', 'content', 'webinar', 'inApp', 'review', 'share',
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
export type SequenceAct =
	| Step | 'addOn' | 'order' | 'couponClick' | 'angryTicket' | 'ticketResolved' | 'praise';

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
