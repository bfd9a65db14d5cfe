import { afterAll, beforeAll, expect, test } from 'vitest';
import { InvalidInput, NotEnoughData } from '../../../lib/core/errors';
import { DAY_MILLISECONDS } from '../../../lib/core/clock';
import { compareSegments } from '../../../lib/segments/compareSegments';
import { explainCustomers } from '../../../lib/segments/explainCustomers';
import { presentSegments } from '../../../lib/segments/getMembers';
import { readChanges } from '../../../lib/segments/membershipChanges';
import { readRefreshes } from '../../../lib/segments/refreshes';
import { saveSegmentNames } from '../../../lib/segments/segmentsTable';
import { confirmSync, syncAudience } from '../../../lib/segments/syncAudience';
import type { Discovery } from '../../../lib/segments/types';
import { anEvent } from '../../support/anEvent';
import { openPlantedShop, opening, type PlantedShop } from './plantedShop';

let shop: PlantedShop;
let first: Discovery;
let second: Discovery;
let third: Discovery;
/** Users who became strugglers, as far as their features say so. */
let movers: readonly string[];
const features = ['orders', 'featureUsesLast30Days', 'signInsLast30Days', 'ticketsLast90Days', 'errorsLast90Days'];
const withReaders = [...features, 'webinarsLast90Days'];

beforeAll(async () => {
	shop = await openPlantedShop({ buyer: 60, user: 50, struggler: 40 });
	first = await shop.discover(0, { features });
	const [buyers] = first.segments;
	await saveSegmentNames(shop.engine, [{ ...buyers, name: 'Loyal Buyers', description: 'They buy.', suggestedAction: 'Thank them.', namedBy: 'rule' }]);
	const before = await shop.memberships();
	// Twelve users become strugglers.
	await shop.record(Array.from({ length: 12 }, (_, user) => ['Ticket Created', 'Error Shown'].flatMap((name) =>
		Array.from({ length: 14 }, (_, index) => anEvent({
			customerId: `user-${user}`, name, eventId: `user-${user}/${name}/late/${index}`, occurredAt: opening + DAY_MILLISECONDS - 1 - index,
		})),
	)).flat());
	second = await shop.discover(1, { present: { mode: 'keep' } });
	const after = await shop.memberships();
	movers = [...before.keys()].filter((customer) => before.get(customer) !== after.get(customer)).sort();
	await shop.welcome({ reader: 55 });
	third = await shop.discover(2, { features: withReaders, clusters: { low: 4, high: 4 } });
}, 240_000);
afterAll(async () => await shop.close());

test('kept borders are a new version of the same segments with today\'s sizes; who did not change stays, names go on', async () => {
	expect(second.model).not.toBe(first.model);
	expect(second).toMatchObject({ redrawn: false, published: true });
	expect(second.reason).toContain('Everybody was assigned by the borders of 2025-01-01, as asked.');
	expect(second.segments.map(({ segment }) => segment).sort()).toEqual(first.segments.map(({ segment }) => segment).sort());
	expect(second.segments.find(({ segment }) => segment === first.segments[0].segment)).toMatchObject({ name: 'Loyal Buyers', description: 'They buy.', namedBy: 'rule' });
	expect(movers.length).toBeGreaterThan(0);
	expect(movers.every((customer) => Number(customer.replace('user-', '')) < 12)).toBe(true);
	expect(second.keptShare).toBeCloseTo((150 - movers.length) / 150, 10);
	expect(second.changed[0]).toMatch(/^9\d % of the customers are in the segment they were in\.$/);
});

test('looking for more segments finds the newcomers, who get an id of their own; the others keep theirs and their names', () => {
	expect(third.redrawn).toBe(true);
	expect(third.segments).toHaveLength(4);
	expect(third.segments.filter(({ segment }) => first.segments.some((one) => one.segment === segment))).toHaveLength(3);
	expect(third.segments.find(({ segment }) => segment === first.segments[0].segment)?.name).toBe('Loyal Buyers');
	expect(third.changed.join(' ')).toMatch(/Segment 4 is new \(55 customers\): they come from outside \(100 %\)/);
});

test('looking again where nothing is better leaves the borders, unless they are to be redrawn', async () => {
	const again = await shop.discover(3, { features: withReaders, clusters: { low: 4, high: 4 } });
	expect(again).toMatchObject({ redrawn: false, keptShare: 1 });
	expect(again.reason).toMatch(/^Looking again leaves \d+ % of the customers/);
	expect(await shop.discover(3, { features: withReaders, clusters: { low: 4, high: 4 }, present: { mode: 'redraw' } })).toMatchObject({ redrawn: true, keptShare: 1 });
	const waiting = await shop.discover(9, { present: { mode: 'keepForDays', days: 7 } });
	expect(waiting.reason).toContain('borders of 2025-01-04; they are looked at again from 2025-01-11 on');
	expect(await shop.discover(10, { features, clusters: { low: 3, high: 3 }, present: { mode: 'keepForDays', days: 7 } })).toMatchObject({ redrawn: true });
});

test('a comparison says who moved where, and in what a segment has changed', async () => {
	const compared = await compareSegments(shop.engine, { model: second.model, against: { kind: 'previous' } });
	expect(compared).toMatchObject({ model: second.model, against: first.model, entered: 0, left: 0 });
	const moved = compared.migration.filter(({ from, to }) => from !== to);
	expect(moved.map(({ customers }) => customers)).toEqual([movers.length]);
	expect(compared.segments.map(({ change }) => change)).toEqual(['kept', 'kept', 'kept']);
	const whole = await compareSegments(shop.engine, { model: third.model, against: { kind: 'daysBefore', days: 2 } });
	expect(whole.against).toBe(first.model);
	expect(whole.entered).toBe(55);
	expect(whole.segments.filter(({ change }) => change === 'new')).toHaveLength(1);
	expect((await compareSegments(shop.engine, { model: third.model, against: { kind: 'model', id: first.model } })).migration).toEqual(whole.migration);
});

test('a comparison with what is not there is refused with what is', async () => {
	await expect(compareSegments(shop.engine, { model: first.model, against: { kind: 'previous' } })).rejects.toThrow(NotEnoughData);
	await expect(compareSegments(shop.engine, { model: third.model, against: { kind: 'daysBefore', days: 400 } })).rejects.toThrow('there are no segments from 400 days before 2025-01-03');
	await expect(compareSegments(shop.engine, { model: 'segments-99', against: { kind: 'previous' } })).rejects.toThrow(InvalidInput);
});

test('an explanation after borders were kept is of today, also when the snapshot has other features', async () => {
	const present = await presentSegments(shop.engine);
	const [outcome] = await explainCustomers(shop.engine, ['buyer-1']);
	if (!outcome.ok) throw outcome.error;
	expect(present.map(({ segment }) => segment)).toContain(outcome.value.segment);
	expect(outcome.value.reasons.length).toBeGreaterThan(0);
});

test('changes are read once each, in order, also when they are read in pieces', async () => {
	const refreshes = (await readRefreshes(shop.engine, 100)).reverse();
	const whole = await readChanges(shop.engine, { after: { changedAt: 0 }, limit: 10_000 });
	expect(whole).toMatchObject({ more: false, position: { changedAt: refreshes.at(-1)?.changedAt } });
	const expected = refreshes.reduce((sum, { entered, departed }) => sum + entered + departed, 0);
	expect(whole.changes).toHaveLength(expected);
	const pieces = [];
	let position = whole.position;
	position = { changedAt: 0 };
	for (let more = true; more; ) {
		const piece = await readChanges(shop.engine, { after: position, limit: 7 });
		pieces.push(...piece.changes);
		({ more, position } = piece);
	}
	expect(pieces).toEqual(whole.changes);
	const moves = await readChanges(shop.engine, { after: { changedAt: refreshes[0].changedAt }, limit: 2 * movers.length });
	expect(moves.changes.map(({ customerId, change }) => `${customerId} ${change}`)).toEqual(movers.flatMap((customer) => [`${customer} left`, `${customer} entered`]));
	expect(moves.changes[0]).toMatchObject({ because: 'behaviour changed', at: opening + DAY_MILLISECONDS });
	const entered = await readChanges(shop.engine, { after: { changedAt: 0 }, only: 'entered', segments: ['loyal buyers'], limit: 10_000 });
	expect(entered.changes.map(({ segmentName }) => segmentName)).toEqual(Array.from({ length: 60 }, () => 'Loyal Buyers'));
});

test('that somebody entered who objects by now is not told; that they left is', async () => {
	const [mover] = movers;
	await shop.record([anEvent({ customerId: mover, kind: 'identify', name: 'identify', occurredAt: opening, properties: { profilingConsent: false } })]);
	shop.engine.sleep({ days: 30 });
	const { changes } = await readChanges(shop.engine, { after: { changedAt: 0 }, limit: 10_000 });
	const told = changes.filter(({ customerId }) => customerId === mover).map(({ change }) => change);
	expect(new Set(told)).toEqual(new Set(['left']));
});

test('a sync is told everybody once, then who came and went until that is confirmed', async () => {
	await shop.discover(11, { features, clusters: { low: 3, high: 3 }, present: { mode: 'keep' } });
	const { segment } = (await presentSegments(shop.engine))[0];
	const sync = { sync: 'Newsletter tool', segment, remember: 'whenConfirmed' } as const;
	const everybody = await syncAudience(shop.engine, sync);
	expect(everybody).toMatchObject({ action: 'members', add_members: [], remove_members: [], size: everybody.members.length });
	expect(await syncAudience(shop.engine, sync)).toEqual(everybody);
	await confirmSync(shop.engine, everybody);
	expect(await syncAudience(shop.engine, sync)).toMatchObject({ action: 'changes', members: [], add_members: [], remove_members: [] });
	const gone = everybody.members[0];
	const before = await shop.memberships();
	await shop.record([anEvent({ customerId: gone, kind: 'identify', name: 'identify', occurredAt: opening + 11.5 * DAY_MILLISECONDS, properties: { profilingConsent: false } })]);
	await shop.discover(12, { present: { mode: 'keep' } });
	const after = await shop.memberships();
	const inOne = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] =>
		[...one].filter(([customer, own]) => own === segment && other.get(customer) !== segment).map(([customer]) => customer).sort();
	const changed = await syncAudience(shop.engine, sync);
	expect(changed).toMatchObject({ action: 'changes', members: [], add_members: inOne(after, before), remove_members: inOne(before, after) });
	expect(changed.remove_members).toContain(gone);
	expect(changed.size).toBe(everybody.size + changed.add_members.length - changed.remove_members.length);
	expect(await syncAudience(shop.engine, sync)).toEqual(changed);
	await confirmSync(shop.engine, changed);
	await confirmSync(shop.engine, everybody); // A retry of an older one takes nothing back.
	expect(await syncAudience(shop.engine, sync)).toMatchObject({ remove_members: [] });
	const atOnce = { sync: 'Ads', segment, remember: 'atOnce' } as const;
	expect((await syncAudience(shop.engine, atOnce)).action).toBe('members');
	expect((await syncAudience(shop.engine, atOnce)).action).toBe('changes');
});

test('a sync of another segment, or one that was never given, is refused', async () => {
	const other = (await presentSegments(shop.engine))[1].segment;
	await expect(syncAudience(shop.engine, { sync: 'Ads', segment: other, remember: 'atOnce' })).rejects.toThrow('choose another \'Sync Name\'');
	await expect(syncAudience(shop.engine, { sync: ' ', segment: other, remember: 'atOnce' })).rejects.toThrow('\'Sync Name\' is empty');
	await expect(confirmSync(shop.engine, { sync: 'CRM', position: 1 })).rejects.toThrow('sync "CRM" is not known');
	await expect(confirmSync(shop.engine, { sync: 'Ads', position: Date.parse('2099-01-01') })).rejects.toThrow('was never given');
});

test('one cloud without groups is looked at and not published; what was there before stays, unless the owner insists', async () => {
	const before = await shop.memberships();
	const noise = await shop.discover(13, { features: ['eveningShare', 'weekendShare', 'nightShare'], clusters: { low: 3, high: 6 } });
	expect(noise).toMatchObject({ published: false, changed: [] });
	expect(noise.segments.length).toBeGreaterThan(1);
	for (const { withheld } of noise.segments) expect(withheld).toBeDefined();
	expect(await shop.memberships()).toEqual(before);
	const insisted = await shop.discover(13, { features: ['eveningShare', 'weekendShare', 'nightShare'], clusters: { low: 3, high: 6 }, insists: true });
	expect(insisted).toMatchObject({ published: true, redrawn: true });
});

test('a small segment is added to the nearest where the owner says so, and its customers are assigned and explained with it', async () => {
	const small = await openPlantedShop({ buyer: 60, user: 50, struggler: 12 });
	try {
		const withheld = await small.discover(0, { features, floor: 20 });
		expect(withheld.segments.map(({ size, withheld: why }) => [size, why === undefined])).toEqual([[60, true], [50, true], [12, false]]);
		const merged = await small.discover(0, { features, floor: 20, small: 'merge', present: { mode: 'redraw' } });
		expect(merged.segments).toHaveLength(2);
		expect(merged.segments.reduce((sum, { size }) => sum + size, 0)).toBe(122);
		expect(merged.notes.join(' ')).toContain('1 segments of fewer than 20 customers were added to the nearest ones');
		expect((await small.memberships()).size).toBe(122);
		const [outcome] = await explainCustomers(small.engine, ['struggler-1']);
		if (!outcome.ok) throw outcome.error;
		expect(outcome.value.nearestOther.segment).not.toBe(outcome.value.segment);
	} finally {
		await small.close();
	}
});
