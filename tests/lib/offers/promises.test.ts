import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MILLISECONDS } from '../../../lib/core/clock';
import { noOffer } from '../../../lib/offers/catalogue/noOffer/offer';
import { chooseOffers } from '../../../lib/offers/chooseOffers';
import type { Offer, OfferDecision } from '../../../lib/offers/types';
import { sql } from '../../../lib/sql/sql';
import { anEvent } from '../../support/anEvent';
import { engineOver } from '../../support/engineOver';
import { numberPropertyOf, propertyOf } from '../../support/propertyOf';
import { shareTestStore } from '../../support/shareTestStore';
import { anOffer, anOfferRequest, today } from './builders';

const deep = process.env.COHORTS_DEEP === '1' ? 100 : 1;
const sharedStore = shareTestStore();
let stories = 0;

const offerParts = fc.record({
	discountPercent: fc.integer({ min: 0, max: 90 }),
	costCents: fc.nat(700),
	minimumMargin: fc.constantFrom(0, 0.1, 0.3),
	perCustomerWindowDays: fc.integer({ min: 1, max: 40 }),
	budgetCents: fc.option(fc.integer({ min: 0, max: 4_000 }), { nil: undefined }),
	oddsRatio: fc.double({ min: 0.5, max: 4, noNaN: true }),
});

const step = fc.record({
	days: fc.integer({ min: 0, max: 15 }),
	asked: fc.array(fc.nat(3), { minLength: 1, maxLength: 5 }),
	withdraws: fc.option(fc.nat(3), { nil: undefined }),
});

interface Given {
	readonly decision: OfferDecision;
	readonly offer: Offer;
	readonly withdrawn: boolean;
}

/** Random offers over random weeks, customers asked in random batches, some of whom object on the way. */
test('whatever happens: never above list price, one offer per window, budgets and objections kept', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(offerParts, { minLength: 1, maxLength: 3 }),
			fc.array(step, { minLength: 1, maxLength: 6 }),
			async (parts, steps) => {
				stories += 1;
				const given = await live(parts.map(toOffer), steps);
				for (const { decision, withdrawn } of given) {
					expect(withdrawn, 'an offer after the objection').toBe(false);
					expect(decision.probability).toBeGreaterThan(0);
					for (const { listPriceCents, priceCents } of decision.considered) {
						expect(priceCents).toBeLessThanOrEqual(listPriceCents);
					}
				}
				expectWindows(given);
				await expectBudgets(parts.map(toOffer));
			},
		),
		{ seed: 31, numRuns: 6 * deep },
	);
}, 60_000 * deep);

function toOffer(
	{ oddsRatio, ...parts }: Partial<Offer> & { readonly oddsRatio: number },
	index: number,
): Offer {
	const expectedResponse = { oddsRatio, source: 'a test' };
	return anOffer({ ...parts, id: `offer-${stories}-${index}`, expectedResponse });
}

async function live(
	offers: readonly Offer[],
	steps: readonly { days: number; asked: number[]; withdraws?: number }[],
): Promise<Given[]> {
	const engine = engineOver(sharedStore());
	const withdrawn = new Set<string>();
	const given: Given[] = [];
	let asOf = today;
	for (const { days, asked, withdraws } of steps) {
		asOf += days * DAY_MILLISECONDS + 10;
		if (withdraws !== undefined) {
			const customerId = `customer-${stories}-${withdraws}`;
			withdrawn.add(customerId);
			await engine.store.recordEvents([
				anEvent({
					eventId: `withdrawal-${customerId}-${asOf}`,
					customerId,
					name: 'Consent Withdrawn',
					properties: { purpose: 'profiling' },
					occurredAt: asOf - 1,
				}),
			]);
		}
		const requests = asked.map((customer, index) =>
			anOfferRequest({
				customerId: `customer-${stories}-${customer}`,
				offers: [noOffer, ...offers],
				exploration: 0.9,
				occasion: `${asOf}-${index}`,
				asOf,
			}),
		);
		for (const outcome of await chooseOffers(engine, requests)) {
			if (!outcome.ok) throw outcome.error;
			const { offer, customerId } = outcome.value;
			if (offer === null || offer.kind === 'none') continue;
			given.push({ decision: outcome.value, offer, withdrawn: withdrawn.has(customerId) });
		}
	}
	return given;
}

function expectWindows(given: readonly Given[]): void {
	for (const [index, later] of given.entries()) {
		for (const earlier of given.slice(0, index)) {
			if (earlier.decision.customerId !== later.decision.customerId) continue;
			const windowDays = Math.max(earlier.offer.perCustomerWindowDays, later.offer.perCustomerWindowDays);
			const apart = later.decision.asOf - earlier.decision.asOf;
			expect(apart).toBeGreaterThanOrEqual(windowDays * DAY_MILLISECONDS);
		}
	}
}

async function expectBudgets(offers: readonly Offer[]): Promise<void> {
	for (const { id, budgetCents } of offers) {
		const [{ promised }] = await sharedStore().query<{ promised: number | null }>(
			sql`select sum(${numberPropertyOf('commitmentCents')}) as promised from events
				where name = 'Offer Decided' and ${propertyOf('offer')} = ${id}`,
		);
		expect(promised ?? 0).toBeLessThanOrEqual(budgetCents ?? Infinity);
	}
}
