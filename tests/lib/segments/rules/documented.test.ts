import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeRule } from '../../../../lib/segments/rules/describeRule';
import { openRuleReader } from '../../../../lib/segments/rules/evaluateRules';
import { parseRule } from '../../../../lib/segments/rules/parseRule';
import { toTest } from '../../../../lib/segments/rules/toTest';
import type { CustomerFacts } from '../../../../lib/segments/rules/types';
import { anEvent } from '../../../support/anEvent';

const asOf = Date.parse('2025-01-01T00:00:00Z');
const text = readFileSync('docs/rules.md', 'utf8');
const examples = [...text.matchAll(/\*\*([^*]+)\*\*: [^`]+```json\n([^`]+)```\n\n> ([^\n]+)\n/g)].map(([, title, json, sentence]) => ({ title, json, sentence }));

/** Days before the moment by event name; those with a list happened a minute apart from there on. */
function customer(days: Readonly<Record<string, number>>, more: Partial<CustomerFacts> = {}, each: Parameters<typeof anEvent>[0] = {}): CustomerFacts {
	const events = Object.entries(days).map(([name, daysAgo]) => anEvent({ name: name.replace(/ #\d$/, ''), daysAgo, ...each }));
	return { events, row: null, segments: new Set(), ...more };
}

const minute = 1 / 1440;
const pricing = (daysAgo: number) => ({ 'Pricing Viewed #1': daysAgo, 'Pricing Viewed #2': daysAgo - minute, 'Pricing Viewed #3': daysAgo - 4 * minute });
const pro = { properties: { plan: 'pro' } };

/** Who is in the segment and who is not, by the title of the example. */
const customers: Readonly<Record<string, readonly [CustomerFacts, CustomerFacts]>> = {
	'High intent': [customer(pricing(10 * minute)), customer(pricing(90 * minute))],
	'Integration evaluators': [
		customer({ ...pricing(8), 'Integrations Viewed': 7 }),
		customer({ ...pricing(8), 'Integrations Viewed': 7, Home: 2 }),
	],
	'Slipping away': [
		customer({ 'Order Completed': 61 }, {}, { revenueCents: 10_000 }),
		customer({ 'Order Completed': 61 }, {}, { revenueCents: 9_999 }),
	],
	'New on Pro': [customer({ 'Plan Changed': 3 }, {}, pro), customer({ 'Plan Changed': 3, 'Member Invited': 1 }, {}, pro)],
	'Worth a call': [
		customer({ Home: 1 }, { row: { churnProbability: 0.7, activeDaysLast30Days: 4 } }),
		customer({ Home: 1 }, { row: { churnProbability: 0.7, activeDaysLast30Days: 4 }, segments: new Set(['segment-4']) }),
	],
};

test('the page has five examples', () => {
	expect(examples.map(({ title }) => title)).toEqual(Object.keys(customers));
});

test.each(examples)('$title says what the page says, and means it', ({ title, json, sentence }) => {
	const rule = parseRule(json);
	expect(describeRule(rule)).toBe(sentence);
	const read = openRuleReader([toTest(rule)], undefined);
	const [inside, outside] = customers[title];
	expect(read(inside, asOf)).toEqual([true]);
	expect(read(outside, asOf)).toEqual([false]);
});
