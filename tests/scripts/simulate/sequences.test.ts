import { describe, expect, test } from 'vitest';
import { DAY_MILLISECONDS } from '../../../lib/core/clock';
import { companyEvents } from '../../../scripts/simulate/eventNames';
import { simulate } from '../../../scripts/simulate/simulate';
import type { SimulatedCustomer, SimulatedEvent } from '../../../scripts/simulate/types';

const customers = [...simulate({ customers: 500, seed: 5, driftShare: 0 })];

function cohort(name: string): readonly SimulatedCustomer[] {
	return customers.filter(({ truth }) => truth.sequenceCohort === name);
}

/** What the customer did, less what the company sent. */
function ownEvents({ events, truth }: SimulatedCustomer): readonly SimulatedEvent[] {
	const signUpAt = Date.parse(truth.signUp.at);
	return events.filter(({ name, at }) =>
		!companyEvents.has(name) && name !== 'Order Refunded' && at > signUpAt + 1,
	);
}

function silentDays(events: readonly SimulatedEvent[], index: number): number {
	return (events[index].at - events[index - 1].at) / DAY_MILLISECONDS;
}

/** Names of the last events before an index, the visits' sign-ins left out. */
function namesBefore(events: readonly SimulatedEvent[], index: number, count: number): string[] {
	return events.slice(0, index).map(({ name }) => name).slice(-count);
}

const evaluation = ['Pricing Viewed', 'Pricing Viewed', 'Pricing Viewed', 'Integrations Viewed'];

describe('planted sequences', () => {
	test('integration evaluators view pricing three times, then integrations, are silent for five days, then convert', () => {
		let conversions = 0;
		for (const customer of cohort('integrationEvaluation')) {
			const own = ownEvents(customer);
			for (const [index, { name }] of own.entries()) {
				if (name !== 'Checkout Started' || own[index + 1]?.name !== 'Add-on Purchased' || index < 5) continue;
				conversions += 1;
				expect(namesBefore(own, index, 4)).toEqual(evaluation);
				expect(silentDays(own, index)).toBeGreaterThanOrEqual(5);
			}
		}
		expect(conversions).toBeGreaterThan(100);
	});

	test('second thinkers convert first, are silent for five days, then do the same reading', () => {
		let conversions = 0;
		for (const customer of cohort('secondThoughts')) {
			const own = ownEvents(customer);
			for (const [index, { name }] of own.entries()) {
				if (name !== 'Add-on Purchased' || index + 5 >= own.length) continue;
				conversions += 1;
				expect(silentDays(own, index + 1)).toBeGreaterThanOrEqual(5);
				expect(own.slice(index + 1, index + 5).map((event) => event.name)).toEqual(evaluation);
			}
		}
		expect(conversions).toBeGreaterThan(40);
	});

	test('totals do not tell the two apart', () => {
		const mean = (group: readonly SimulatedCustomer[], wanted: string): number =>
			group.reduce((sum, { events }) => sum + events.filter(({ name }) => name === wanted).length, 0) /
			group.length;
		for (const name of ['Pricing Viewed', 'Integrations Viewed', 'Add-on Purchased']) {
			const evaluators = mean(cohort('integrationEvaluation'), name);
			const thinkers = mean(cohort('secondThoughts'), name);
			expect(Math.abs(evaluators / thinkers - 1)).toBeLessThan(0.25);
		}
	});

	test('bargain hunters leave a basket behind and come back with the coupon', () => {
		let orders = 0;
		for (const customer of cohort('couponWaiting')) {
			for (const order of customer.events.filter(({ name, coupon }) => name === 'Order Completed' && coupon !== undefined)) {
				const before = customer.events.filter(
					({ at, sessionId }) =>
						at < order.at && at > order.at - 7.5 * DAY_MILLISECONDS && sessionId !== order.sessionId,
				);
				const names = before.map(({ name }) => name);
				// Orders of the first days have no room for the way there.
				if (order.at < Date.parse('2025-01-09') || order.at < Date.parse(customer.truth.signUp.at) + 8 * DAY_MILLISECONDS) continue;
				orders += 1;
				expect(names).toContain('Checkout Started');
				expect(names).toContain('Email Clicked');
			}
		}
		expect(orders).toBeGreaterThan(80);
	});

	test('webinar learners order within three days of a webinar', () => {
		let orders = 0;
		for (const { events, truth } of cohort('webinarToOrder')) {
			for (const order of events.filter(({ name }) => name === 'Order Completed')) {
				const knownFor = order.at - Math.max(Date.parse(truth.signUp.at), Date.parse('2025-01-01'));
				if (knownFor < 3 * DAY_MILLISECONDS) continue;
				orders += 1;
				const learnt = events.some(
					({ name, at }) =>
						name === 'Webinar Attended' && at < order.at && at > order.at - 3 * DAY_MILLISECONDS,
				);
				expect(learnt).toBe(true);
			}
		}
		expect(orders).toBeGreaterThan(50);
	});
});

describe('archetypes differ in how they go about it', () => {
	test('loyal regulars order at even intervals, bargain hunters do not', () => {
		const unevenness = (archetype: string): number => {
			const ratios = customers
				.filter(({ truth }) => truth.archetype === archetype && truth.microSegment === null)
				.flatMap(({ events }) => {
					const times = events.filter(({ name }) => name === 'Order Completed').map(({ at }) => at);
					const gaps = times.slice(1).map((at, index) => at - times[index]);
					if (gaps.length < 3) return [];
					const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
					const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
					return [Math.sqrt(variance) / mean];
				});
			return ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
		};
		expect(unevenness('loyalRegulars')).toBeLessThan(0.2);
		expect(unevenness('bargainHunters')).toBeGreaterThan(0.4);
	});

	test('fading customers do less and less', () => {
		const counts = [0, 0];
		const middle = Date.parse('2025-04-01T00:00:00Z');
		for (const customer of customers.filter(({ truth }) => truth.archetype === 'fadingCustomers')) {
			for (const { at } of ownEvents(customer)) counts[at < middle ? 0 : 1] += 1;
		}
		expect(counts[1]).toBeLessThan(0.4 * counts[0]);
	});
});
