import { describe, expect, test } from 'vitest';
import { archetypes } from '../../../scripts/simulate/archetypes/index';
import { sourceOfEvent } from '../../../scripts/simulate/eventNames';
import { simulate } from '../../../scripts/simulate/simulate';
import type { SimulatedCustomer } from '../../../scripts/simulate/types';

const customers = [...simulate({ customers: 500 })];
const events = customers.flatMap((customer) => customer.events);

function rowsOf(simulated: readonly SimulatedCustomer[]): readonly string[] {
	return simulated.flatMap(({ rows, truth }) => [...rows, JSON.stringify(truth)]);
}

describe('the same customers every time', () => {
	test('the same options give the same rows and the same truth', () => {
		expect(rowsOf([...simulate({ customers: 40 })])).toEqual(rowsOf(customers.slice(0, 40)));
	});

	test('a customer is the same however many others there are', () => {
		expect(rowsOf([...simulate({ customers: 80 })].slice(0, 40))).toEqual(rowsOf(customers.slice(0, 40)));
	});

	test('another seed makes other customers', () => {
		expect(rowsOf([...simulate({ customers: 5, seed: 2 })])).not.toEqual(rowsOf(customers.slice(0, 5)));
	});
});

describe('events of all four kinds', () => {
	test('usage, transactions, support and engagement come with at least 30 names between them', () => {
		const names = new Set(events.map(({ name }) => name));
		const sources = new Set([...names].map((name) => sourceOfEvent[name]));
		expect(sources).toEqual(new Set(['usage', 'transactions', 'support', 'engagement', 'identity']));
		expect(names.size).toBeGreaterThanOrEqual(30);
	});

	test('a customer has some 60 to 90 events in half a year', () => {
		expect(events.length / customers.length).toBeGreaterThan(60);
		expect(events.length / customers.length).toBeLessThan(90);
	});

	test('every archetype is there, and there are at least seven', () => {
		expect(new Set(customers.map(({ truth }) => truth.archetype))).toEqual(
			new Set(archetypes.map(({ name }) => name)),
		);
		expect(archetypes.length).toBeGreaterThanOrEqual(7);
	});

	test('events are in order of time and each has an id of its own', () => {
		expect(new Set(events.map(({ messageId }) => messageId)).size).toBe(events.length);
		for (const customer of customers) {
			const times = customer.events.map(({ at }) => at);
			expect(times).toEqual([...times].sort((left, right) => left - right));
		}
	});

	test('an order says what, how much and for how much; a refund takes the same back', () => {
		const orders = new Map(
			events.filter(({ name }) => name === 'Order Completed').map((order) => [order.orderId, order]),
		);
		for (const order of orders.values()) {
			expect(order).toMatchObject({ productId: expect.any(String) as string });
			expect(order.quantity).toBeGreaterThanOrEqual(1);
			expect(order.revenueCents).toBeGreaterThan(0);
			expect((order.discountCents ?? 0) > 0).toBe(order.coupon !== undefined);
		}
		const refunds = events.filter(({ name }) => name === 'Order Refunded');
		expect(refunds.length).toBeGreaterThan(0);
		for (const { orderId, revenueCents } of refunds) {
			expect(revenueCents).toBe(-(orders.get(orderId)?.revenueCents ?? 0));
		}
	});

	test('tickets are written in words, with every placeholder filled', () => {
		const texts = events
			.filter(({ name }) => name === 'Ticket Created')
			.map(({ properties }) => String(properties?.text));
		expect(texts.length).toBeGreaterThan(50);
		for (const text of texts) expect(text).toMatch(/^[A-Z][^{}]{10,}$/);
	});
});

describe('who an event belongs to', () => {
	test('strangers have the anonymous id only, and the identification that follows links it', () => {
		const strangers = customers.filter(({ truth, events: own }) =>
			own.some(({ at, userId }) => userId === undefined && at < Date.parse(truth.signUp.at)),
		);
		expect(strangers.length).toBeGreaterThan(10);
		for (const { truth, events: own } of strangers) {
			const identify = own.find(({ type }) => type === 'identify');
			expect(identify).toMatchObject({ userId: truth.userId, anonymousId: truth.anonymousId });
		}
	});

	test('before signing up nobody has a user id', () => {
		for (const { truth, events: own } of customers) {
			const early = own.filter(({ at }) => at < Date.parse(truth.signUp.at));
			expect(early.every(({ userId }) => userId === undefined)).toBe(true);
		}
	});

	test('addresses are of the reserved domain, and who declines marketing gets none', () => {
		const declining = customers.filter(({ truth }) => !truth.marketingConsent);
		expect(declining.length).toBeGreaterThan(5);
		for (const { truth, events: own } of customers) {
			const traits = own.find(({ type }) => type === 'identify')?.properties;
			expect(traits?.email).toMatch(/@example\.com$/);
			expect(traits?.marketingConsent).toBe(truth.marketingConsent);
			if (!truth.marketingConsent) {
				expect(own.some(({ name }) => name === 'Email Sent' || name === 'Push Sent')).toBe(false);
			}
		}
	});
});
