import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../../../lib/core/hash';
import type { CustomerEvent } from '../../../../lib/events/types';
import { openSequenceReader } from '../../../../lib/segments/rules/evaluateSequence';
import { openRuleReader } from '../../../../lib/segments/rules/evaluateRules';
import { parseRule } from '../../../../lib/segments/rules/parseRule';
import { toTest } from '../../../../lib/segments/rules/toTest';
import { testedStore } from '../../../support/databases/testedStore';
import { properties } from '../../../support/properties';
import { readRules } from '../../../support/readRules';
import { shareTestStore } from '../../../support/shareTestStore';
import { occursByTrial } from './occursByTrial';
import { asOf, rows, rules, segments, sequences, streams } from './randomRules';

const store = shareTestStore();

/** Planning many sequences costs ClickHouse a second: fewer statements there. */
const runs = testedStore() === 'clickhouse' ? 6 : 25;

const customers = fc.array(fc.record({ events: streams, row: rows, segments }), { minLength: 4, maxLength: 8 });

test('the live reading of random rules equals the SQL reading, to the last customer', async () => {
	let run = 0;
	let yes = 0;
	await fc.assert(
		fc.asyncProperty(fc.array(rules, { minLength: 8, maxLength: 8 }), customers, async (list, people) => {
			run += 1;
			const known = people.map((person, index) => {
				const customerId = `${run}-${index}`;
				return { ...person, customerId, events: person.events.map((event) => ({ ...event, customerId })) };
			});
			const tests = list.map(toTest);
			const found = await readRules(store(), tests, { customers: known, asOf });
			const read = openRuleReader(tests, undefined);
			for (const { customerId, events, row, segments: inside } of known) {
				const live = read({ events, row: row ?? null, segments: new Set(inside) }, asOf);
				if (!events.some(isKnown)) {
					expect(found.has(customerId)).toBe(false);
					continue;
				}
				live.forEach((verdict, index) => {
					const message = `${canonicalJson(list[index])}: live ${verdict}, SQL ${found.get(customerId)?.[index]}`;
					expect(found.get(customerId)?.[index], message).toBe(verdict);
					if (verdict === true) yes += 1;
				});
			}
		}),
		{ ...properties(runs), endOnFailure: true },
	);
	expect(yes).toBeGreaterThan(run * 5);
}, 1_200_000);

function isKnown(event: CustomerEvent): boolean {
	return event.occurredAt < asOf && event.receivedAt < asOf && event.excluded === null;
}

test('a sequence occurred when some choice of events fulfils it, and only then', () => {
	let yes = 0;
	fc.assert(
		fc.property(sequences, streams, (sequence, stream) => {
			const known = stream.filter(isKnown);
			const expected = openSequenceReader(sequence)(known, asOf);
			expect(expected).toBe(occursByTrial(sequence, known, asOf));
			if (expected) yes += 1;
		}),
		properties(2_000),
	);
	expect(yes).toBeGreaterThan(100);
});

test('neither the order of events nor a repeated event changes a verdict', () => {
	fc.assert(
		fc.property(rules, streams, rows, fc.infiniteStream(fc.nat()), (rule, stream, row, draws) => {
			const read = openRuleReader([toTest(rule)], undefined);
			const noisy = [...stream, ...stream.slice(0, 5)]
				.map((event) => ({ event, place: draws.next().value }))
				.sort((left, right) => left.place - right.place)
				.map(({ event }) => event);
			const of = (events: readonly CustomerEvent[]) => read({ events, row: row ?? null, segments: new Set() }, asOf);
			expect(of(noisy)).toEqual(of(stream));
		}),
		properties(300),
	);
});

test('what occurs or arrives at the moment or later changes nothing', () => {
	fc.assert(
		fc.property(rules, streams, streams, (rule, stream, more) => {
			const read = openRuleReader([toTest(rule)], undefined);
			const later = more.map((event, index) => ({
				...event,
				occurredAt: index % 2 === 0 ? asOf + index : event.occurredAt,
				receivedAt: asOf + index,
			}));
			const of = (events: readonly CustomerEvent[]) => read({ events, row: null, segments: new Set() }, asOf);
			expect(of([...stream, ...later])).toEqual(of(stream));
		}),
		properties(300),
	);
});

test('every rule survives being written as JSON and read again', () => {
	fc.assert(
		fc.property(rules, (rule) => {
			expect(parseRule(JSON.stringify(rule))).toEqual(rule);
		}),
		properties(500),
	);
});
