import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../../lib/core/hash';
import type { CustomerEvent } from '../../../lib/events/types';
import { compileFeatures } from '../../../lib/features/compileFeatures';
import { evaluateFeatures } from '../../../lib/features/evaluateFeatures';
import type { FeatureDefinition, Measure } from '../../../lib/features/types';
import { anEvent } from '../../support/anEvent';
import { testedStore } from '../../support/databases/testedStore';
import { shareTestStore } from '../../support/shareTestStore';
import { asOf, definitions, events, streams } from './randomStreams';

const store = shareTestStore();
const depth = process.env.COHORTS_DEEP === '1' ? 100 : 1;
/** ClickHouse takes a second to plan a hundred random measures: fewer statements there, until a deep run. */
const runs = testedStore() === 'clickhouse' && depth === 1 ? 14 : 40 * depth;

/** 1e-9 of the larger of both; exact for counts, because they are whole. */
function isSame(left: number | null, right: unknown): boolean {
	if (left === null || typeof right !== 'number') return left === right;
	return Math.abs(left - right) <= 1e-9 * Math.max(Math.abs(left), Math.abs(right));
}

test('the live reading equals the SQL reading for random features and random streams', async () => {
	let run = 0;
	await fc.assert(
		fc.asyncProperty(definitions, fc.oneof(streams, streams, fc.array(events, { maxLength: 10 })), async (features, stream) => {
			run += 1;
			const own = stream.map((event) => ({ ...event, customerId: `${run}-${event.customerId}` }));
			await store().recordEvents(own);
			const ids = ['ada', 'bob', 'cyd'].map((name) => `${run}-${name}`);
			const rows = await store().query(
				compileFeatures(features, { asOf, scope: { kind: 'customers', ids } }, store().dialect),
			);
			const known = own.filter(
				(event) => event.occurredAt < asOf && event.receivedAt < asOf && event.excluded === null,
			);
			expect(rows.map((row) => row.customer_id).sort()).toEqual(
				[...new Set(known.map((event) => event.customerId))].sort(),
			);
			for (const row of rows) {
				const mine = own.filter((event) => event.customerId === row.customer_id);
				expectSame(features, evaluateFeatures(features, mine, asOf), row);
			}
		}),
		{ seed: 20250701, numRuns: runs, endOnFailure: true },
	);
}, 600_000);

function expectSame(
	features: readonly FeatureDefinition[],
	live: Readonly<Record<string, number | null>>,
	row: Readonly<Record<string, unknown>>,
): void {
	for (const feature of features) {
		const message = `${canonicalJson(feature)}: live ${live[feature.name]}, SQL ${String(row[feature.name])}`;
		expect(isSame(live[feature.name], row[feature.name]), message).toBe(true);
	}
}

test('neither the order of events nor a repeated event changes a value', () => {
	fc.assert(
		fc.property(
			definitions,
			fc.array(events, { maxLength: 40 }),
			fc.infiniteStream(fc.nat()),
			(features, stream, draws) => {
				const noisy = [...stream, ...stream.slice(0, 10)]
					.map((event) => ({ event, place: draws.next().value }))
					.sort((left, right) => left.place - right.place)
					.map(({ event }) => event);
				expect(evaluateFeatures(features, noisy, asOf)).toEqual(evaluateFeatures(features, stream, asOf));
			},
		),
		{ seed: 20250701, numRuns: 200 * depth },
	);
});

test('what occurs or arrives at the as-of instant or later changes nothing', () => {
	fc.assert(
		fc.property(
			definitions,
			fc.array(events, { maxLength: 20 }),
			fc.array(
				fc.tuple(events, fc.nat(1e9), fc.boolean()).map(([event, wait, happensLater]): CustomerEvent =>
					happensLater
						? { ...event, occurredAt: asOf + wait, receivedAt: asOf - 1 }
						: { ...event, receivedAt: asOf + wait },
				),
				{ minLength: 1, maxLength: 10 },
			),
			(features, stream, later) => {
				expect(evaluateFeatures(features, [...stream, ...later], asOf)).toEqual(
					evaluateFeatures(features, stream, asOf),
				);
			},
		),
		{ seed: 7, numRuns: 200 * depth },
	);
});

test('sessions are split by a gap of strictly more than thirty minutes (algorithms 2)', () => {
	const times = ['10:00:00', '10:29:59', '10:59:59', '11:29:59', '12:00:00'];
	const stream = times.map((time) => anEvent({ occurredAt: Date.parse(`2025-06-01T${time}Z`) }));
	const counted = (gapMinutes: number): number | null =>
		evaluateFeatures([feature({ kind: 'sessions', gapMinutes, where: {} })], stream, asOf).it;
	expect(counted(30)).toBe(2);
	expect(counted(29.999)).toBe(4);
	expect(counted(29)).toBe(5);
});

test('a session is not split at midnight', () => {
	const stream = ['2025-06-01T23:50:00Z', '2025-06-02T00:10:00Z'].map((at) =>
		anEvent({ occurredAt: Date.parse(at) }),
	);
	const sessions = feature({ kind: 'sessions', gapMinutes: 30, where: {} });
	expect(evaluateFeatures([sessions], stream, asOf).it).toBe(1);
});

test('missing is not zero: an unknown stays unknown, a count of nothing is what the feature says', () => {
	const values = (missing: 'zero' | 'unknown', measure: Measure): number | null =>
		evaluateFeatures([{ ...feature(measure), missing }], [], asOf).it;
	const kinds: readonly Measure[] = [
		{ kind: 'count', where: {} },
		{ kind: 'distinct', of: 'day', where: {} },
		{ kind: 'sum', of: 'revenueCents', where: {} },
		{ kind: 'daysSinceLast', where: {} },
	];
	for (const measure of kinds) {
		expect(values('unknown', measure)).toBeNull();
		expect(values('zero', measure)).toBe(0);
	}
});

test('a sum that happens to be zero is known', () => {
	const stream = [anEvent({ revenueCents: 500, daysAgo: 200 }), anEvent({ revenueCents: -500, daysAgo: 200 })];
	const sum = feature({ kind: 'sum', of: 'revenueCents', where: {} });
	expect(evaluateFeatures([sum], stream, asOf).it).toBe(0);
});

function feature(value: Measure): FeatureDefinition {
	return { name: 'it', label: 'it', unit: 'number', missing: 'unknown', value };
}
