import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aFileItem, openNodes, outputOf, someHistory, stopOf, type NodeRun, type Nodes } from '../../support/openNodes';

type Json = INodeExecutionData['json'];

let nodes: Nodes;
beforeAll(async () => {
	nodes = await openNodes();
	const items = [aFileItem('history.ndjson', someHistory(25))];
	await nodes.run({ type: 'customerEvents', parameters: { operation: 'import', fileFrom: 'binary' }, items });
	await nodes.run({ type: 'customerFeatures', parameters: {} });
	const discover = { operation: 'discover', clustersFrom: 'fixed', clusters: 3, discoverOptions: { floor: 20 } };
	await nodes.run({ type: 'customerSegments', parameters: discover });
});
afterAll(async () => await nodes.close());

const people = (...ids: string[]): INodeExecutionData[] => ids.map((customerId) => ({ json: { customerId } }));
const onFail = { onError: 'continueRegularOutput' } as const;

async function using(type: string, parameters: INodeParameters, given: Partial<NodeRun> = {}) {
	return await nodes.run({ type, parameters, ...given });
}

function aLetter(customerId: string, more: Json = {}): INodeExecutionData {
	const words = { subject: `Hello ${customerId}`, html: '<p>Hello</p>', text: 'Hello' };
	return { json: { customerId, campaign: 'spring', to: `${customerId}@example.com`, ...words, ...more } };
}

describe('delivering', () => {
	const deliver = async (items: INodeExecutionData[], parameters: INodeParameters = {}, given: Partial<NodeRun> = {}) =>
		await using('campaignDelivery', { operation: 'deliver', dryRun: false, ...parameters }, { items, ...given });

	test('hands each message over once, paired, and settles what is confirmed', async () => {
		const letters = [aLetter('shopper-1'), aLetter('reader-1')];
		const first = outputOf(await deliver(letters));
		expect(first.map(({ json, pairedItem }) => [json.state, pairedItem])).toEqual([
			['handedOver', { item: 0 }],
			['handedOver', { item: 1 }],
		]);
		const receipts = first.map(({ json }) => ({ json: { receiptId: json.receiptId } }));
		const again = outputOf(await deliver(letters));
		expect(again.map(({ json }) => json.state)).not.toContain('handedOver');
		const confirmed = outputOf(await using('campaignDelivery', { operation: 'confirm' }, { items: receipts }));
		expect(confirmed.map(({ json }) => json.state)).toEqual(['sent', 'sent']);
		expect(outputOf(await deliver(letters)).map(({ json }) => json.state)).not.toContain('handedOver');
	});

	test('what was refused may be sent anew; a receipt that is none is an error of its item', async () => {
		const [{ json }] = outputOf(await deliver([aLetter('shopper-2')]));
		const items = [{ json: { receiptId: json.receiptId } }, { json: { receiptId: 'message-none' } }];
		const settled = outputOf(await using('campaignDelivery', { operation: 'confirm', outcome: 'refused' }, { items, ...onFail }));
		expect(settled[0].json.state).toBe('refused');
		expect(settled[1]).toMatchObject({ json: { error: expect.stringContaining('message-none') }, pairedItem: { item: 1 } });
		expect(outputOf(await deliver([aLetter('shopper-2')]))[0].json.state).toBe('handedOver');
	});

	test('a message without what it needs stops the batch before anything is handed over', async () => {
		const letters = [aLetter('shopper-3'), aLetter('reader-3', { subject: ' ' })];
		const stop = stopOf(await deliver(letters));
		expect(stop).toMatchObject({ message: expect.stringMatching(/^Subject of item 1 is missing/), item: 1 });
		const rest = outputOf(await deliver(letters, {}, onFail));
		expect(rest.map(({ json }) => json.state ?? 'error')).toEqual(['handedOver', 'error']);
	});

	test('a dry run of some items by expression sends none of these', async () => {
		const letters = [aLetter('shopper-4', { rehearse: false }), aLetter('reader-4', { rehearse: true }), aLetter('struggler-4', { rehearse: false })];
		const output = outputOf(await deliver(letters, { dryRun: '={{ $json.rehearse }}' }));
		expect(output.map(({ json, pairedItem }) => [json.customerId, json.state, pairedItem])).toEqual([
			['shopper-4', 'handedOver', { item: 0 }],
			['reader-4', 'dryRun', { item: 1 }],
			['struggler-4', 'handedOver', { item: 2 }],
		]);
	});

	test('a stranger without a consent on record is withheld, unless the owner says they may be written to', async () => {
		expect(outputOf(await deliver([aLetter('stranger')]))[0].json).toMatchObject({ state: 'withheld' });
		const allowed = await deliver([aLetter('stranger')], { unknownConsent: 'send' });
		expect(outputOf(allowed)[0].json.state).toBe('handedOver');
	});
});

describe('writing e-mails', () => {
	const write = async (items: INodeExecutionData[], emailOptions: INodeParameters, given: Partial<NodeRun> = {}) =>
		await using('personalizedEmail', { emailOptions }, { items, ...given });

	test('an own template given by expression is that of each item, not that of the first', async () => {
		const items = [
			{ json: { customerId: 'shopper-1', city: 'Bristol' } },
			{ json: { customerId: 'reader-1', city: 'Leeds' } },
		];
		const output = outputOf(await write(items, { subjectTemplate: '=News for {{ $json.city }}' }));
		expect(output.map(({ json }) => json.subject)).toEqual(['News for Bristol', 'News for Leeds']);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	test('a mistake in an own template is shown with what is wrong', async () => {
		const stop = stopOf(await write(people('shopper-1'), { subjectTemplate: 'Hello {{ firstName' }));
		expect(stop.message).toMatch(/subject/i);
		expect(stop.description).toBe('Change the value named above and run again.');
	});

	test('an offer that is no offer is an error of its item; the others are written', async () => {
		const items = [...people('shopper-1'), { json: { customerId: 'reader-1', offer: '10 % off' } }];
		const output = outputOf(await write(items, {}, onFail));
		expect(output).toMatchObject([
			{ json: { campaign: 'weekly', to: 'shopper-1@example.com', writtenBy: expect.stringMatching(/^template /) } },
			{ json: { error: expect.stringContaining('offer of the item is "10 % off"') }, pairedItem: { item: 1 } },
		]);
	});

	test('an empty sender is refused in the words of the node', async () => {
		const stop = stopOf(await using('personalizedEmail', { sender: '={{ $json.nobody }}' }, { items: people('shopper-1') }));
		expect(stop).toMatchObject({ message: "'Sender' is empty [item 0]", item: 0 });
	});
});

describe('choosing offers', () => {
	const choose = async (items: INodeExecutionData[], parameters: INodeParameters = {}, given: Partial<NodeRun> = {}) =>
		await using('offerDecision', parameters, { items, ...given });

	test('decides for each item, gives its probability and reason, and decides the same again', async () => {
		const first = outputOf(await choose(people('shopper-5', 'reader-5')));
		expect(first.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		for (const { json } of first) {
			const decision = json.offerDecision as Json;
			expect(decision.probability).toBeGreaterThan(0);
			expect(decision.reason).toMatch(/chosen with a probability/);
		}
		const again = outputOf(await choose(people('shopper-5', 'reader-5')));
		expect(again.map(({ json }) => json.offer)).toEqual(first.map(({ json }) => json.offer));
	});

	test.each([
		['not json', "'Your Offers' is not JSON"],
		['[{"id":"x"}]', 'name'],
		['[]', 'offer'],
	])('offers of one\'s own that are wrong (%s) stop with a sentence', async (offers, sentence) => {
		const stop = stopOf(await choose(people('shopper-5'), { offersFrom: 'own', offers }));
		expect(stop.message).toContain(sentence);
		expect(stop.item).toBe(0);
	});
});

describe('predicting', () => {
	test('with too few customers says so as an item or as an error, whichever is asked for', async () => {
		const stop = stopOf(await using('propensity', { operation: 'train' }));
		expect(stop.description).toBe('Nothing is wrong with the workflow: it needs more data.');
		const [item] = outputOf(await using('propensity', { operation: 'train' }, onFail));
		expect(item.json.error).toBe(stop.message.charAt(0).toLowerCase() + stop.message.slice(1));
	});

	test('scoring without a trained model says what to run first', async () => {
		const stop = stopOf(await using('propensity', { operation: 'score' }));
		expect(stop.message).toMatch(/train/i);
	});

	test('an impossible horizon is refused', async () => {
		const stop = stopOf(await using('propensity', { operation: 'train', horizonDays: 0 }));
		expect(stop.message).toBe("'Within Days' is \"0\": expected a whole number from 1 to 365 [item 0]");
	});
});
