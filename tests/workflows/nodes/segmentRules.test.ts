import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { INodeParameters } from 'n8n-workflow';
import { aFileItem, openNodes, outputOf, someHistory, stopOf, type Nodes } from '../../support/openNodes';

let nodes: Nodes;

beforeAll(async () => {
	nodes = await openNodes();
	const items = [aFileItem('history.ndjson', someHistory(30))];
	await nodes.run({ type: 'customerEvents', parameters: { operation: 'import', fileFrom: 'binary' }, items });
	await nodes.run({ type: 'customerFeatures', parameters: {} });
});
afterAll(async () => await nodes.close());

async function define(parameters: INodeParameters) {
	const fixed = { operation: 'defineRule', ruleName: 'Readers', ruleOptions: { floor: 10 } };
	return await nodes.run({ type: 'customerSegments', parameters: { ...fixed, ...parameters } });
}

async function onSegments(operation: string, parameters: INodeParameters = {}, json = {}) {
	return outputOf(await nodes.run({ type: 'customerSegments', parameters: { operation, ...parameters }, items: [{ json }] }));
}

const locator = (value: string) => ({ __rl: true, mode: 'name', value });
const filter = (...conditions: INodeParameters[]) => ({
	options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
	conditions: conditions.map((condition, index) => ({ id: String(index), ...condition })),
	combinator: 'and',
});
const readers = { eventConditions: { condition: [{ event: locator('Article Read'), happened: 'atLeast', times: 5, withinLast: '60 days' }] } };

describe('Define Rule', () => {
	test('previews who would be in it, with the rule as JSON, and changes nothing', async () => {
		const [{ json, pairedItem }] = outputOf(await define(readers));
		expect(json).toMatchObject({
			segment: 'rule:readers', segmentName: 'Readers', published: false, version: null, customers: 90, size: 30, share: 0.3333,
			sentence: 'Customers who did "Article Read" at least 5 times in the last 60 days.',
			rule: { kind: 'count', events: { names: ['Article Read'] }, is: 'atLeast', value: 5, withinLast: '60 days' },
		});
		expect(json.examples).toHaveLength(10);
		expect(pairedItem).toEqual([{ item: 0 }]);
		expect(await onSegments('refreshRules')).toEqual([]);
	});

	test("reads n8n's own filter by the columns written in it, together with steps and other conditions", async () => {
		const featureConditions = filter(
			{ leftValue: '={{ $json.orders }}', rightValue: '={{ 1 + 1 }}', operator: { type: 'number', operation: 'gte' } },
			{ leftValue: "={{ $json['netRevenueCents'] }}", rightValue: '', operator: { type: 'number', operation: 'exists', singleValue: true } },
		);
		const steps = {
			step: [
				{ event: locator('Order Completed'), where: filter({ leftValue: '={{ $json.revenue }}', rightValue: 39, operator: { type: 'number', operation: 'gt' } }) },
				{ event: { __rl: true, mode: 'any', value: '' }, times: 2, within: '30 days', atLeast: '1 hour' },
			],
		};
		const [{ json }] = outputOf(await define({ ruleName: 'Buyers', featureConditions, steps }));
		expect(json.rule).toEqual({
			kind: 'and',
			of: [
				{
					kind: 'and',
					of: [{ kind: 'feature', feature: 'orders', is: 'atLeast', value: 2 }, { kind: 'feature', feature: 'netRevenueCents', is: 'known' }],
				},
				{
					kind: 'sequence',
					steps: [
						{ events: { names: ['Order Completed'], where: [{ field: 'revenue', is: 'moreThan', value: 39 }] }, times: 1 },
						{ events: {}, times: 2, within: '30 days', after: { atLeast: '1 hour' } },
					],
				},
			],
		});
		expect(json.size).toBeGreaterThan(20);
	});

	test.each<[INodeParameters, string]>([
		[{}, 'the rule has no condition: add one'],
		[{ silentFor: '5 days' }, "'Then Silent For' is filled in without a step"],
		[{ eventConditions: { condition: [{ event: locator('') }] } }, 'Event Conditions 1 has no event: choose one, or Any Event'],
		[{ eventConditions: { condition: [{ event: locator('Home'), withinLast: 'soon' }] } }, 'rule.withinLast is "soon": expected a time such as "5 minutes"'],
		[{ describedAs: 'json', ruleJson: '{ "kind": "coutn" }' }, 'rule.kind is "coutn": expected one of'],
		[{ describedAs: 'json', ruleJson: '{' }, 'the rule is no JSON'],
		[{ featureConditions: filter({ leftValue: '={{ $json.shoeSize }}', rightValue: 3, operator: { type: 'number', operation: 'gt' } }) }, 'the rule asks for "shoeSize", which snapshot'],
		[{ featureConditions: filter({ leftValue: '={{ 3 + 4 }}', rightValue: 3, operator: { type: 'number', operation: 'gt' } }) }, 'Feature and Score Conditions, condition 1 has "={{ 3 + 4 }}" on its left side'],
		[{ ruleName: 'Nobody', whenRun: 'switchOff' }, 'there is no rule named "Nobody"'],
		[{ ...readers, ruleOptions: { floor: 0 } }, "'Smallest Segment' is \"0\": expected a whole number from 1"],
	])('with %j is refused with a sentence', async (parameters, sentence) => {
		expect(stopOf(await define(parameters)).message.toLowerCase()).toContain(sentence.toLowerCase());
	});
});

test('a published rule is refreshed at night, listed to customers, paged, and kept when an edit is broken', async () => {
	const published = outputOf(await define({ ...readers, whenRun: 'publish' }));
	expect(published[0].json).toMatchObject({ published: true, version: 1 });
	expect(await onSegments('refreshRules')).toMatchObject([{ json: { segmentName: 'Readers', version: 1, size: 30, entered: 0, departed: 0 } }]);
	const segment = { __rl: true, mode: 'id', value: 'Readers' };
	expect(await onSegments('getMembers', { segment, returnAll: true })).toHaveLength(30);
	const broken = await define({ whenRun: 'publish', describedAs: 'json', ruleJson: { kind: 'member', segment: 'Whales' } });
	expect(stopOf(broken).message).toContain('Version 1 of "Readers" stays in use');
	expect(await onSegments('getMembers', { segment, limit: 5 })).toHaveLength(5);
	const now = { asOf: 'now' };
	expect((await onSegments('refreshRules', now))[0].json).toMatchObject({ size: 0, departed: 30, withheld: '0 customers are fewer than the floor of 10' });
	const [off] = outputOf(await define({ whenRun: 'switchOff' }));
	expect(off.json).toEqual({ segment: 'rule:readers', segmentName: 'Readers', version: 2, switchedOff: true });
	expect(await onSegments('refreshRules')).toEqual([]);
});

test('Assign Customer lists the rules a customer is in at this moment', async () => {
	const parameters = { ruleName: 'Old readers', whenRun: 'publish', eventConditions: { condition: [{ event: locator('Article Read'), happened: 'silence', since: '30 days' }] }, asOf: 'now' };
	expect(outputOf(await define(parameters))[0].json).toMatchObject({ published: true, size: 30 });
	const because = 'did "Article Read" before, but not in the last 30 days';
	const [reader] = await onSegments('assign', {}, { customerId: 'reader-3' });
	expect(reader.json).toMatchObject({ segment: 'unassigned', ruleSegments: [{ segment: 'rule:old-readers', segmentName: 'Old readers', because }] });
	const [shopper] = await onSegments('assign', {}, { customerId: 'shopper-3' });
	expect(shopper.json.ruleSegments).toEqual([]);
});
