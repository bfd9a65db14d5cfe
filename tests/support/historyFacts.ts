import { readFileSync, writeFileSync } from 'node:fs';

/** What the rows of a simulated history say of one customer, read without any of our own code. */
export interface CustomerFacts {
	firstName: string;
	email: string;
	/** As last told; undefined when never told. */
	marketingConsent: boolean | undefined;
	/** Order ids; an add-on or an upgrade that was paid for counts under the id of its event. */
	readonly orders: Set<string>;
	readonly categories: Set<string>;
}

interface Row {
	readonly messageId: string;
	readonly userId?: string;
	readonly timestamp?: string;
	readonly receivedAt?: string;
	readonly orderId?: string;
	readonly revenue?: number;
	readonly properties?: { readonly category?: string };
	readonly traits?: { readonly email?: string; readonly firstName?: string; readonly marketingConsent?: boolean };
}

/** Facts of every customer who signed in, by id, from an NDJSON file of the simulator. */
export function readFacts(file: string): Map<string, CustomerFacts> {
	const rows = linesOf(file)
		.map((line) => JSON.parse(line) as Row)
		.filter(({ userId, timestamp }) => userId !== undefined && !Number.isNaN(Date.parse(timestamp ?? '')))
		.sort((left, right) => Date.parse(left.timestamp ?? '') - Date.parse(right.timestamp ?? ''));
	const facts = new Map<string, CustomerFacts>();
	for (const row of rows) learn(factsOf(facts, row.userId ?? ''), row);
	return facts;
}

function factsOf(facts: Map<string, CustomerFacts>, userId: string): CustomerFacts {
	const known = facts.get(userId);
	if (known !== undefined) return known;
	const fresh = {
		firstName: '',
		email: '',
		marketingConsent: undefined,
		orders: new Set<string>(),
		categories: new Set<string>(),
	};
	facts.set(userId, fresh);
	return fresh;
}

function learn(customer: CustomerFacts, { messageId, traits = {}, orderId, revenue = 0, properties }: Row): void {
	customer.firstName = traits.firstName ?? customer.firstName;
	customer.email = traits.email ?? customer.email;
	customer.marketingConsent = traits.marketingConsent ?? customer.marketingConsent;
	if (revenue <= 0) return;
	customer.orders.add(orderId ?? messageId);
	if (properties?.category !== undefined) customer.categories.add(properties.category);
}

/** Writes the rows that had happened and arrived before an instant, as an earlier export would hold them. */
export function writeEarlierHistory(from: string, to: string, before: string): void {
	const instant = Date.parse(before);
	const earlier = linesOf(from).filter((line) => {
		const { timestamp, receivedAt = timestamp } = JSON.parse(line) as Row;
		return [timestamp, receivedAt].every((time) => Date.parse(time ?? '') < instant);
	});
	writeFileSync(to, `${earlier.join('\n')}\n`);
}

function linesOf(file: string): string[] {
	return readFileSync(file, 'utf8').split('\n').filter((line) => line !== '');
}
