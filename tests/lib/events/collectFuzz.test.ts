import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InvalidInput } from '../../../lib/core/errors';
import { decodeBody } from '../../../lib/events/decodeBody';
import { parseEvents } from '../../../lib/events/parseEvents';
import { findSource, sources } from '../../../lib/events/sources';
import type { SentRequest, SourceAnswer } from '../../../lib/events/types';
import { collectRequest } from '../../../lib/journeys/collectRequest';
import { rowsOf, sql } from '../../../lib/sql/sql';
import { letIn } from '../../support/letIn';
import { properties } from '../../support/properties';
import { sentRequestOf } from '../../support/sentRequestOf';
import { shareTestStore } from '../../support/shareTestStore';
import { sourceExamples } from '../../support/sourceExamples';

const timeout = process.env.COHORTS_DEEP === '1' ? 3_600_000 : 60_000;
const theStore = shareTestStore();

const seeds = Object.values(sourceExamples).flat().map((example) => ({ example, request: sentRequestOf(example) }));

/** Values that have broken parsers before: empty, huge, odd text, wrong types, names of prototypes, depth. */
const nasty = fc.oneof(
	fc.constantFrom<unknown>(
		null, true, '', ' ', '\u0000', '\ud800', '\u202e', '💥'.repeat(50), 'x'.repeat(5000), '__proto__', 'constructor', '1e999', -1, 0,
		1e308, -0.5, 2 ** 53, '9999-12-31T23:59:59Z', '0001-01-01', 'NaN', [], {}, [[]], [null], { toString: 1 }, '$device:', '$',
	),
	fc.jsonValue({ maxDepth: 2 }),
);

interface Mutation {
	/** Chooses the place, as a fraction of all places. */
	readonly at: number;
	readonly how: 'replace' | 'remove' | 'repeat' | 'rename';
	readonly value: unknown;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
	at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
	how: fc.constantFrom<Mutation['how']>('replace', 'remove', 'repeat', 'rename'),
	value: nasty,
});

type Place = { readonly holder: Record<string, unknown>; readonly key: string };

function placesOf(value: unknown): Place[] {
	if (typeof value !== 'object' || value === null) return [];
	const holder = value as Record<string, unknown>;
	return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesOf(holder[key])]);
}

function mutate(body: unknown, { at, how, value }: Mutation): unknown {
	const copy = structuredClone({ body });
	const places = placesOf(copy);
	const { holder, key } = places[Math.floor(at * places.length)];
	if (how === 'replace') holder[key] = value;
	if (how === 'remove') delete holder[key];
	if (how === 'repeat') holder[key] = [holder[key], holder[key]];
	if (how === 'rename') holder[`${key}_`] = holder[key];
	return copy.body;
}

const idNames = new Set(['messageId', 'eventId', 'uuid', 'insert_id', '$insert_id']);

/** Ids of its own for each request, so that what was changed is stored and not taken for what came before. */
function renewIds(body: unknown, salt: number): unknown {
	const copy = structuredClone({ body });
	for (const { holder, key } of placesOf(copy)) {
		if (idNames.has(key) && typeof holder[key] === 'string') holder[key] = `${holder[key]}-${salt}`;
	}
	return copy.body;
}

/** What happens to the bytes on the way: cut short, a flipped bit, noise between them, or nesting without end. */
const damage = fc.oneof(
	fc.constant((bytes: Buffer) => bytes),
	fc.double({ min: 0, max: 1, noNaN: true }).map((part) => (bytes: Buffer) => bytes.subarray(0, Math.floor(part * bytes.length))),
	fc.tuple(fc.nat(), fc.integer({ min: 0, max: 7 })).map(([at, bit]) => (bytes: Buffer) => {
		const copy = Buffer.from(bytes);
		if (copy.length > 0) copy[at % copy.length] ^= 1 << bit;
		return copy;
	}),
	fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 8 })).map(([at, noise]) => (bytes: Buffer) => {
		const cut = bytes.length === 0 ? 0 : at % bytes.length;
		return Buffer.concat([bytes.subarray(0, cut), noise, bytes.subarray(cut)]);
	}),
);

const sent: fc.Arbitrary<SentRequest> = fc
	.tuple(fc.constantFrom(...seeds), fc.array(mutation, { maxLength: 4 }), damage, fc.nat())
	.map(([{ example, request }, mutations, breakBytes, salt]) => {
		const { body } = example.request;
		const isPlain = typeof body !== 'object' || body === null || Buffer.isBuffer(body);
		const bytes = isPlain ? request.body : Buffer.from(JSON.stringify(mutations.reduce(mutate, renewIds(body, salt))) ?? '');
		return { ...request, body: breakBytes(bytes) };
	});

const now = Date.parse('2025-03-01T12:00:00Z');

type Chosen = (typeof sources)[number]['name'] | 'auto';

/** What a request means, read apart from the door: its good and its bad events; none when it is refused as a whole. */
async function readApart(request: SentRequest, chosen: Chosen) {
	try {
		const body = await decodeBody(request);
		return parseEvents(findSource(chosen, request, body).split(body, request), now);
	} catch (error) {
		expect(error).toBeInstanceOf(InvalidInput);
		return [];
	}
}

/** Ids of all that the door said it stored. */
const stored = new Set<string>();

/** Collects a request and returns what is wrong with how that went, empty when nothing is. */
async function judge(request: SentRequest, chosen: Chosen): Promise<string[]> {
	const outcomes = await readApart(request, chosen);
	const good = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value.eventId] : []));
	const reasons = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error.message]));
	const { answer, fresh } = await collectRequest({ store: theStore(), clock: { now: () => now } }, { source: chosen, policy: letIn }, request);
	for (const { eventId } of fresh) stored.add(eventId);
	const known = await countEvents(sql`event_id in ${rowsOf(good)}`);
	return [
		...(answer.status >= 500 ? [`status ${answer.status}`] : []),
		...(known !== new Set(good).size ? [`${good.length} good events, ${known} in the store`] : []),
		...(reasons.some((reason) => !/\w+.* expected \w+/.test(reason)) ? [`reasons without words: ${reasons.join('; ')}`] : []),
		...(answer.status >= 400 && good.length > 0 && !isImport(answer.body) ? ['refused, though some of it is good'] : []),
		...(answer.status < 400 && good.length === 0 && reasons.length > 0 ? ['received, though none of it is good'] : []),
	];
}

/** Mixpanel's strict imports answer 400 with the number of those that came in all the same. */
function isImport(body: SourceAnswer['body']): boolean {
	return typeof body === 'object' && 'num_records_imported' in body;
}

async function countEvents(where = sql`true`): Promise<number> {
	const [{ events }] = await theStore().query<{ events: number }>(sql`select count(*) as events from events where ${where}`);
	return Number(events);
}

test('however a request of any vendor is changed, it never breaks the door, is never half stored, and is refused with a reason', { timeout }, async () => {
	const source = fc.constantFrom<Chosen>('auto', 'auto', ...sources.map(({ name }) => name));
	await fc.assert(
		fc.asyncProperty(sent, source, async (request, name) => {
			expect(await judge(request, name)).toEqual([]);
		}),
		properties(1_000),
	);
	expect(await countEvents()).toBe(stored.size);
});

test('a body of nothing but brackets is refused with a sentence', async () => {
	const request = { method: 'POST', path: 'v1/track', query: {}, headers: {} } as const;
	for (const deep of ['['.repeat(200_000), `${'['.repeat(200_000)}${']'.repeat(200_000)}`, `{"a":${'{"a":'.repeat(5000)}1${'}'.repeat(5001)}`]) {
		expect(await judge({ ...request, body: Buffer.from(deep) }, 'auto')).toEqual([]);
	}
});
