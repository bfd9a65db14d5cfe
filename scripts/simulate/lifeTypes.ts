import type { Random } from '../../lib/core/random';
import type {
	Archetype, Behaviour, Device, MicroSegment, PreferredChannel, SequenceName, Step, Weights,
} from './plantedTypes';
import type { SimulatedEvent, SimulateOptions } from './types';

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
	lastOrderAt: number;
	nextSurveyAt: number;
	/** In force until the week ends. */
	offer: Offer | null;
	serial: number;
}

export const streamNames = [
	'person', 'visits', 'engagement', 'purchases', 'support', 'lifecycle', 'sequences', 'dirt',
] as const;
export type StreamName = (typeof streamNames)[number];
