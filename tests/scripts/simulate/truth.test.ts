import { describe, expect, test } from 'vitest';
import { DAY_MILLISECONDS } from '../../../lib/core/clock';
import { drawPerson } from '../../../scripts/simulate/drawPerson';
import { microSegments } from '../../../scripts/simulate/microSegments';
import { readOptions } from '../../../scripts/simulate/options';
import { simulate } from '../../../scripts/simulate/simulate';

const endsAt = Date.parse('2025-06-30T00:00:00Z');
const startsAt = endsAt - 180 * DAY_MILLISECONDS;
const customers = [...simulate({ customers: 1500, seed: 3 })];

describe('the truth agrees with the events', () => {
	test('nothing happens after a customer has churned, and nothing after the window', () => {
		const churned = customers.filter(({ truth }) => truth.churnedAt !== null);
		expect(churned.length).toBeGreaterThan(20);
		for (const { truth, events } of customers) {
			const end = truth.churnedAt === null ? endsAt - 1 : Date.parse(truth.churnedAt);
			expect(events.at(-1)?.at ?? 0).toBeLessThanOrEqual(end);
		}
	});

	test('of the time before the window only the sign-up is known', () => {
		const early = customers.flatMap(({ events }) => events.filter(({ at }) => at < startsAt));
		expect(new Set(early.map(({ name }) => name))).toEqual(new Set(['Signed Up', 'identify']));
	});

	test('revenue in the window is the sum of what the events brought', () => {
		for (const { truth, events } of customers) {
			const cents = events.reduce((sum, { revenueCents }) => sum + (revenueCents ?? 0), 0);
			expect(truth.revenueInWindowCents).toBe(cents);
		}
	});

	test('the first session is that of the sign-up, for those who signed up in the window', () => {
		for (const { truth } of customers) {
			const inside = Date.parse(truth.signUp.at) >= startsAt;
			const left = truth.churnedAt !== null;
			if (inside && !left) expect(truth.signUp.firstSession?.[0]).toBe('Onboarding Step Completed');
			if (!inside) expect(truth.signUp.firstSession).toBeNull();
		}
	});

	test('the thirty days after the window come true when the window is longer', () => {
		const calm = { customers: 300, seed: 4, birthShare: 0, driftShare: 0 };
		const later = new Date(endsAt + 30 * DAY_MILLISECONDS).toISOString();
		const longer = [...simulate({ ...calm, days: 210, endsAt: later })];
		let orders = 0;
		for (const [index, { truth }] of [...simulate(calm)].entries()) {
			if (truth.archetype === 'fadingCustomers') continue; // They fade by the length of the window.
			const future = longer[index].events.filter(({ at }) => at >= endsAt);
			const { nextThirtyDays } = truth;
			expect(future.filter(({ name }) => name === 'Order Completed')).toHaveLength(nextThirtyDays.orders);
			expect(future.some(({ name }) => name === 'Subscription Upgraded')).toBe(nextThirtyDays.upgraded);
			expect(truth.churnedAt === null && longer[index].truth.churnedAt !== null).toBe(
				nextThirtyDays.churned,
			);
			orders += nextThirtyDays.orders;
		}
		expect(orders).toBeGreaterThan(50);
	});
});

describe('what drives customers', () => {
	test('those who upgrade next had the higher linear predictor', () => {
		const mean = (upgraded: boolean): number => {
			const group = customers.filter(({ truth }) => truth.nextThirtyDays.upgraded === upgraded);
			const sum = group.reduce((total, { truth }) => total + truth.conversionDrivers.linearPredictor, 0);
			return sum / group.length;
		};
		expect(mean(true)).toBeGreaterThan(mean(false) + 0.8);
	});

	test('upgrades happen about as often as their probabilities say', () => {
		const expected = customers.reduce(
			(sum, { truth }) => sum + truth.conversionDrivers.upgradeProbabilityNext30Days, 0,
		);
		const upgraded = customers.filter(({ truth }) => truth.nextThirtyDays.upgraded).length;
		// Drivers move on within the 30 days; beyond that it is four standard deviations of a count.
		expect(Math.abs(upgraded - expected)).toBeLessThan(4 * Math.sqrt(expected) + 0.15 * expected);
	});

	test('bargain hunters buy as many more units under an offer as their elasticity says', () => {
		const units = new Map<number, { sum: number; weeks: number }>();
		for (const { truth, events } of customers) {
			if (truth.archetype !== 'bargainHunters' || truth.archetypeByWeek.length > 1) continue;
			for (const sent of events.filter(({ name, campaign }) => name === 'Email Sent' && campaign !== 'Newsletter')) {
				const week = Math.floor((sent.at - startsAt) / (7 * DAY_MILLISECONDS));
				const weekEndsAt = startsAt + (week + 1) * 7 * DAY_MILLISECONDS;
				const bought = events
					.filter(({ name, at }) => name === 'Order Completed' && at > sent.at && at < weekEndsAt)
					.reduce((sum, { quantity }) => sum + (quantity ?? 0), 0);
				const discount = Number(sent.properties?.discountPercent ?? 0);
				const { sum, weeks } = units.get(discount) ?? { sum: 0, weeks: 0 };
				units.set(discount, { sum: sum + bought, weeks: weeks + 1 });
			}
		}
		const perWeek = (discount: number): number => {
			const { sum, weeks } = units.get(discount) ?? { sum: 0, weeks: 0 };
			return sum / weeks;
		};
		const elasticity = Math.log(perWeek(40) / perWeek(0)) / Math.log(0.6);
		expect(elasticity).toBeGreaterThan(-4.2);
		expect(elasticity).toBeLessThan(-2.2);
	});

	test('customers with more overlap differ more from others of their archetype', () => {
		const spread = (overlap: number): number => {
			const options = readOptions({ overlap });
			const logs = Array.from({ length: 300 }, (_, index) =>
				Math.log(drawPerson(options, index).factors.visits),
			);
			return Math.sqrt(logs.reduce((sum, log) => sum + log * log, 0) / logs.length);
		};
		expect(spread(0)).toBe(0);
		expect(spread(0.8)).toBeGreaterThan(1.5 * spread(0.4));
	});
});

describe('weeks with births, deaths, drift and a merge', () => {
	test('without births, deaths and drift nobody comes, goes or changes', () => {
		const still = [...simulate({ customers: 200, birthShare: 0, deathFactor: 0, driftShare: 0 })];
		for (const { truth } of still) {
			expect(Date.parse(truth.signUp.at)).toBeLessThan(startsAt);
			expect(truth.churnedAt).toBeNull();
			expect(truth.archetypeByWeek).toHaveLength(1);
		}
	});

	test('a drifter is the one archetype until a week and another from then on', () => {
		const drifters = customers.filter(({ truth }) => truth.archetypeByWeek.length > 1);
		expect(drifters.length).toBeGreaterThan(10);
		for (const { truth } of drifters) {
			const [before, after] = truth.archetypeByWeek;
			expect(after.fromWeek).toBeGreaterThan(before.fromWeek);
			expect(after.archetype).not.toBe(before.archetype);
			expect(truth.archetype).toBe(after.archetype);
		}
	});

	test('after a merge nobody is of the archetype that went into the other', () => {
		const merge = { week: 6, from: 'windowShoppers', into: 'bargainHunters' };
		const merged = [...simulate({ customers: 200, days: 84, merge })];
		const ordinary = merged.filter(({ truth }) => truth.microSegment === null);
		expect(ordinary.some(({ truth }) => truth.archetype === 'windowShoppers')).toBe(false);
		const moved = ordinary.filter(({ truth }) => truth.archetypeByWeek[0].archetype === 'windowShoppers');
		expect(moved.length).toBeGreaterThan(10);
		for (const { truth } of moved) {
			expect(truth.archetypeByWeek.at(-1)).toEqual({ fromWeek: 6, archetype: 'bargainHunters' });
		}
	});

	test('every micro-segment has 200 members among 20,000 customers, and none beyond', () => {
		const options = readOptions({});
		const counts = new Map<string, number>();
		for (let index = 0; index < 22_000; index += 1) {
			const name = drawPerson(options, index).microSegment?.name;
			if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
		}
		expect(Object.fromEntries(counts)).toEqual(
			Object.fromEntries(microSegments.map(({ name }) => [name, 200])),
		);
	});
});
