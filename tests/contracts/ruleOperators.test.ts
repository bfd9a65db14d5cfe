import { describe, expect, test } from 'vitest';
import { InvalidInput } from '../../lib/core/errors';
import type { CustomerEvent } from '../../lib/events/types';
import { describeRule } from '../../lib/segments/rules/describeRule';
import { operators } from '../../lib/segments/rules/operators/index';
import { parseRule } from '../../lib/segments/rules/parseRule';
import { openRuleReader } from '../../lib/segments/rules/evaluateRules';
import { toTest } from '../../lib/segments/rules/toTest';
import type { ExampleCustomer } from '../../lib/segments/rules/types';
import { anEvent } from '../support/anEvent';
import { readRules, type KnownCustomer } from '../support/readRules';
import { ruleExamples } from '../support/ruleExamples';
import { shareTestStore } from '../support/shareTestStore';

const store = shareTestStore();

function eventsOf(customerId: string, { events = [] }: ExampleCustomer): CustomerEvent[] {
	return events.map(({ at, ...parts }) => anEvent({ occurredAt: Date.parse(at), ...parts, customerId }));
}

describe.each(Object.entries(ruleExamples))('%s', (kind, { rule: json, asOf, sentence, customers, refused }) => {
	const rule = parseRule(json);
	const at = Date.parse(asOf);

	test('is listed under its own name and read as it was written', () => {
		expect(Object.entries(operators).map(([key, operator]) => [key, operator.kind])).toContainEqual([kind, kind]);
		expect(JSON.stringify(json)).toContain(`"kind":"${kind}"`);
		expect(parseRule(JSON.stringify(rule))).toEqual(rule);
		expect(parseRule(rule)).toEqual(rule);
	});

	test('is told in a sentence', () => {
		expect(describeRule(rule)).toBe(sentence);
	});

	test('says about its customers what is expected, read live', () => {
		const read = openRuleReader([toTest(rule)], undefined);
		for (const [name, customer] of Object.entries(customers)) {
			const facts = { events: eventsOf(name, customer), row: customer.row ?? null, segments: new Set(customer.segments) };
			expect(read(facts, at), name).toEqual([customer.expected]);
		}
	});

	test('says the same read as SQL', async () => {
		const known: KnownCustomer[] = Object.entries(customers).map(([name, customer]) => {
			const customerId = `${kind}/${name}`;
			return { customerId, events: eventsOf(customerId, customer), row: customer.row, segments: customer.segments };
		});
		const verdicts = await readRules(store(), [toTest(rule)], { customers: known, asOf: at });
		for (const [name, { expected }] of Object.entries(customers)) {
			expect(verdicts.get(`${kind}/${name}`), name).toEqual([expected]);
		}
	});

	test.each(refused.map(({ rule: wrong, says }) => [says, wrong] as const))('is refused: %s', (says, wrong) => {
		expect(() => parseRule(wrong)).toThrow(InvalidInput);
		expect(() => parseRule(wrong)).toThrow(says);
	});
});
