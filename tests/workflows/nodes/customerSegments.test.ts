import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { aFileItem, openNodes, outputOf, someHistory, stopOf, type NodeRun, type Nodes } from '../../support/openNodes';

type Json = INodeExecutionData['json'];

let nodes: Nodes;
let snapshot: string;
let segments: Json[];

beforeAll(async () => {
	nodes = await openNodes();
	const items = [aFileItem('history.ndjson', someHistory(30))];
	await nodes.run({ type: 'customerEvents', parameters: { operation: 'import', fileFrom: 'binary' }, items });
	snapshot = String(outputOf(await nodes.run({ type: 'customerFeatures', parameters: {} }))[0].json.snapshot);
	segments = outputOf(await discover({})).map(({ json }) => json);
});
afterAll(async () => await nodes.close());

async function discover(parameters: INodeParameters, given: Partial<NodeRun> = {}) {
	const fixed = { operation: 'discover', clustersFrom: 'fixed', clusters: 3, discoverOptions: { floor: 25 } };
	return await nodes.run({ type: 'customerSegments', parameters: { ...fixed, ...parameters }, ...given });
}

async function asking(operation: string, parameters: INodeParameters, given: Partial<NodeRun> = {}) {
	return await nodes.run({ type: 'customerSegments', parameters: { operation, ...parameters }, ...given });
}

const hintsOf = (run: Awaited<ReturnType<typeof discover>>): string[] => run.finished.flatMap(({ hints }) => hints.map(({ message }) => message));
const people = (...ids: string[]): INodeExecutionData[] => ids.map((customerId) => ({ json: { customerId } }));

describe('discovering', () => {
	test('puts out one item a segment, the pictures on the first, each paired with what came in', async () => {
		const run = await discover({});
		expect(segments.map(({ size }) => size)).toEqual([30, 30, 30]);
		const [first, ...others] = run.items('Node');
		// The map, the sizes, how clear segments are, and who moved since the discovery before.
		expect(Object.keys(first.binary ?? {}).sort()).toEqual(['migration', 'segment_map', 'segment_sizes', 'silhouettes']);
		expect(new Set(Object.values(first.binary ?? {}).map(({ mimeType }) => mimeType))).toEqual(new Set(['image/png']));
		expect(others.every(({ binary }) => binary === undefined)).toBe(true);
		expect(first.pairedItem).toEqual([{ item: 0 }]);
	});

	test('works on the snapshot of the incoming item, one given by id, or the newest, and then says so', async () => {
		const older = { asOf: 'date', asOfDate: '2025-02-15T00:00:00Z' };
		const [{ json: second }] = outputOf(await nodes.run({ type: 'customerFeatures', parameters: older }));
		const used = async (run: ReturnType<typeof discover>) => outputOf(await run)[0].json.snapshot;
		expect(await used(discover({}, { items: [{ json: { snapshot: second.snapshot } }] }))).toBe(second.snapshot);
		const byId = { snapshot: { __rl: true, mode: 'id', value: String(second.snapshot) } };
		expect(await used(discover(byId, { items: [{ json: { snapshot } }] }))).toBe(second.snapshot);
		const newest = await discover({});
		expect(hintsOf(newest).join()).toMatch(/Used the newest snapshot, snapshot_2025/);
		const named = await discover({}, { items: [{ json: { snapshot } }] });
		expect(outputOf(named)[0].json.snapshot).toBe(snapshot);
		expect(hintsOf(named).join()).not.toContain('Used the newest');
	});

	test('of a snapshot that is not there says so and what to do', async () => {
		const stop = stopOf(await discover({}, { items: [{ json: { snapshot: 'snapshot_19990101' } }] }));
		expect(stop.message).toContain('snapshot_19990101');
		expect(stop.description).toBe('Change the set-up as described above, then run again.');
	});

	test.each([
		[{ clusters: 1 }, "'Segments' is \"1\": expected a whole number from 2 to 30 [item 0]"],
		[{ clusters: 12 }, '90 customers are too few for 12 segments: at least 240 are needed'],
		[{ clustersFrom: 'auto', discoverOptions: { low: 4, high: 2 } }, "'Most Segments to Try' is \"2\": expected a whole number from 4 to 30 [item 0]"],
		[{ clustersFrom: 'auto', discoverOptions: { low: 0 } }, "'Fewest Segments to Try' is \"0\": expected a whole number from 2 to 30 [item 0]"],
		[{ discoverOptions: { floor: 0 } }, "'Smallest Segment' is \"0\": expected a whole number from 1 to 1000000000 [item 0]"],
		[{ discoverOptions: { features: 'orders, shoeSize' } }, '"shoeSize", which snapshot'],
	])('with %j is refused with a sentence', async (parameters, sentence) => {
		expect(stopOf(await discover(parameters as INodeParameters)).message).toContain(sentence);
	});
});

describe('getting members', () => {
	test('pages through all customers, each once', async () => {
		const found: string[][] = [];
		let after: unknown = '';
		while (after !== undefined) {
			const page = outputOf(await asking('getMembers', { limit: 40, after: String(after) }));
			found.push(page.map(({ json }) => String(json.customerId)));
			after = page.at(-1)?.json.nextPage;
		}
		expect(found.map(({ length }) => length)).toEqual([40, 40, 10]);
		expect(new Set(found.flat()).size).toBe(90);
		expect(outputOf(await asking('getMembers', { returnAll: true }))).toHaveLength(90);
	});

	test('of one segment by id gives its customers with name and date', async () => {
		const segment = { __rl: true, mode: 'id', value: String(segments[0].segment) };
		const members = outputOf(await asking('getMembers', { segment, returnAll: true }));
		expect(members).toHaveLength(30);
		expect(members[0].json).toMatchObject({ segment: segments[0].segment, segmentName: segments[0].name });
		expect(members[0].json.since).toMatch(/^2025-\d\d-\d\dT/);
		expect(members[0].pairedItem).toEqual([{ item: 0 }]);
	});

	test('with a limit of 0, or of a segment that is none, is refused with a sentence', async () => {
		expect(stopOf(await asking('getMembers', { limit: 0 })).message).toContain("'Limit' is \"0\": expected a whole number from 1");
		const segment = { __rl: true, mode: 'id', value: 'Whales' };
		expect(stopOf(await asking('getMembers', { segment })).message).toContain('Segment is "Whales", which is none of');
	});
});

describe.each(['explain', 'assign'])('asking about customers (%s)', (operation) => {
	test('answers each item, paired', async () => {
		const output = outputOf(await asking(operation, {}, { items: people('reader-3', 'shopper-1') }));
		expect(output).toMatchObject([
			{ json: { customerId: 'reader-3' }, pairedItem: { item: 0 } },
			{ json: { customerId: 'shopper-1' }, pairedItem: { item: 1 } },
		]);
		for (const { json } of output) expect(json.segmentName).toMatch(/^Segment \d$/);
		if (operation !== 'explain') return;
		expect(output[0].json.segmentName).not.toBe(output[1].json.segmentName);
		expect(output[0].json.sentence).toMatch(/^This customer behaves like Segment \d/);
	});

	test('stops at an unknown customer or an empty id, with the item', async () => {
		const unknown = stopOf(await asking(operation, {}, { items: people('reader-3', 'nobody') }));
		expect(unknown).toMatchObject({ message: expect.stringContaining('"nobody"'), item: 1 });
		const empty = stopOf(await asking(operation, {}, { items: [...people('reader-3'), { json: {} }] }));
		expect(empty).toMatchObject({ message: "'Customer ID' is empty [item 1]", item: 1 });
	});

	test('answers the others when it continues on fail', async () => {
		const run = await asking(operation, {}, { items: people('nobody', 'reader-3', ''), onError: 'continueRegularOutput' });
		expect(outputOf(run)).toMatchObject([
			{ json: { error: expect.stringContaining('"nobody"') }, pairedItem: { item: 0 } },
			{ json: { customerId: 'reader-3' }, pairedItem: { item: 1 } },
			{ json: { error: expect.stringContaining("'Customer ID' is empty") }, pairedItem: { item: 2 } },
		]);
	});
});

test('an operation that continues on fail as a whole gives one error item, paired with all that came in', async () => {
	const credentials = { customerStoreApi: { folder: `${nodes.folder}/empty store` } };
	const items = people('reader-3', 'shopper-1');
	const run = await asking('getMembers', {}, { items, credentials, onError: 'continueRegularOutput' });
	expect(outputOf(run)).toEqual([
		{
			json: { error: 'no customer is in a segment yet: run Customer Segments · Discover first' },
			pairedItem: [{ item: 0 }, { item: 1 }],
		},
	]);
});
