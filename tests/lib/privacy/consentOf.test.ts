import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MILLISECONDS } from '../../../lib/core/clock';
import type { CustomerEvent } from '../../../lib/events/types';
import { consentOf } from '../../../lib/privacy/consentOf';
import { mayProfile } from '../../../lib/privacy/mayProfile';
import type { Purpose } from '../../../lib/privacy/types';
import { sql } from '../../../lib/sql/sql';
import { anEvent } from '../../support/anEvent';
import { openTestStore } from '../../support/openTestStore';
import { shareTestStore } from '../../support/shareTestStore';

const today = Date.parse('2025-01-01T00:00:00Z');
const deep = process.env.COHORTS_DEEP === '1' ? 100 : 1;

const given = (parts: Parameters<typeof anEvent>[0] = {}, purpose = 'marketing'): CustomerEvent =>
	anEvent({ name: 'Consent Given', properties: { purpose }, ...parts });
const withdrawn = (parts: Parameters<typeof anEvent>[0] = {}, purpose = 'marketing'): CustomerEvent =>
	anEvent({ name: 'Consent Withdrawn', properties: { purpose }, ...parts });
const traits = (properties: Record<string, unknown>, parts: Parameters<typeof anEvent>[0] = {}) =>
	anEvent({ kind: 'identify', name: 'identify', properties, ...parts });

const sharedStore = shareTestStore();
let stories = 0;

/** Every story happens to a customer and a visitor of its own. */
function own(events: readonly CustomerEvent[]): CustomerEvent[] {
	stories += 1;
	const mark = <Id extends string | null>(id: Id) => (id === null ? null : `${id}-${stories}`);
	return events.map((event) => ({
		...event,
		eventId: `${event.eventId}-${stories}`,
		customerId: mark(event.customerId),
		anonymousId: mark(event.anonymousId),
	}));
}

async function statesAfter(events: readonly CustomerEvent[], ids: readonly string[], asOf = today) {
	const store = sharedStore();
	await store.recordEvents(own(events));
	const asked = ids.map((id) => `${id}-${stories}`);
	return async (purpose: Purpose, at = asOf) => await consentOf({ store }, asked, { purpose, asOf: at });
}

async function stateAfter(events: readonly CustomerEvent[], purpose: Purpose = 'marketing') {
	const ask = await statesAfter(events, ['ada']);
	return (await ask(purpose))[0];
}

describe('consentOf', () => {
	test('a customer who was never asked is unknown', async () => {
		expect(await stateAfter([anEvent()])).toBe('unknown');
	});

	test('the later statement wins, in both directions', async () => {
		expect(await stateAfter([given({ daysAgo: 3 }), withdrawn({ daysAgo: 2 })])).toBe('withdrawn');
		expect(await stateAfter([withdrawn({ daysAgo: 3 }), given({ daysAgo: 2 })])).toBe('granted');
	});

	test('the withdrawal wins when both were stated at the same instant', async () => {
		const at = { occurredAt: today - 1000 };
		expect(await stateAfter([withdrawn(at), given(at)])).toBe('withdrawn');
		expect(await stateAfter([given(at), withdrawn(at)])).toBe('withdrawn');
	});

	test('a statement that had not arrived yet was not known', async () => {
		const late = withdrawn({ occurredAt: today - DAY_MILLISECONDS, receivedAt: today + 1000 });
		const ask = await statesAfter([given({ daysAgo: 9 }), late], ['ada']);
		expect(await ask('marketing', today)).toEqual(['granted']);
		expect(await ask('marketing', today + 2000)).toEqual(['withdrawn']);
	});

	test('a sender whose clock runs ahead cannot outlast a later withdrawal', async () => {
		const ahead = given({ occurredAt: today - 1000, receivedAt: today - 9000 });
		const after = withdrawn({ occurredAt: today - 5000, receivedAt: today - 5000 });
		expect(await stateAfter([ahead, after])).toBe('withdrawn');
	});

	test('purposes are separate, and a withdrawal without a purpose withdraws both', async () => {
		const both = [given({ daysAgo: 5 }), given({ daysAgo: 5 }, 'profiling')];
		const only = withdrawn({ daysAgo: 1 }, 'profiling');
		expect(await stateAfter([...both, only], 'marketing')).toBe('granted');
		expect(await stateAfter([...both, only], 'profiling')).toBe('withdrawn');
		const all = withdrawn({ daysAgo: 1, properties: {} });
		expect(await stateAfter([...both, all], 'marketing')).toBe('withdrawn');
		expect(await stateAfter([...both, all], 'profiling')).toBe('withdrawn');
	});

	test('a consent given without a purpose grants nothing', async () => {
		expect(await stateAfter([given({ properties: {} })])).toBe('unknown');
	});

	test('an unsubscribe or a spam complaint of the e-mail service withdraws marketing only', async () => {
		const granted = [given({ daysAgo: 5 }), given({ daysAgo: 5 }, 'profiling')];
		for (const name of ['Unsubscribed', 'Email Marked as Spam']) {
			expect(await stateAfter([...granted, anEvent({ name })], 'marketing')).toBe('withdrawn');
			expect(await stateAfter([...granted, anEvent({ name })], 'profiling')).toBe('granted');
		}
	});

	test('an event of the same name that is a page is no statement', async () => {
		expect(await stateAfter([given({ kind: 'page' })])).toBe('unknown');
	});

	test.each([
		[true, 'granted'],
		['true', 'granted'],
		[' Yes ', 'granted'],
		[1, 'granted'],
		[false, 'withdrawn'],
		['no', 'withdrawn'],
		['perhaps', 'withdrawn'],
		[null, 'unknown'],
		['', 'unknown'],
	])('the trait marketingConsent %j reads as %s', async (value, expected) => {
		expect(await stateAfter([traits({ marketingConsent: value })])).toBe(expected);
	});

	test('an identify event without the trait leaves an earlier consent standing', async () => {
		const events = [traits({ marketingConsent: true }, { daysAgo: 4 }), traits({ plan: 'pro' })];
		expect(await stateAfter(events)).toBe('granted');
	});

	test('a withdrawal under an anonymous id counts once the visitor is known', async () => {
		const events = [
			given({ daysAgo: 9 }),
			withdrawn({ customerId: null, anonymousId: 'visitor-1', daysAgo: 3 }),
			anEvent({ anonymousId: 'visitor-1', daysAgo: 2 }),
		];
		expect(await stateAfter(events)).toBe('withdrawn');
	});

	test('a withdrawal under a merged id counts for the customer and for the old id', async () => {
		const events = [
			given({ customerId: 'ada', daysAgo: 9 }),
			withdrawn({ customerId: 'augusta', daysAgo: 3 }),
			anEvent({ kind: 'alias', name: 'alias', anonymousId: 'augusta', customerId: 'ada', daysAgo: 2 }),
		];
		const ask = await statesAfter(events, ['augusta', 'ada']);
		expect(await ask('marketing')).toEqual(['withdrawn', 'withdrawn']);
	});

	test('answers come in the order of the ids, repeated ids included, and none for none', async () => {
		const events = [given({ customerId: 'ada' }), withdrawn({ customerId: 'bob' })];
		const ask = await statesAfter(events, ['bob', 'eve', 'ada', 'bob']);
		expect(await ask('marketing')).toEqual(['withdrawn', 'unknown', 'granted', 'withdrawn']);
		const none = { purpose: 'marketing', asOf: today } as const;
		expect(await consentOf({ store: sharedStore() }, [], none)).toEqual([]);
	});

	test('any history reads as its last statement known', async () => {
		const statement = fc.record({
			customerId: fc.constantFrom('ada', 'bob', 'eve'),
			yes: fc.boolean(),
			minute: fc.integer({ min: 1, max: 500 }),
		});
		await fc.assert(
			fc.asyncProperty(
				fc.uniqueArray(statement, { selector: (one) => one.minute, maxLength: 20 }),
				async (history) => {
					const events = history.map(({ customerId, yes, minute }) =>
						(yes ? given : withdrawn)({ customerId, occurredAt: today - minute * 60_000 }),
					);
					const ids = ['ada', 'bob', 'eve'];
					const expected = ids.map((id) => {
						const statements = history.filter((one) => one.customerId === id);
						statements.sort((left, right) => left.minute - right.minute);
						if (statements.length === 0) return 'unknown';
						return statements[0].yes ? 'granted' : 'withdrawn';
					});
					const ask = await statesAfter(events, ids);
					expect(await ask('marketing')).toEqual(expected);
				},
			),
			{ seed: 20250101, numRuns: 8 * deep },
		);
	});
});

describe('mayProfile', () => {
	test('keeps everybody but those who withdrew profiling, inside the engine', async () => {
		const store = await openTestStore();
		await store.recordEvents([
			withdrawn({ customerId: 'ada' }, 'profiling'),
			given({ customerId: 'bob' }, 'profiling'),
			withdrawn({ customerId: 'eve' }, 'marketing'),
			anEvent({ customerId: 'zoe' }),
		]);
		const rows = await store.query(sql`
			select customer_id from (select distinct customer_id from events) members
			where ${mayProfile(sql`members.customer_id`, { dialect: store.dialect, asOf: today })}
			order by customer_id`);
		expect(rows.map((row) => row.customer_id)).toEqual(['bob', 'eve', 'zoe']);
	});
});
