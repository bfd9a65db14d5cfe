import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY_MILLISECONDS } from '../../../../lib/core/clock';
import { InvalidInput, NotEnoughData } from '../../../../lib/core/errors';
import { hash32 } from '../../../../lib/core/hash';
import { proveSegments, type ProofRequest } from '../../../../lib/segments/proof/proveSegments';
import { sql } from '../../../../lib/sql/sql';
import { anEvent, anOrder } from '../../../support/anEvent';
import { groupOf, opening, openPlantedShop, type PlantedShop } from '../plantedShop';

let shop: PlantedShop;
const prove = async (request: Partial<ProofRequest> = {}) =>
	await proveSegments(shop.engine, { model: 'latest', outcome: { kind: 'revenue', horizonDays: 30 }, refreshes: 2, seed: 1, ...request });

beforeAll(async () => {
	shop = await openPlantedShop({ buyer: 90, user: 80, struggler: 70 });
	await shop.discover(0);
	shop.engine.sleep({ days: 60 });
});
afterAll(async () => await shop.close());

test('with nothing known of later, the day there will be enough is said', async () => {
	const asked = prove({ asOf: opening });
	await expect(asked).rejects.toThrow(NotEnoughData);
	await expect(asked).rejects.toThrow('There will be enough on 2025-01-31');
	await expect(prove({ outcome: { kind: 'revenue', horizonDays: 45 } })).rejects.toThrow(/there will be enough on 2025-01-\d\d; or choose fewer days/);
});

test('segments that foresee who buys explain it, with the country of sign-up beside them, which does not', async () => {
	const customers = [...(await shop.memberships()).keys()];
	await shop.record(customers.map((customerId) => anEvent({
		customerId, kind: 'identify', name: 'identify', eventId: `${customerId}/country`, occurredAt: opening - 40 * DAY_MILLISECONDS,
		properties: { country: hash32(customerId) % 2 === 0 ? 'DE' : 'FR' },
	})));
	// Eight of ten buyers order again within the month, one of ten others; all of them look around.
	await shop.record(customers.flatMap((customerId) => {
		const orders = hash32(`later/${customerId}`) % 10 < (groupOf(customerId) === 'buyer' ? 8 : 1);
		const at = (days: number) => opening + days * DAY_MILLISECONDS;
		return [
			...(hash32(`looks/${customerId}`) % 2 === 0 ? [anEvent({ customerId, name: 'Feature Used', eventId: `${customerId}/later`, occurredAt: at(25) })] : []),
			...(orders ? [anOrder({ customerId, eventId: `${customerId}/order`, orderId: `${customerId}/order`, occurredAt: at(12) })] : []),
		];
	}));
	await shop.record([anEvent({ customerId: customers[0], name: 'Signed In', eventId: 'last', occurredAt: opening + 29.9 * DAY_MILLISECONDS })]);
	const proof = await prove({ asOf: opening - 4 * 3_600_000 });
	expect(proof.customers).toBe(240);
	expect(proof.verdict).not.toBe('does not predict');
	const [segments, rfm, country] = proof.divisions;
	expect([segments, rfm, country].map(({ by }) => by)).toEqual(['segments', 'rfm', 'country']);
	expect(segments.explained.value).toBeGreaterThan(0.35);
	expect(country.explained.value).toBeLessThan(0.05);
	expect(country.segmentsMore?.interval[0]).toBeGreaterThan(0.2);
	const buyers = proof.segments.find(({ separates, difference }) => separates && difference.value > 1);
	expect(buyers?.customers).toBe(90);
	expect(buyers?.mean).toBeGreaterThan(2 * (buyers?.othersMean ?? 0));
	// The borders were learnt hours later than the moment they are judged from.
	expect(proof.sentences.at(-1)).toContain('flatters them a little');
});

test('a division that says nothing about what came later is told so, and proposed for retirement after two proofs', async () => {
	const retention = { kind: 'retention', horizonDays: 30 } as const;
	const first = await prove({ outcome: retention, asOf: opening - 2 * DAY_MILLISECONDS });
	expect(first.retirement).toMatchObject({ model: { proposed: false } });
	const conversion = { kind: 'conversion', horizonDays: 20, eventNames: ['Feature Used'] } as const;
	const halves = { outcome: conversion };
	const one = await prove({ ...halves, asOf: opening + 8 * DAY_MILLISECONDS });
	const two = await prove({ ...halves });
	expect([one.verdict, two.verdict]).toEqual(['does not predict', 'does not predict']);
	expect(two.retirement.model.proposed).toBe(true);
	expect(two.retirement.model.evidence).toHaveLength(2);
	expect(two.retirement.segments).toHaveLength(3);
	const [{ n }] = await shop.engine.store.query<{ n: number }>(sql`select count(*) as n from segment_proofs`);
	expect(n).toBe(4);
	await prove({ ...halves });
	expect((await shop.engine.store.query<{ n: number }>(sql`select count(*) as n from segment_proofs`))[0].n).toBe(4);
});

test('too few with the outcome, and an outcome that cannot be, are refused with what was expected', async () => {
	await expect(prove({ outcome: { kind: 'conversion', horizonDays: 30, eventNames: ['Webinar Attended'] } })).rejects.toThrow(
		'0 customers differ from the rest in whether Webinar Attended happened in the 30 days after',
	);
	await expect(prove({ outcome: { kind: 'conversion', horizonDays: 30, eventNames: [] } })).rejects.toThrow(InvalidInput);
	await expect(prove({ outcome: { kind: 'revenue', horizonDays: 0 } })).rejects.toThrow("'Days After' is 0");
	await expect(prove({ refreshes: 0 })).rejects.toThrow("'Proofs in a Row' is 0");
});
