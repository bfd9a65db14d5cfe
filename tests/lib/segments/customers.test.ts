import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InvalidInput, NotEnoughData } from '../../../lib/core/errors';
import { predict } from '../../../lib/models/nearestCentre/predict';
import { readModel } from '../../../lib/models/readModel';
import type { FeatureValues } from '../../../lib/models/types';
import { DAY_MILLISECONDS } from '../../../lib/core/clock';
import { assignCustomers } from '../../../lib/segments/assignCustomers';
import { explainCustomers } from '../../../lib/segments/explainCustomers';
import { getMembers, presentSegments } from '../../../lib/segments/getMembers';
import { saveSegmentNames } from '../../../lib/segments/segmentsTable';
import type { Discovery, Member } from '../../../lib/segments/types';
import { identifier, sql } from '../../../lib/sql/sql';
import { anEvent } from '../../support/anEvent';
import { openPlantedShop, opening, type PlantedShop } from './plantedShop';

let shop: PlantedShop;
let discovery: Discovery;

beforeAll(async () => {
	shop = await openPlantedShop({ buyer: 60, user: 50, struggler: 40 });
	discovery = await shop.discover(0, { floor: 45 });
	const [buyers] = discovery.segments;
	await saveSegmentNames(shop.engine, [
		{ ...buyers, name: 'Loyal Buyers', description: 'They buy.', suggestedAction: 'Thank them.', namedBy: 'rule' },
	]);
});
afterAll(async () => await shop.close());

const all = { limit: 1_000 };
const membersOf = async (request: Parameters<typeof getMembers>[1]) => (await getMembers(shop.engine, request)).members;

describe('members', () => {
	test('are all customers by id; pages join without a gap or a double', async () => {
		const everybody = await membersOf(all);
		const pages: Member[] = [];
		let after: string | undefined;
		do {
			const page = await getMembers(shop.engine, { limit: 40, ...(after === undefined ? {} : { after }) });
			pages.push(...page.members);
			after = page.next;
		} while (after !== undefined);
		expect(pages).toEqual(everybody);
		const ids = everybody.map(({ customerId }) => customerId);
		expect(ids).toEqual([...ids].sort());
		await expect(getMembers(shop.engine, { limit: 10, after: 'page two' })).rejects.toThrow('\'After\' is "page two"');
	});

	test('of a withheld segment are left out, counted in a hint, and refused when asked for by name', async () => {
		shop.engine.notices.length = 0;
		const everybody = await membersOf(all);
		expect(everybody).toHaveLength(110);
		expect(shop.engine.notices).toEqual(['40 customers of 1 withheld segments are left out']);
		const small = discovery.segments[2].segment;
		await expect(getMembers(shop.engine, { ...all, segment: small })).rejects.toThrow('is withheld: 40 customers are fewer');
	});

	test('of one segment are asked for by its id or by its name, in any case', async () => {
		const byId = await membersOf({ ...all, segment: discovery.segments[0].segment });
		expect(byId).toHaveLength(60);
		expect(byId[0]).toMatchObject({ customerId: 'buyer-0', segmentName: 'Loyal Buyers', since: opening });
		expect(await membersOf({ ...all, segment: 'loyal buyers' })).toEqual(byId);
	});

	test('of a segment that is none are refused with the names there are', async () => {
		const asked = getMembers(shop.engine, { ...all, segment: 'VIPs' });
		await expect(asked).rejects.toThrow(InvalidInput);
		await expect(asked).rejects.toThrow(/Segment is "VIPs", which is none of "Loyal Buyers" \(segment-\d\)/);
	});
});

describe('an explanation', () => {
	test('names the segment, what says so, and the segment that is next', async () => {
		const [outcome] = await explainCustomers(shop.engine, ['buyer-1']);
		if (!outcome.ok) throw outcome.error;
		const { value } = outcome;
		expect(value).toMatchObject({ customerId: 'buyer-1', segmentName: 'Loyal Buyers', since: opening });
		expect(value.sentence).toMatch(/^This customer behaves like Loyal Buyers\. What says so: .+\(typical here /);
		expect(value.reasons).toHaveLength(3);
		expect(value.nearestOther.segment).not.toBe(value.segment);
	});

	test('gives a change that, made as it is written, really moves the customer there', async () => {
		const { model } = await readModel(shop.engine, { id: discovery.model }, 'nearestCentre');
		const rows = await shop.engine.store.query<Record<string, unknown>>(sql`select * from ${identifier(discovery.snapshot)}`);
		const explained = await explainCustomers(shop.engine, rows.map((row) => String(row.customer_id)));
		let moves = 0;
		for (const [index, outcome] of explained.entries()) {
			if (!outcome.ok) throw outcome.error;
			const { wouldMove, nearestOther } = outcome.value;
			if (wouldMove === null) continue;
			moves += 1;
			const { feature, to } = wouldMove;
			const moved = predict(model, { ...(rows[index] as FeatureValues), [feature]: readValue(to) });
			expect([wouldMove, moved.segment]).toEqual([wouldMove, nearestOther.segment]);
		}
		expect(moves).toBeGreaterThan(0);
	});

	test('of somebody in no segment is an error of that customer alone, in order', async () => {
		const outcomes = await explainCustomers(shop.engine, ['nobody', 'user-0', 'nobody']);
		expect(outcomes.map(({ ok }) => ok)).toEqual([false, true, false]);
		expect(outcomes[0]).toMatchObject({ error: { message: expect.stringContaining('"nobody" is in no segment') } });
	});

	test('agrees with the membership for every customer', async () => {
		const memberships = await shop.memberships();
		const explained = await explainCustomers(shop.engine, [...memberships.keys()]);
		expect(explained.map((one) => (one.ok ? one.value.segment : ''))).toEqual([...memberships.values()]);
	});
});

describe('assigning one customer now', () => {
	test('agrees with the nightly membership while nothing has happened since', async () => {
		const memberships = await shop.memberships();
		const outcomes = await assignCustomers(shop.engine, [...memberships.keys()], discovery.asOf);
		for (const [index, [customer, segment]] of [...memberships].entries()) {
			const outcome = outcomes[index];
			const withheld = segment === discovery.segments[2].segment;
			expect(outcome).toMatchObject({ ok: true, value: { customerId: customer, segment: withheld ? 'unassigned' : segment } });
		}
	});

	test('answers in order, an unknown customer and one who objected with an error, a withheld segment unnamed', async () => {
		const objected = anEvent({
			customerId: 'user-9', kind: 'identify', name: 'identify', occurredAt: opening + 1, properties: { profilingConsent: false },
		});
		await shop.record([objected]);
		const ids = ['user-9', 'nobody', 'buyer-2', 'struggler-1'];
		const outcomes = await assignCustomers(shop.engine, ids, opening + DAY_MILLISECONDS);
		expect(outcomes.map(({ ok }) => ok)).toEqual([false, false, true, true]);
		expect(outcomes[1]).toMatchObject({ error: { message: expect.stringContaining('"nobody" has no events') } });
		expect(outcomes[2]).toMatchObject({ value: { segmentName: 'Loyal Buyers', description: 'They buy.' } });
		expect(outcomes[3]).toMatchObject({ value: { segment: 'unassigned', segmentName: 'Unassigned', description: '' } });
		expect(await assignCustomers(shop.engine, [], opening)).toEqual([]);
	});
});

test('before the first discovery, every question says what to run first', async () => {
	const empty = await openPlantedShop({});
	try {
		for (const asked of [
			async () => await presentSegments(empty.engine),
			async () => await getMembers(empty.engine, all),
			async () => await explainCustomers(empty.engine, ['ada']),
			async () => await assignCustomers(empty.engine, ['ada'], opening),
		]) {
			await expect(asked()).rejects.toThrow(NotEnoughData);
			await expect(asked()).rejects.toThrow('run Customer Segments · Discover');
		}
	} finally {
		await empty.close();
	}
});

/** A value as people read it: "1,204.50" is money in units, "37 %" a share, "12 days" and "3" as they are. */
function readValue(text: string): number {
	const number = Number(text.replace(/[^\d.-]/g, ''));
	if (text.endsWith(' %')) return number / 100;
	return /\.\d\d$/.test(text) ? number * 100 : number;
}
