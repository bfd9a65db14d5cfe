import { InvalidInput } from '../core/errors';
import { canonicalJson, hashText } from '../core/hash';
import { failure, success, type Outcome } from '../core/outcome';
import type { Engine } from '../engine';
import { rowsOf, sql, valuesTable, type Sql } from '../sql/sql';
import { refreshGroups } from '../store/refreshGroups';
import { nobodyIds } from '../store/nobodyIds';
import type { Row, Session } from '../store/types';
import { sharedDeviceSetting, type SharedDeviceRule } from './knownIdentities';
import { ownEvent } from './ownEvent';
import { recordEvents } from './recordEvents';

/** Two ids of one person: `previousId` was given up for `customerId`, or is the anonymous id it had before. */
export interface IdPair {
	readonly previousId: string;
	readonly customerId: string;
}

type Recorder = Pick<Engine, 'store' | 'clock'>;

/**
 * Makes each pair one person from now on, by an alias event of its own; one outcome a pair, in order, with the id of that
 * event. InvalidInput for a pair that cannot be linked. Linking a pair again changes nothing.
 */
export async function linkIdentities(engine: Recorder, pairs: readonly IdPair[]): Promise<Outcome<string>[]> {
	const now = engine.clock.now();
	const outcomes = pairs.map((pair): Outcome<string> => {
		const problem = problemOf(pair);
		return problem === undefined ? success(eventIdOf(pair, now)) : failure(problem);
	});
	const events = pairs.flatMap((pair, index) =>
		outcomes[index].ok ? [aliasEvent(pair, now)] : [],
	);
	await recordEvents(engine, events);
	return outcomes;
}

function eventIdOf(pair: IdPair, now: number): string {
	return `link-${hashText(canonicalJson([pair.previousId, pair.customerId, now]))}`;
}

function aliasEvent(pair: IdPair, now: number) {
	const { customerId, previousId } = pair;
	const event = ownEvent({ eventId: eventIdOf(pair, now), customerId, name: 'alias', occurredAt: now });
	return { ...event, kind: 'alias' as const, anonymousId: previousId };
}

function problemOf({ previousId, customerId }: IdPair): InvalidInput | undefined {
	if (previousId === customerId) {
		return new InvalidInput(`"${previousId}" cannot be linked to itself: expected two different ids`);
	}
	const nobody = [previousId, customerId].find((id) => nobodyIds.includes(id.trim().toLowerCase()));
	if (nobody === undefined) return undefined;
	return new InvalidInput(
		`"${nobody}" is what trackers send for nobody: linked, all who sent it would be one person. Expected the id of one person`,
	);
}

/**
 * Undoes what links two ids directly, in both directions, from now on: every later reading is what it would be without
 * these links, every reading as of an earlier instant stays what it was. The same alias event sent again does not link
 * them again; a new one does. One outcome a pair, in order: how many links were undone; InvalidInput when none held.
 */
export async function undoLinks(engine: Recorder, pairs: readonly IdPair[]): Promise<Outcome<number>[]> {
	if (pairs.length === 0) return [];
	const now = engine.clock.now();
	const asked = valuesTable(['one_id', 'other_id'], pairs.map((pair) => [pair.previousId, pair.customerId]));
	const holding = sql`undone_at is null
		and least(known_id, customer_id) = least(one_id, other_id)
		and greatest(known_id, customer_id) = greatest(one_id, other_id)`;
	const counts = await engine.store.transaction(async (session) => {
		const rows = await session.query<UndonePair>(sql`
			select one_id, other_id, count(*) as links from identities, (select distinct * from ${asked} asked) asked
			where ${holding} group by one_id, other_id`);
		const brokenOff = await findBrokenOff(session, asked);
		if (rows.length + brokenOff.length === 0) return new Map<string, number>();
		if (rows.length > 0) await session.execute(sql`
			update identities set undone_at = ${now}
			where undone_at is null and (least(known_id, customer_id), greatest(known_id, customer_id)) in (
				select least(one_id, other_id), greatest(one_id, other_id) from ${asked} asked
			)`);
		const ids = [...brokenOff, ...rows].flatMap((row) => [row.one_id, row.other_id]);
		await refreshGroups(session, sql`select listed as known_id from ${rowsOf(ids)} given`);
		const still = new Set((brokenOff.length === 0 ? [] : await findBrokenOff(session, asked)).map(keyOfPair));
		const finished = brokenOff.filter((row) => !still.has(keyOfPair(row)));
		return new Map([...finished, ...rows].map((row) => [keyOfPair(row), row.links]));
	});
	return pairs.map(({ previousId, customerId }) => {
		const links = counts.get(canonicalJson([previousId, customerId]));
		return links === undefined ? failure(noLink(previousId, customerId)) : success(links);
	});
}

interface UndonePair extends Row {
	readonly one_id: string;
	readonly other_id: string;
	readonly links: number;
}

function keyOfPair({ one_id: one, other_id: other }: UndonePair): string {
	return canonicalJson([one, other]);
}

/**
 * Pairs whose links were undone and that count as one person all the same: by other links, or because a store without
 * transactions was broken off between the two.
 */
async function findBrokenOff(session: Session, asked: Sql): Promise<UndonePair[]> {
	return await session.query<UndonePair>(sql`
		select one_id, other_id, count(*) as links from identities, (
			select distinct pair.one_id as one_id, pair.other_id as other_id from ${asked} pair
			join identity_groups one on one.known_id = pair.one_id
			join identity_groups other on other.known_id = pair.other_id and other.group_id = one.group_id
			where one.valid_to is null and other.valid_to is null
		) asked
		where known_as = 'alias' and undone_at is not null
			and least(known_id, customer_id) = least(one_id, other_id)
			and greatest(known_id, customer_id) = greatest(one_id, other_id)
		group by one_id, other_id`);
}

function noLink(one: string, other: string): InvalidInput {
	return new InvalidInput(
		`no link between "${one}" and "${other}" holds: list who an ID is to see its links, and undo one of these`,
	);
}

/** Keeps the rule for devices that several customers signed in on; it holds for every computation from now on. */
export async function chooseSharedDeviceRule(engine: Recorder, rule: SharedDeviceRule): Promise<void> {
	await engine.store.transaction(async (session) => {
		await session.lock('settings');
		await session.execute(sql`delete from settings where name = ${sharedDeviceSetting}`);
		await session.execute(sql`insert into settings (name, value) values (${sharedDeviceSetting}, ${rule})`);
	});
}
