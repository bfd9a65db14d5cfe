/** What an event loses at the door; data, the same for a webhook, an item and a file. */
export interface ScreenPolicy {
	/** "all", or the names of the properties that are kept. Ids, names, times and amounts are no properties. */
	readonly keep: 'all' | readonly string[];
	/** Key of the pseudonyms that replace e-mail addresses and phone numbers; absent: they stay readable. */
	readonly pseudonymKey?: string;
	/** IPv4 loses its last part, IPv6 all but its first three. */
	readonly shortenIp: boolean;
	/** What happens to events of customers who objected to profiling. */
	readonly optedOut: 'drop' | 'keepForContract';
}

/** What can be taken from an event, counted by events; never by value. */
export const droppedKinds = {
	properties: 'properties that are not on the list',
	oversized: 'properties of more than a megabyte, too much to be searched',
	secrets: 'passwords, keys and tokens',
	cardNumbers: 'card numbers',
	personal: 'e-mail addresses and phone numbers, replaced by pseudonyms',
	ipAddresses: 'IP addresses, shortened',
	optedOut: 'events of customers who objected to profiling',
} as const;
/** Most bytes of JSON in the properties of one event; of larger ones nothing is kept. Lines of a file end there, too. */
export const PROPERTY_BYTES_MAX = 1_048_576;

export type DroppedKind = keyof typeof droppedKinds;

export type DroppedCounts = Readonly<Partial<Record<DroppedKind, number>>>;
