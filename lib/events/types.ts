export {
	eventKinds,
	type CustomerEvent,
	type EventKind,
	type RecordReceipt,
} from '../store/customerEvent';

/** One event of a webhook body, as a flat object of known and unknown keys. */
export interface SentEvent {
	/** Values of known fields, by the names in `fieldNames`; looked up case and punctuation blind. */
	readonly values: Readonly<Record<string, unknown>>;
	/** What is kept as properties; what describes a purchase in them also fills the event's fields. */
	readonly properties: Readonly<Record<string, unknown>>;
}

/** How one kind of tracker words its requests: data plus one pure function. */
export interface Source {
	readonly name: string;
	readonly label: string;
	/** Takes a body apart into events; InvalidInput with a sentence when it is none of this source. */
	split(body: unknown): readonly SentEvent[];
}
