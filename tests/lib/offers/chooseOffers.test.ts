import { describe, expect, test } from 'vitest';
import { DAY_MILLISECONDS } from '../../../lib/core/clock';
import { InvalidInput, SetupNeeded } from '../../../lib/core/errors';
import type { Outcome } from '../../../lib/core/outcome';
import { defaultOffers } from '../../../lib/offers/catalogue';
import { noOffer } from '../../../lib/offers/catalogue/noOffer/offer';
import { chooseOffers } from '../../../lib/offers/chooseOffers';
import type { OfferDecision } from '../../../lib/offers/types';
import { createTable, identifier, jsonValue, sql } from '../../../lib/sql/sql';
import type { Store } from '../../../lib/store/types';
import { anEvent } from '../../support/anEvent';
import { engineOver } from '../../support/engineOver';
import { numberPropertyOf, propertyOf } from '../../support/propertyOf';
import { shareTestStore } from '../../support/shareTestStore';
import { anOffer, anOfferRequest, today } from './builders';

const sharedStore = shareTestStore();
let stories = 0;

/** A story with a customer and an offer of its own, in the shared store. */
function open() {
	stories += 1;
	const engine = engineOver(sharedStore(), { today: '2025-03-15T00:00:00Z' });
	const customerId = `ada-${stories}`;
	const offer = anOffer({ id: `ten-off-${stories}` });
	return { engine, customerId, offer, store: sharedStore() };
}

function valuesOf(outcomes: readonly Outcome<OfferDecision>[]): OfferDecision[] {
	return outcomes.map((outcome) => {
		if (!outcome.ok) throw outcome.error;
		return outcome.value;
	});
}

async function decisionsIn(store: Store, customerId: string) {
	return await store.query<{ event_id: string; occurred_at: number; properties: Record<string, unknown> }>(
		sql`select event_id, occurred_at, properties from events
			where name = 'Offer Decided' and customer_id = ${customerId} order by occurred_at`,
	);
}

/** A snapshot as Customer Features leaves it: its table, its set of definitions and its row. */
async function saveSnapshot(
	store: Store,
	{ id, rows, asOf = today }: { id: string; rows: Record<string, number>; asOf?: number },
) {
	const definitions = JSON.stringify([{ name: 'orders' }]);
	await store.execute(sql`insert into feature_sets values (${id}, ${asOf}, ${jsonValue(definitions)})`);
	await store.execute(sql`insert into snapshots (id, as_of, created_at, feature_set, customers, scores)
		values (${id}, ${asOf}, ${asOf}, ${id}, 1, '["willBuy"]')`);
	await store.execute(createTable(id, { customer_id: 'text', orders: 'number', willBuy: 'number' }));
	for (const [customerId, score] of Object.entries(rows)) {
		await store.execute(sql`insert into ${identifier(id)} values (${customerId}, 4, ${score})`);
	}
}

describe('chooseOffers', () => {
	test('records the decision with its probability, and answers in the order of the requests', async () => {
		const { engine, customerId, offer, store } = open();
		const outcomes = await chooseOffers(engine, [
			anOfferRequest({ customerId, offers: [noOffer, offer] }),
			anOfferRequest({ customerId: '', offers: [noOffer, offer] }),
			anOfferRequest({ customerId: `${customerId}-b`, offers: [noOffer] }),
		]);
		expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, false, true]);
		expect(outcomes[1]).toMatchObject({ error: expect.any(InvalidInput) as unknown });
		const [row] = await decisionsIn(store, customerId);
		const [decision] = valuesOf([outcomes[0]]);
		expect(decision.state).toBe('recorded');
		expect(row.event_id).toBe(decision.decisionId);
		expect(row.properties).toMatchObject({
			offer: decision.offer?.id,
			probability: decision.probability,
			policy: 'bestExpectedMargin',
			exploration: 0.05,
			seed: 'test',
			asOf: today,
		});
		const total = decision.considered.reduce((sum, considered) => sum + considered.probability, 0);
		expect(total).toBeCloseTo(1, 12);
	});

	test('a dry run decides the same and leaves no trace', async () => {
		const { engine, customerId, offer, store } = open();
		const request = anOfferRequest({ customerId, offers: [noOffer, offer] });
		const [tried] = valuesOf(await chooseOffers(engine, [{ ...request, dryRun: true }]));
		expect(await decisionsIn(store, customerId)).toEqual([]);
		const [real] = valuesOf(await chooseOffers(engine, [request]));
		expect({ ...tried, state: '' }).toEqual({ ...real, state: '' });
		expect(tried.state).toBe('dryRun');
	});

	test('asking again for the same day answers with the same decision, recorded once', async () => {
		const { engine, customerId, offer, store } = open();
		const request = anOfferRequest({ customerId, offers: [noOffer, offer] });
		const [first] = valuesOf(await chooseOffers(engine, [request]));
		const [again, twice] = valuesOf(await chooseOffers(engine, [request, { ...request, asOf: today - 5 }]));
		expect(again).toEqual({ ...first, state: 'repeated' });
		expect(twice.decisionId).toBe(first.decisionId);
		expect(await decisionsIn(store, customerId)).toHaveLength(1);
	});

	test('two runs at once decide once', async () => {
		const { engine, customerId, offer, store } = open();
		const request = anOfferRequest({ customerId, offers: [noOffer, offer] });
		const runs = await Promise.all([1, 2, 3].map(async () => await chooseOffers(engine, [request])));
		expect(new Set(valuesOf(runs.flat()).map(({ decisionId }) => decisionId)).size).toBe(1);
		expect(await decisionsIn(store, customerId)).toHaveLength(1);
	});

	test('a decision on history leaves the last event of the store before its as-of', async () => {
		const { engine, customerId, offer, store } = open();
		await chooseOffers(engine, [anOfferRequest({ customerId, offers: [noOffer, offer] })]);
		const [row] = await decisionsIn(store, customerId);
		expect(row.occurred_at).toBe(today - 1);
	});

	test('an offer given last week keeps the next one back, until the window is over', async () => {
		const { engine, customerId, offer } = open();
		const gift = anOffer({ id: `gift-${customerId}`, kind: 'gift', perCustomerWindowDays: 7 });
		const at = (days: number) => ({ asOf: today + days * DAY_MILLISECONDS });
		const ask = async (days: number, chosen = gift) =>
			valuesOf(
				await chooseOffers(engine, [anOfferRequest({ customerId, offers: [chosen], ...at(days) })]),
			)[0];
		expect((await ask(0, offer)).offer?.id).toBe(offer.id);
		const kept = await ask(29);
		expect(kept.offer).toBeNull();
		expect(kept.rejected[0].reason).toContain('within its window of 30 days');
		expect((await ask(30)).offer?.id).toBe(gift.id);
	});

	test('an offer given to an id that was merged since counts for the customer', async () => {
		const { engine, customerId, offer, store } = open();
		await chooseOffers(engine, [anOfferRequest({ customerId: `${customerId}-old`, offers: [offer] })]);
		const alias = { kind: 'alias', name: 'alias', anonymousId: `${customerId}-old` } as const;
		await store.recordEvents([anEvent({ ...alias, customerId, occurredAt: today + 1000 })]);
		const later = anOfferRequest({ customerId, offers: [offer], asOf: today + DAY_MILLISECONDS });
		expect(valuesOf(await chooseOffers(engine, [later]))[0].offer).toBeNull();
	});

	test('who withdrew consent to profiling gets no offer, whatever else holds', async () => {
		const { engine, customerId, offer, store } = open();
		const properties = { purpose: 'profiling' };
		await store.recordEvents([
			anEvent({ customerId, name: 'Consent Withdrawn', properties, occurredAt: today - 1 }),
		]);
		const [decision] = valuesOf(
			await chooseOffers(engine, [anOfferRequest({ customerId, offers: [noOffer, offer] })]),
		);
		expect(decision.offer?.id).toBe('none');
		expect(decision.probability).toBe(1);
		expect(decision.rejected[0].reason).toBe('the customer withdrew consent to profiling');
	});

	test('a budget is spent to the last promise and not a cent further, over runs and at once', async () => {
		const { engine, customerId, offer, store } = open();
		// 10 % of an assumed order of 50.00: each promise is 5.00.
		const limited = { ...offer, budgetCents: 2_300 };
		const ask = async (run: number) =>
			await chooseOffers(
				engine,
				Array.from({ length: 3 }, (_, index) =>
					anOfferRequest({ customerId: `${customerId}-${run}-${index}`, offers: [limited] }),
				),
			);
		const runs = await Promise.all([ask(1), ask(2), ask(3)]);
		const given = valuesOf(runs.flat()).filter((decision) => decision.offer !== null);
		expect(given).toHaveLength(4);
		const [{ promised }] = await store.query<{ promised: number }>(
			sql`select sum(${numberPropertyOf('commitmentCents')}) as promised from events
				where name = 'Offer Decided' and ${propertyOf('offer')} = ${offer.id}`,
		);
		expect(promised).toBe(2_000);
	});

	test('reads the score, the order value and the segment it is told to', async () => {
		const { engine, customerId, store } = open();
		await saveSnapshot(store, { id: `snapshot_${stories}`, rows: { [customerId]: 0.25 } });
		await store.execute(sql`insert into memberships (customer_id, model, segment, valid_from)
			values (${customerId}, 'model-1', 'segment-2', ${today - 1})`);
		await store.execute(sql`insert into segments (id, model, name, details)
			values ('segment-2', 'model-1', ${`Loyal ${stories}`}, '{}')`);
		const offer = anOffer({
			eligible: { segments: [`Loyal ${stories}`], values: { orders: { atLeast: 4 } } },
		});
		const request = anOfferRequest({ customerId, offers: [offer], responseScore: 'willBuy' });
		const [decision] = valuesOf(
			await chooseOffers(engine, [{ ...request, snapshot: `snapshot_${stories}`, dryRun: true }]),
		);
		expect(decision.offer?.id).toBe('ten-off');
		expect(decision.considered[0].response).toBeCloseTo(0.375 / 1.125, 12);
		expect(decision.reason).toContain('a chance of 25 % to buy without an offer (score willBuy)');
	});

	test('who is in a withheld segment counts as in none', async () => {
		const { engine, customerId, store } = open();
		await store.execute(sql`insert into memberships (customer_id, model, segment, valid_from)
			values (${customerId}, 'model-2', 'segment-9', ${today - 1})`);
		await store.execute(sql`insert into segments (id, model, name, details)
			values ('segment-9', 'model-2', 'Tiny', '{"withheld": "3 customers are fewer"}')`);
		const offer = anOffer({ eligible: { segments: ['segment-9'] } });
		const [decision] = valuesOf(await chooseOffers(engine, [anOfferRequest({ customerId, offers: [offer] })]));
		expect(decision.rejected[0].reason).toContain('in no segment');
	});

	test('a column that is not in the snapshot stops these requests and names it', async () => {
		const { engine, customerId, store } = open();
		await saveSnapshot(store, { id: `snapshot_${stories}`, rows: {} });
		const request = anOfferRequest({ customerId, snapshot: `snapshot_${stories}` });
		const outcomes = await chooseOffers(engine, [
			{ ...request, responseScore: 'churn' },
			{ ...request, snapshot: 'snapshot_of_nobody' },
			request,
		]);
		expect(outcomes[0]).toMatchObject({ ok: false, error: expect.any(SetupNeeded) as unknown });
		expect(outcomes[0]).toMatchObject({ error: { message: expect.stringContaining('"churn"') as unknown } });
		expect(outcomes[1]).toMatchObject({ ok: false, error: expect.any(SetupNeeded) as unknown });
		expect(outcomes[2].ok).toBe(true);
	});

	test('a score outside 0 to 1 is no probability, and is refused', async () => {
		const { engine, customerId } = open();
		const given = { values: { recency: 44 } };
		const [outcome] = await chooseOffers(engine, [
			anOfferRequest({ customerId, responseScore: 'recency', given }),
		]);
		expect(outcome).toMatchObject({ ok: false, error: expect.any(InvalidInput) as unknown });
	});

	test('without a score it says that the chance of buying is assumed', async () => {
		const { engine, customerId } = open();
		const [decision] = valuesOf(
			await chooseOffers(engine, [anOfferRequest({ customerId, offers: defaultOffers })]),
		);
		expect(decision.reason).toContain('Assumed: a chance of 5 % to buy without an offer');
		expect(engine.notices).toEqual([expect.stringContaining('1 of 1 offer decisions rest on an assumed')]);
	});

	test('sure buyers are not given a discount, doubtful ones are', async () => {
		const { engine } = open();
		const best = async (score: number) => {
			const request = anOfferRequest({
				customerId: `buyer-${score}`,
				responseScore: 'score',
				given: { values: { score } },
				dryRun: true,
			});
			const [{ considered }] = valuesOf(await chooseOffers(engine, [request]));
			return considered.reduce((left, right) => (right.probability > left.probability ? right : left)).offerId;
		};
		expect(await best(0.9)).toBe('none');
		expect(await best(0.05)).toBe('ten-off');
	});

	test.each([
		['policy', { policy: 'greedy' }],
		['exploration', { exploration: 0 }],
		['exploration', { exploration: 1.5 }],
		['offers.0.discountPercent', { offers: [anOffer({ discountPercent: -10 })] }],
		['assumptions.grossMargin', { assumptions: { grossMargin: 2, baseResponse: 0.1, orderValueCents: 1 } }],
	])('a wrong %s is named', async (field, parts) => {
		const { engine, customerId } = open();
		const [outcome] = await chooseOffers(engine, [anOfferRequest({ customerId, ...parts })]);
		expect(outcome).toMatchObject({ ok: false, error: expect.any(InvalidInput) as unknown });
		if (!outcome.ok) expect(outcome.error.message).toContain(field);
	});

	test('no requests, no decisions', async () => {
		const { engine } = open();
		expect(await chooseOffers(engine, [])).toEqual([]);
	});
});
