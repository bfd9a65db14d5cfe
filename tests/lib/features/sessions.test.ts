import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CustomerEvent } from '../../../lib/events/types';
import { compileFeatures } from '../../../lib/features/compileFeatures';
import { evaluateFeatures } from '../../../lib/features/evaluateFeatures';
import type { FeatureDefinition } from '../../../lib/features/types';
import { anEvent } from '../../support/anEvent';
import { properties } from '../../support/properties';
import { shareTestStore } from '../../support/shareTestStore';

const openStore = shareTestStore();
const asOf = Date.parse('2025-07-01T00:00:00Z');

function sessions(gapMinutes: number): FeatureDefinition {
	return { name: `gap${gapMinutes}`, label: 'sessions', unit: 'count', missing: 'zero', value: { kind: 'sessions', gapMinutes, where: {} } };
}

const events: FeatureDefinition = { name: 'events', label: 'events', unit: 'count', missing: 'zero', value: { kind: 'count', where: {} } };
const definitions = [sessions(60), sessions(30), sessions(15), events];

/** Minutes before the as-of instant; half of them whole, so that gaps of exactly the timeout are met. */
const minutes = fc.array(fc.oneof(fc.integer({ min: 1, max: 400 }), fc.double({ min: 1, max: 400, noNaN: true })), {
	minLength: 1,
	maxLength: 40,
});

function streamOf(customerId: string, ago: readonly number[]): CustomerEvent[] {
	return ago.map((minute) => anEvent({ customerId, occurredAt: Math.floor(asOf - minute * 60_000) }));
}

const liveOf = (stream: readonly CustomerEvent[]) => evaluateFeatures(definitions, stream, asOf);

/** The rule in three lines: sorted, and a session more after each gap of strictly more than the timeout. */
function countSessions(stream: readonly CustomerEvent[], gapMinutes: number): number {
	const times = stream.map(({ occurredAt }) => occurredAt).sort((left, right) => left - right);
	return times.filter((time, index) => index === 0 || time - times[index - 1] > gapMinutes * 60_000).length;
}

test('sessions do not depend on the order of events, keep every event, and are not fewer at half the timeout (algorithms 2)', () => {
	fc.assert(
		fc.property(minutes, (ago) => {
			const stream = streamOf('ada', ago);
			const counted = liveOf(stream);
			expect(liveOf([...stream].reverse())).toEqual(counted);
			expect(counted.events).toBe(stream.length);
			for (const gap of [60, 30, 15]) expect(counted[`gap${gap}`]).toBe(countSessions(stream, gap));
			expect(counted.gap30).toBeGreaterThanOrEqual(counted.gap60 ?? 0);
			expect(counted.gap15).toBeGreaterThanOrEqual(counted.gap30 ?? 0);
			expect(counted.gap15).toBeLessThanOrEqual(stream.length);
		}),
		properties(200),
	);
});

test('the events of two customers in one stream leave the sessions of each as they are, in the engine too (algorithms 2)', async () => {
	let run = 0;
	await fc.assert(
		fc.asyncProperty(minutes, minutes, async (ada, bob) => {
			run += 1;
			const ids = [`${run}-ada`, `${run}-bob`];
			const streams = [streamOf(ids[0], ada), streamOf(ids[1], bob)];
			await openStore().recordEvents(streams.flat().sort((left, right) => left.occurredAt - right.occurredAt));
			const statement = compileFeatures(definitions, { asOf, scope: { kind: 'customers', ids } }, openStore().dialect);
			const rows = await openStore().query<Record<string, unknown>>(statement);
			const byId = new Map(rows.map(({ customer_id: id, ...values }) => [id, values]));
			expect(byId.get(ids[0])).toEqual(liveOf(streams[0]));
			expect(byId.get(ids[1])).toEqual(liveOf(streams[1]));
		}),
		properties(8),
	);
});

test('an event that arrives late joins the sessions around it instead of starting one', () => {
	const stream = streamOf('ada', [100, 50]);
	expect(liveOf(stream).gap30).toBe(2);
	expect(liveOf([...stream, ...streamOf('ada', [75])]).gap30).toBe(1);
});
