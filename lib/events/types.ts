import type { CustomerEvent, ExclusionReason } from '../store/customerEvent';
import type { ImportField } from '../store/types';

export {
	EARLIEST_BELIEVABLE,
	eventKinds,
	exclusionReasons,
	type CustomerEvent,
	type EventKind,
	type ExclusionReason,
	type RecordReceipt,
} from '../store/customerEvent';

/** A tracker's request without its transport: what a source needs to recognize, check and read it. */
export interface SentRequest {
	/** HEAD only asks whether somebody answers here; it carries nothing. */
	readonly method: 'GET' | 'HEAD' | 'POST';
	/** Below the trigger's address, without slashes at either end: "v1/batch"; empty for the address itself. */
	readonly path: string;
	readonly query: Readonly<Record<string, string>>;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	/** The bytes that were sent, after Content-Encoding; signatures are over them. */
	readonly body: Buffer;
}

/** One event of a webhook body, as a flat object of known and unknown keys. */
export interface SentEvent {
	/** Values of known fields, by the names in `fieldNames`; looked up case and punctuation blind. */
	readonly values: Readonly<Record<string, unknown>>;
	/** What is kept as properties; what describes a purchase in them also fills the event's fields. */
	readonly properties: Readonly<Record<string, unknown>>;
	/** Where fields are looked for; absent: what describes a purchase also among the properties. */
	readonly fieldsAreIn?: 'values';
	/** How the sender calls a field, for messages about it. */
	readonly called?: Readonly<Partial<Record<ImportField, string>>>;
	/** What the sender's clock showed when it sent: times are corrected by its difference from ours. */
	readonly sentAt?: unknown;
	/** The browser or app that acted, to tell bots and machines from people. */
	readonly userAgent?: string;
	/** Set when the source itself knows that no person acted (a machine open it was told of). */
	readonly excluded?: ExclusionReason;
	/** Set for what another event of the request says beside itself (traits of its person): stored, but not counted. */
	readonly beside?: true;
}

/** What became of a request's events; `rejected` by their place in the request. */
export interface Collected {
	readonly stored: number;
	readonly duplicates: number;
	readonly rejected: ReadonlyArray<{ readonly index: number; readonly reason: string }>;
	/** When the request arrived, milliseconds UTC: some clients are told. */
	readonly receivedAt: number;
}

export interface SourceAnswer {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	/** An object is sent as JSON, text as it is. */
	readonly body: string | Readonly<Record<string, unknown>>;
}

/** How one kind of sender words its requests, and what its clients expect to hear: data plus pure functions. */
export interface Source {
	readonly name: string;
	readonly label: string;
	/** Who may send: trackers present a key, servers sign their bytes, some can do neither. */
	readonly proof: 'key' | 'signature' | 'none';
	/** Whether a request is this source's, by its path, headers or the shape of its body. */
	recognizes(request: SentRequest, body: unknown): boolean;
	/** Keys presented beside Basic authentication and X-Write-Key, which every source may use. */
	keysOf(request: SentRequest, body: unknown): readonly string[];
	/** Whether the bytes were signed with the secret, at most a tolerance before `now`; where `proof` is signature. */
	isSigned?(request: SentRequest, secret: string, now: number): boolean;
	/**
	 * Takes a request apart into events; InvalidInput with a sentence when it is none of this source. An empty
	 * list for calls that carry no event (a feature-flag question, a ping).
	 */
	split(body: unknown, request: SentRequest): readonly SentEvent[];
	/** What its clients take as "received": they neither retry nor warn. */
	answer(collected: Collected, request: SentRequest): SourceAnswer;
	/** What its clients take as "refused", with the sentence where they show it. */
	refuse(refusal: Refusal, request: SentRequest): SourceAnswer;
}

export interface Refusal {
	/** 400 a body that cannot be used, 401 a missing or wrong key or signature, 413 too large, 429 too many. */
	readonly status: 400 | 401 | 413 | 429;
	readonly sentence: string;
	readonly rejected?: Collected['rejected'];
}

/**
 * One request as the vendor publishes it, the events it means, and the answer its clients expect; the contract test
 * runs every member's through the webhook's own door.
 */
export interface SourceExample {
	/** What is sent, in a few words: part of a test's title. */
	readonly title: string;
	readonly request: {
		/** POST unless said. */
		readonly method?: SentRequest['method'];
		readonly path: string;
		readonly query?: SentRequest['query'];
		readonly headers?: SentRequest['headers'];
		/** Text or bytes are sent as they are, anything else as JSON; absent: no body. */
		readonly body?: unknown;
	};
	/** ISO time of arrival; signatures and corrected times depend on it. */
	readonly receivedAt: string;
	/** The key or signing secret the request proves itself with; with any other one it must be refused. */
	readonly secret?: string;
	/** Each event in the order stored, with the fields that matter. */
	readonly events: readonly Partial<CustomerEvent>[];
	readonly answer: {
		readonly status: number;
		/** Text is the whole answer; of an object, the fields that matter. */
		readonly body: SourceAnswer['body'];
	};
}
