import { InvalidInput } from '../core/errors';
import { failure, success, type Outcome } from '../core/outcome';
import type { Engine } from '../engine';
import { customerTraits } from '../events/customerTraits';
import { readSnapshot } from '../features/readSnapshot';
import type { FeatureDefinition, Snapshot } from '../features/types';
import { resolvedEvents } from '../events/resolvedEvents';
import { messagePurposes, type MessagePurpose } from '../cohorts/types';
import { writeMessages, type WriteMessagesOptions } from '../messages/writeMessages';
import type { Brand, Message, MessageBrief, MessageFact, MessageOffer, MessageTone } from '../messages/types';
import { askGate } from '../privacy/gates';
import { presentSegments } from '../segments/getMembers';
import { presentMemberships } from '../segments/memberships';
import type { Segment } from '../segments/types';
import { identifier, joinSql, rowsOf, sql } from '../sql/sql';

export interface EmailRequest {
	readonly customerId: string;
	readonly offer?: MessageOffer;
	/** Why one writes; the segment's own reason when absent. */
	readonly purpose?: MessagePurpose;
	readonly tone: MessageTone;
	/** `unsubscribeUrl` may hold {customerId}, which is filled in. */
	readonly brand: Brand;
}

/** A written e-mail and whom it is for. */
export interface WrittenEmail extends Message {
	readonly segmentName: string;
}

/** Features a person would not mind to see in a letter: what they did, not what is thought of them. */
const tellableFeatures: readonly string[] = ['orders', 'daysSinceLastOrder', 'tenureDays', 'featuresUsedLast90Days'];

/**
 * One e-mail a customer: gathers what is known (traits, segment, a few facts, favourite category, the decided
 * offer), asks the gate, writes and checks. One outcome a request, in order.
 */
export async function writeEmails(
	engine: Engine,
	requests: readonly EmailRequest[],
	options: WriteMessagesOptions & { readonly asOf: number },
): Promise<Outcome<WrittenEmail>[]> {
	if (requests.length === 0) return [];
	const ids = requests.map(({ customerId }) => customerId);
	const known = await gather(engine, ids, options.asOf);
	const verdicts = await askGate(engine, ids, { gate: 'generate', asOf: options.asOf });
	const briefs = requests.map((request) => toBrief(request, known));
	const allowed = briefs.filter((_, index) => verdicts[index].pass);
	const written = await writeMessages(engine, allowed, options);
	let next = 0;
	return requests.map(({ customerId }, index) => {
		const verdict = verdicts[index];
		if (!verdict.pass) return failure(new InvalidInput(`Customer "${customerId}": ${verdict.reason}`));
		const outcome = written[next++];
		if (!outcome.ok) return outcome;
		return success({ ...outcome.value, segmentName: briefs[index].segment?.name ?? '' });
	});
}

interface Known {
	readonly traits: ReadonlyMap<string, { readonly email: string | null; readonly firstName: string | null }>;
	readonly segments: ReadonlyMap<string, Segment>;
	readonly facts: ReadonlyMap<string, readonly MessageFact[]>;
	readonly categories: ReadonlyMap<string, string>;
}

async function gather(engine: Engine, ids: readonly string[], asOf: number): Promise<Known> {
	const { store } = engine;
	const options = { rowsMax: ids.length };
	const traits = await store.query<{ customer_id: string; email: string | null; firstName: string | null }>(
		sql`select customer_id, email, "firstName" from ${customerTraits(asOf, store.dialect, ids)} traits`,
		options,
	);
	const segments = new Map((await presentSegments(engine)).map((segment) => [segment.segment, segment]));
	const members = await store.query<{ customer_id: string; segment: string }>(
		sql`select customer_id, segment from ${presentMemberships()} members
			where customer_id in ${rowsOf(ids)}`,
		options,
	);
	return {
		traits: new Map(traits.map((row) => [row.customer_id, row])),
		segments: new Map(
			members.flatMap(({ customer_id: id, segment }) => {
				const found = segments.get(segment);
				// A withheld segment is small enough to point at a person: its members are written to like anybody.
				return found === undefined || found.withheld !== undefined ? [] : [[id, found] as const];
			}),
		),
		facts: await readFacts(engine, await readSnapshot(engine, 'latest'), ids),
		categories: await readFavouriteCategories(engine, ids, asOf),
	};
}

async function readFacts(
	engine: Engine,
	snapshot: Snapshot,
	ids: readonly string[],
): Promise<Map<string, MessageFact[]>> {
	const definitions = snapshot.featureSet.definitions.filter(({ name }) => tellableFeatures.includes(name));
	const columns = ['customer_id', ...definitions.map(({ name }) => name)].map((name) => identifier(name));
	const rows = await engine.store.query(
		sql`select ${joinSql(columns)} from ${identifier(snapshot.id)}
			where customer_id in ${rowsOf(ids)}`,
		{ rowsMax: ids.length },
	);
	return new Map(rows.map((row) => [String(row.customer_id), toFacts(definitions, row)]));
}

function toFacts(
	definitions: readonly FeatureDefinition[],
	row: Readonly<Record<string, unknown>>,
): MessageFact[] {
	return definitions.flatMap(({ name, label, unit }) => {
		const value = row[name];
		return typeof value === 'number' ? [{ name, label, unit, value: Math.round(value) }] : [];
	});
}

/** The category a customer bought most often, by events with a `category`; of equal ones the first by name. */
async function readFavouriteCategories(
	engine: Engine,
	ids: readonly string[],
	asOf: number,
): Promise<Map<string, string>> {
	const category = engine.store.dialect.property(sql`properties`, 'category');
	const rows = await engine.store.query<{ customer_id: string; category: string }>(
		sql`select customer_id, category from (
			select customer_id, category,
				row_number() over (partition by customer_id order by count(*) desc, category) as place
			from (
				select resolved_id as customer_id, ${category} as category
				from ${resolvedEvents(asOf, ids)} known where revenue_cents > 0
			) bought
			where category is not null
			group by customer_id, category
		) ranked where place = 1`,
		{ rowsMax: ids.length },
	);
	return new Map(rows.map((row) => [row.customer_id, row.category]));
}

function toBrief(request: EmailRequest, known: Known): MessageBrief {
	const { customerId, offer, brand, tone } = request;
	const segment = known.segments.get(customerId);
	return {
		customerId,
		...personOf(known, customerId),
		...(segment === undefined ? {} : { segment: { name: segment.name, description: segment.description } }),
		facts: factsOf(known, customerId),
		...(offer === undefined ? {} : { offer }),
		brand: {
			...brand,
			unsubscribeUrl: brand.unsubscribeUrl.replaceAll('{customerId}', encodeURIComponent(customerId)),
		},
		purpose: request.purpose ?? purposeOf(segment),
		tone,
	};
}

function personOf(known: Known, customerId: string): Pick<MessageBrief, 'firstName' | 'email'> {
	const { firstName, email } = known.traits.get(customerId) ?? {};
	return { ...(firstName ? { firstName } : {}), ...(email ? { email } : {}) };
}

function factsOf(known: Known, customerId: string): MessageFact[] {
	const facts = known.facts.get(customerId) ?? [];
	const value = known.categories.get(customerId);
	if (value === undefined) return [...facts];
	return [...facts, { name: 'favouriteCategory', label: 'favourite category', value }];
}

function purposeOf(segment: Segment | undefined): MessagePurpose {
	return messagePurposes.find((purpose) => purpose === segment?.suggestedPurpose) ?? 'recommend';
}
