import { beforeEach, describe, expect, test } from 'vitest';
import { InvalidInput, SetupNeeded } from '../../../../lib/core/errors';
import { computeSnapshot } from '../../../../lib/features/computeSnapshot';
import { assignCustomers } from '../../../../lib/segments/assignCustomers';
import { getMembers } from '../../../../lib/segments/getMembers';
import { readChanges } from '../../../../lib/segments/membershipChanges';
import { defineRule, retireRule, type RuleRequest } from '../../../../lib/segments/rules/defineRule';
import { enterLive } from '../../../../lib/segments/rules/enterLive';
import { readLiveRules } from '../../../../lib/segments/rules/liveRules';
import { refreshRules } from '../../../../lib/segments/rules/refreshRules';
import { sql } from '../../../../lib/sql/sql';
import { anEvent, anOrder } from '../../../support/anEvent';
import { openTestEngine, type TestEngine } from '../../../support/openTestEngine';

const today = Date.parse('2025-01-01T00:00:00Z');
let engine: TestEngine;

/** Thirty customers: those of even number ordered twice, every third viewed pricing yesterday. */
beforeEach(async () => {
	engine = await openTestEngine({ today: '2025-01-01T00:00:00Z' });
	const numbers = Array.from({ length: 30 }, (_, number) => number);
	await engine.store.recordEvents(numbers.flatMap((number) => {
		const customerId = `customer-${String(number).padStart(2, '0')}`;
		return [
			anEvent({ customerId, name: 'Home', daysAgo: 50 }),
			...(number % 2 === 0 ? [anOrder({ customerId, daysAgo: 20 }), anOrder({ customerId, daysAgo: 3 })] : []),
			...(number % 3 === 0 ? [anEvent({ customerId, name: 'Pricing Viewed', daysAgo: 1 })] : []),
		];
	}));
});

const buyers = { kind: 'count', events: 'Order Completed', is: 'atLeast', value: 2 };
const viewers = { kind: 'count', events: 'Pricing Viewed', is: 'atLeast', value: 1, withinLast: '7 days' };

async function publish(name: string, rule: unknown, changes: Partial<RuleRequest> = {}) {
	return await defineRule(engine, { name, rule, floor: 5, asOf: today, publish: true, insists: false, ...changes });
}

async function membersOf(segment: string): Promise<string[]> {
	const { members } = await getMembers(engine, { segment, limit: 1_000 });
	return members.map(({ customerId }) => customerId);
}

async function inUse(): Promise<Record<string, number>> {
	const rows = await engine.store.query<{ segment: string; n: number }>(
		sql`select segment, count(*) as n from memberships where valid_to is null group by segment`,
	);
	return Object.fromEntries(rows.map(({ segment, n }) => [segment, n]));
}

describe('a preview', () => {
	test('says how many there are, who some of them are, and writes nothing', async () => {
		const tried = await publish('Buyers', buyers, { publish: false });
		expect(tried).toMatchObject({
			segment: 'rule:buyers', size: 15, share: 0.5, customers: 30, entering: 15, leaving: 0, published: false, version: null,
			sentence: 'Customers who did "Order Completed" at least 2 times.',
		});
		expect(tried.examples).toHaveLength(10);
		expect(tried.examples[0]).toBe('customer-00');
		expect(await inUse()).toEqual({});
	});

	test('counts nobody who objected to profiling', async () => {
		await engine.store.recordEvents([anEvent({ customerId: 'customer-00', name: 'Consent Withdrawn', properties: { purpose: 'profiling' } })]);
		const tried = await publish('Buyers', buyers, { publish: false });
		expect(tried).toMatchObject({ size: 14, customers: 29 });
		expect(tried.examples).not.toContain('customer-00');
	});
});

describe('a published rule', () => {
	test('has members with a reason, and stands beside other rules', async () => {
		expect(await publish('Buyers', buyers)).toMatchObject({ version: 1, published: true });
		await publish('Viewers', viewers);
		expect(await inUse()).toEqual({ 'rule:buyers': 15, 'rule:viewers': 10 });
		expect(await membersOf('Viewers')).toHaveLength(10);
		const rows = await engine.store.query(sql`select distinct reason from memberships where segment = 'rule:viewers'`);
		expect(rows).toEqual([{ reason: 'did "Pricing Viewed" in the last 7 days' }]);
	});

	test('of several branches says which of them let each customer in', async () => {
		await publish('Hot', { kind: 'or', of: [viewers, buyers] });
		const rows = await engine.store.query<{ reason: string; n: number }>(
			sql`select reason, count(*) as n from memberships where segment = 'rule:hot' group by reason order by reason`,
		);
		expect(rows).toEqual([
			{ reason: 'did "Order Completed" at least 2 times', n: 10 },
			{ reason: 'did "Pricing Viewed" in the last 7 days', n: 10 },
		]);
	});

	test('below its floor is withheld everywhere', async () => {
		expect(await publish('Viewers', viewers, { floor: 100 })).toMatchObject({ withheld: '10 customers are fewer than the floor of 100' });
		await expect(membersOf('Viewers')).rejects.toThrow('is withheld: 10 customers are fewer than the floor of 100');
		expect(await readLiveRules(engine, ['customer-00'], today)).toEqual([[]]);
		expect((await readChanges(engine, { after: { changedAt: 0 }, limit: 100 })).changes).toEqual([]);
	});

	test('is refreshed: who left and who came is history with reasons, who stayed keeps the date', async () => {
		await publish('Viewers', viewers);
		engine.sleep({ days: 6.5 });
		const later = engine.clock.now();
		await engine.store.recordEvents([anEvent({ customerId: 'customer-01', name: 'Pricing Viewed', occurredAt: later - 2 })]);
		const [refreshed] = await refreshRules(engine, later);
		expect(refreshed).toMatchObject({ name: 'Viewers', version: 1, size: 1, entered: 1, departed: 10 });
		const { changes } = await readChanges(engine, { after: { changedAt: today }, limit: 100 });
		expect(changes).toEqual([]); // One member is below the floor.
		const ended = await engine.store.query(sql`select distinct left_because, valid_to from memberships where valid_to is not null`);
		expect(ended).toEqual([{ left_because: 'the rule does not hold any more', valid_to: later }]);
		expect(await refreshRules(engine, later)).toMatchObject([{ size: 1, entered: 0, departed: 0 }]);
		const [stayed] = await engine.store.query(sql`select valid_from from memberships where valid_to is null`);
		expect(stayed).toEqual({ valid_from: later });
	});

	test('that speaks of another rule means what that one says at the same moment', async () => {
		await publish('Buyers', buyers);
		await publish('Buyers who look', { kind: 'and', of: [{ kind: 'member', segment: 'Buyers' }, viewers] });
		expect(await membersOf('Buyers who look')).toEqual(['customer-00', 'customer-06', 'customer-12', 'customer-18', 'customer-24']);
		await expect(publish('Buyers', { kind: 'or', of: [buyers, { kind: 'member', segment: 'rule:buyers-who-look' }] })).rejects.toThrow(
			'the rule goes round in a circle: rule:buyers → rule:buyers-who-look → rule:buyers. Take one of these conditions out. Version 1 of "Buyers" stays in use',
		);
		await expect(retireRule(engine, 'Buyers', today)).rejects.toThrow('rule "Buyers who look" asks for segment "Buyers"');
	});

	test('that is switched off has nobody in it, and others go on', async () => {
		await publish('Buyers', buyers);
		await publish('Viewers', viewers);
		expect(await retireRule(engine, 'Viewers', today)).toMatchObject({ version: 2, isActive: false });
		expect(await inUse()).toEqual({ 'rule:buyers': 15 });
		await expect(membersOf('Viewers')).rejects.toThrow('Segment is "Viewers", which is none of "Buyers" (rule:buyers)');
		await expect(retireRule(engine, 'Nobody', today)).rejects.toThrow(SetupNeeded);
	});
});

describe('an edit', () => {
	beforeEach(async () => {
		await publish('Buyers', buyers);
	});

	test('that works replaces the version in use', async () => {
		expect(await publish('buyers', viewers)).toMatchObject({ segment: 'rule:buyers', version: 2, entering: 5, leaving: 10 });
		expect(await inUse()).toEqual({ 'rule:buyers': 10 });
	});

	test.each([
		['is broken', { kind: 'count', events: 'Home', is: 'atLeast', value: 'two' }, 'rule.value is "two": expected a number'],
		['asks for a feature without a snapshot', { kind: 'feature', feature: 'orders', is: 'atLeast', value: 1 }, 'there is no snapshot as of 2025-01-01'],
		['asks for a segment that is not there', { kind: 'member', segment: 'VIPs' }, 'segment "VIPs", which is not there: there are "Buyers"'],
		['would withhold the segment', { ...buyers, value: 9 }, '0 customers are fewer than the floor of 5, so this version would take the segment out of use'],
	])('that %s leaves the version in use, and says so', async (_title, rule, sentence) => {
		const edited = publish('Buyers', rule);
		await expect(edited).rejects.toThrow(sentence);
		await expect(edited).rejects.toThrow('Version 1 of "Buyers" stays in use');
		expect(await inUse()).toEqual({ 'rule:buyers': 15 });
		expect(await refreshRules(engine, today)).toMatchObject([{ version: 1, size: 15 }]);
	});

	test('that makes it too small is taken into use when the owner insists', async () => {
		expect(await publish('Buyers', { ...buyers, value: 9 }, { insists: true })).toMatchObject({ version: 2, size: 0 });
		expect(await inUse()).toEqual({});
	});
});

test('a rule whose feature is gone stops, keeps its customers, and holds up no other', async () => {
	await computeSnapshot(engine, { asOf: today });
	await publish('Often', { kind: 'feature', feature: 'orders', is: 'atLeast', value: 2 });
	await publish('Viewers', viewers);
	await engine.store.execute(sql`update feature_sets set definitions = '[]' where true`);
	const refreshed = await refreshRules(engine, today);
	expect(refreshed.find(({ name }) => name === 'Often')?.stopped).toContain('the rule asks for "orders", which snapshot');
	expect(refreshed.find(({ name }) => name === 'Viewers')).toMatchObject({ size: 10 });
	expect(await inUse()).toEqual({ 'rule:often': 15, 'rule:viewers': 10 });
});

describe('live', () => {
	const threeInFive = { kind: 'sequence', withinLast: '5 minutes', steps: [{ events: 'Pricing Viewed', times: 3, within: '5 minutes' }] };

	test('a customer is in a rule the moment the third event arrives, once, and is then a member', async () => {
		await publish('High intent', threeInFive, { floor: 0, insists: true });
		const now = engine.clock.now();
		const view = (secondsAgo: number) => anEvent({ customerId: 'customer-01', name: 'Pricing Viewed', occurredAt: now - secondsAgo * 1_000 });
		const views = [view(200), view(100), view(1), view(0)];
		await engine.store.recordEvents(views.slice(0, 2));
		expect(await enterLive(engine, views.slice(0, 2))).toEqual([]);
		await engine.store.recordEvents(views.slice(2, 3));
		const because = 'did "Pricing Viewed" 3 times within 5 minutes, all of it in the last 5 minutes';
		expect(await enterLive(engine, views.slice(2, 3))).toMatchObject([
			{ customerId: 'customer-01', segment: 'rule:high-intent', segmentName: 'High intent', because, eventId: views[2].eventId },
		]);
		await engine.store.recordEvents(views.slice(3));
		expect(await enterLive(engine, views.slice(3))).toEqual([]);
		expect(await membersOf('High intent')).toEqual(['customer-01']);
		const [assigned] = await assignCustomers(engine, ['customer-01'], now + 2);
		expect(assigned).toMatchObject({
			ok: true,
			value: { segment: 'unassigned', ruleSegments: [{ segment: 'rule:high-intent', because }] },
		});
		engine.sleep({ days: 1 });
		expect(await readLiveRules(engine, ['customer-01', 'customer-02'], engine.clock.now())).toEqual([[], []]);
		expect(await refreshRules(engine, engine.clock.now())).toMatchObject([{ size: 0, departed: 1 }]);
	});

	test('the answer equals that of the nightly run, for every customer', async () => {
		await computeSnapshot(engine, { asOf: today });
		await publish('Mixed', {
			kind: 'or',
			of: [{ kind: 'and', of: [viewers, { kind: 'feature', feature: 'orders', is: 'atLeast', value: 2 }] }, { kind: 'silence', for: '10 days' }],
		});
		const ids = Array.from({ length: 30 }, (_, number) => `customer-${String(number).padStart(2, '0')}`);
		const live = await readLiveRules(engine, ids, today);
		expect(ids.filter((_, index) => live[index].length > 0)).toEqual(await membersOf('Mixed'));
	});

	test('an id that is another customer by now answers as that one, who objects answers nothing', async () => {
		await publish('Buyers', buyers);
		await engine.store.recordEvents([
			anEvent({ kind: 'alias', name: 'alias', customerId: 'customer-00', anonymousId: 'customer-01', daysAgo: 1 }),
			anEvent({ customerId: 'customer-02', name: 'Consent Withdrawn', properties: { purpose: 'profiling' } }),
		]);
		const answers = await readLiveRules(engine, ['customer-01', 'customer-02', 'customer-04'], today);
		expect(answers.map(({ length }) => length)).toEqual([1, 0, 1]);
	});
});

test('a rule without a name is refused', async () => {
	await expect(publish('  ', buyers)).rejects.toThrow(InvalidInput);
});
