import type { z } from 'zod/v4';
import type { MessagePurpose } from '../cohorts/types';
import type { TokenUsage } from '../language/types';

export type { MessagePurpose };

export const messageTones = ['friendly', 'formal'] as const;
export type MessageTone = (typeof messageTones)[number];

/** Something known of the customer that a message may use. */
export interface MessageFact {
	/** As in features: `orders`, `daysSinceLastOrder`, `favouriteCategory`. */
	readonly name: string;
	readonly value: string | number;
	/** "orders", "days since the last order". */
	readonly label: string;
	/** As of features: count, days, cents, share, …; absent: a plain number or text. */
	readonly unit?: string;
}

/** What the message may promise: nothing beyond it. Money in integer cents. */
export interface MessageOffer {
	readonly name: string;
	/** One phrase: "10 % off your next order". */
	readonly description?: string;
	readonly code?: string;
	/** Above 0, at most 100. */
	readonly discountPercent?: number;
	readonly listPriceCents?: number;
	/** At most the list price. */
	readonly priceCents?: number;
	/** ISO 4217. */
	readonly currency?: string;
	/** Milliseconds UTC; until before this instant. */
	readonly expiresAt?: number;
	readonly url?: string;
}

export interface MessageProduct {
	readonly name: string;
	readonly url?: string;
	readonly priceCents?: number;
	readonly listPriceCents?: number;
	readonly currency?: string;
}

/** Who writes, and what every commercial e-mail must carry. */
export interface Brand {
	readonly sender: string;
	/** Where the button leads unless the offer has an address of its own. */
	readonly site: string;
	/** Postal address, on one line. */
	readonly address: string;
	/** HTTPS, opaque, one per customer (RFC 8058). */
	readonly unsubscribeUrl: string;
	/** Who signs: "Mara from Verdant"; the sender unless given. */
	readonly signature?: string;
	/** Of the button: "#2457c5". */
	readonly color?: string;
}

/** All a message may know and say. */
export interface MessageBrief {
	readonly customerId: string;
	readonly firstName?: string;
	readonly email?: string;
	readonly segment?: { readonly name: string; readonly description?: string };
	readonly facts: readonly MessageFact[];
	readonly offer?: MessageOffer;
	readonly products?: readonly MessageProduct[];
	readonly brand: Brand;
	readonly purpose: MessagePurpose;
	readonly tone: MessageTone;
}

/** A written e-mail; with a campaign it is what Campaign Delivery takes. */
export interface Message {
	readonly customerId: string;
	readonly channel: 'email';
	/** Absent when the brief has no address. */
	readonly to?: string;
	readonly subject: string;
	/** What mail programs show beside the subject. */
	readonly preheader: string;
	readonly html: string;
	readonly text: string;
	readonly unsubscribeUrl: string;
	readonly purpose: MessagePurpose;
	/** "template winBack", "own template", or the language model's name. */
	readonly writtenBy: string;
	/** Why it was written by whom it was. */
	readonly reason: string;
	/** Tokens spent on it; absent for templates. */
	readonly usage?: TokenUsage;
}

/** The words of a message before they are laid out: subject, and a body in the small markup of `parseMarkup`. */
export interface Draft {
	readonly subject: string;
	readonly body: string;
}

export type ViolationKind =
	| 'claim'
	| 'code'
	| 'date'
	| 'greeting'
	| 'link'
	| 'money'
	| 'name'
	| 'number'
	| 'offer'
	| 'percentage'
	| 'placeholder'
	| 'quotation'
	| 'required'
	| 'segment'
	| 'subject';

/** One thing a message says that its brief does not. */
export interface Violation {
	readonly kind: ViolationKind;
	/** Where it stands. */
	readonly where: 'subject' | 'text' | 'html';
	/** The words. */
	readonly found: string;
	/** For a person, and for the model that repairs it. */
	readonly sentence: string;
}

/** What a member of `prompts/` is. Data is fenced by `askModel`. */
export interface MessagePrompt<Data, Answer> {
	readonly name: string;
	readonly system: string;
	readonly task: string;
	readonly shape: z.ZodType<Answer>;
	readonly outputTokensMax: number;
	readonly example: { readonly data: Data; readonly answer: Answer };
}
