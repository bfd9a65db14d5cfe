import type { HttpRequest, HttpResponse, Request } from '../engine';
import type { UnknownConsent } from '../privacy/types';

export type { HttpResponse };

/** A written message, ready to leave: what *Personalized Email* returns, or any item with these fields. */
export interface OutgoingMessage {
	readonly customerId: string;
	readonly campaign: string;
	/**
	 * What makes one sending of the campaign one: a week, an order id. Given, a text written anew is not sent a
	 * second time; absent, the content itself decides.
	 */
	readonly occasion?: string;
	/** "email", "push", "sms"; becomes the channel and the name of the event. */
	readonly channel: string;
	/** Address the channel knows: one e-mail address, a device token. Absent: the message is refused. */
	readonly to?: string;
	readonly subject: string;
	readonly html: string;
	readonly text: string;
	/** HTTPS address that unsubscribes this customer when it receives a POST (RFC 8058). */
	readonly unsubscribeUrl?: string;
	/** JSON values the event of the send carries: offer, decision, variant, who wrote it. */
	readonly details?: Readonly<Record<string, unknown>>;
}

/** A message with its receipt and the headers an e-mail of it must have. */
export interface Delivery {
	/** Also the idempotency key. */
	readonly receiptId: string;
	readonly message: OutgoingMessage;
	readonly headers: Readonly<Record<string, string>>;
}

/** What a destination may touch; everything comes from the caller. */
export interface Outside {
	readonly request: Request;
	/** Milliseconds UTC. */
	readonly now: () => number;
	/** Waits between attempts; without it each message has one attempt. */
	readonly wait?: (milliseconds: number) => Promise<void>;
	readonly signal?: AbortSignal;
}

/** The e-mail as n8n's own nodes take it. */
export interface HandedOverEmail {
	readonly to: string;
	readonly subject: string;
	readonly html: string;
	readonly text: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly receiptId: string;
}

/** What became of one message at a destination. */
export type Answer =
	| { readonly state: 'sent' }
	/** Somebody else sends it and reports back by the receipt id. */
	| { readonly state: 'handedOver'; readonly email: HandedOverEmail }
	/** It was not accepted and will not be: the message may be sent anew once its cause is gone. */
	| { readonly state: 'refused'; readonly reason: string }
	/** It was not accepted for now. */
	| {
			readonly state: 'unavailable';
			readonly reason: string;
			readonly retryAfterSeconds?: number;
	  }
	/** It may or may not have been accepted: never sent again by itself. */
	| { readonly state: 'unknown'; readonly reason: string };

/** Where messages go. One answer a message, in order; a rejected promise leaves all of them unknown. */
export interface Destination {
	readonly id: string;
	/** Messages that are reserved, sent and settled together; consent is asked anew for each such group. */
	readonly batchMessages: number;
	readonly send: (
		outside: Outside,
		deliveries: readonly Delivery[],
	) => Promise<readonly Answer[]>;
}

/** A kind of destination, opened with the settings of a node. */
export interface DestinationKind<Settings> {
	readonly id: string;
	readonly label: string;
	readonly description: string;
	/** InvalidInput when a setting is wrong. */
	readonly open: (settings: Settings) => Destination;
}

/** No message in these hours of the given time zone; over midnight when from is after to. */
export interface QuietHours {
	/** 0 to 23; from this hour. */
	readonly fromHour: number;
	/** 0 to 23; until before this hour. */
	readonly toHour: number;
	/** IANA name: "Europe/Berlin". */
	readonly timeZone: string;
}

/** Who may be written to, asked last before sending. */
export interface DeliveryRules {
	/** `send` only when the owner says so on purpose. */
	readonly unknownConsent: UnknownConsent;
	/** Most messages a customer gets in so many days, over all campaigns; absent: no cap. */
	readonly frequencyCap?: { readonly messages: number; readonly days: number };
	readonly quietHours?: QuietHours;
}

/** The answer of the last gate for one message. */
export type Verdict =
	| { readonly send: true; readonly receiptId: string }
	| {
			readonly send: false;
			readonly receiptId: string;
			readonly state: 'withheld' | 'refused' | 'unknown';
			readonly reason: string;
	  };

export const receiptStates = [
	'sent',
	'handedOver',
	'withheld',
	'refused',
	'unknown',
	'dryRun',
] as const;
export type ReceiptState = (typeof receiptStates)[number];

/** What became of one message, for people and for the next node. */
export interface Receipt {
	readonly receiptId: string;
	readonly customerId: string;
	readonly campaign: string;
	readonly channel: string;
	readonly state: ReceiptState;
	readonly reason: string;
	/** For n8n's e-mail node; only when handed over. */
	readonly email?: HandedOverEmail;
}

/** States of a row of table `messages`; a released row may be reserved again. */
export type RowState = 'reserved' | 'handedOver' | 'sent' | 'released';

/** What the store knows of a receipt. */
export interface KnownDelivery {
	readonly state: RowState;
	readonly reservedAt: number;
	readonly settledAt: number | null;
}

/** One delivery through a kind of destination: what goes over the wire, what comes back, what it means. */
export interface DestinationExample<Settings> {
	readonly settings: Settings;
	readonly delivery: Delivery;
	/** Milliseconds UTC of the sending. */
	readonly now: number;
	readonly exchange: readonly { readonly request: HttpRequest; readonly response: HttpResponse }[];
	readonly answer: Answer;
}
