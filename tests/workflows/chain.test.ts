import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../../lib/sql/sql';
import type { WorkflowJson, WorkflowRun } from '../../scripts/n8n/inProcess';
import { writeSimulation, type SimulationSummary } from '../../scripts/simulate/writeSimulation';
import { readPng } from '../lib/report/readPng';
import { findInventions } from '../support/findInventions';
import { readFacts, writeEarlierHistory, type CustomerFacts } from '../support/historyFacts';
import { openWorkflowChain, rowsOf, withParameters, type WorkflowChain } from '../support/openWorkflowChain';

let chain: WorkflowChain;
let simulated: SimulationSummary;
let facts: Map<string, CustomerFacts>;
let imported: WorkflowRun;
let firstNight: WorkflowRun;
let importedAgain: WorkflowRun;
let secondNight: WorkflowRun;
const members: Map<string, string>[] = [];

/** Two nights of a shop: its history without the last day, then the whole of it. */
beforeAll(async () => {
	chain = await openWorkflowChain();
	const data = join(chain.folder, 'data');
	simulated = await writeSimulation({ customers: 1_000, days: 120, seed: 'chain' }, data);
	const whole = join(data, simulated.files.events);
	const earlier = join(data, 'earlier.ndjson');
	writeEarlierHistory(whole, earlier, '2025-06-29T00:00:00Z');
	facts = readFacts(whole);
	imported = await chain.importFile(earlier);
	firstNight = await chain.run('nightly-segment-refresh.json');
	members.push(await readMembers());
	importedAgain = await chain.importFile(whole);
	secondNight = await chain.run('nightly-segment-refresh.json');
	members.push(await readMembers());
}, 400_000);
afterAll(async () => await chain.close());

async function readMembers(): Promise<Map<string, string>> {
	const rows = await chain.query<{ customer_id: string; segment: string }>(
		sql`select customer_id, segment from memberships where valid_to is null`,
	);
	return new Map(rows.map(({ customer_id: id, segment }) => [id, segment]));
}

/** How many rows the tables hold that a campaign writes. */
async function countWritten(): Promise<unknown> {
	return await chain.query(sql`
		select (select count(*) from events) as events, (select count(*) from messages) as messages`);
}

describe('importing history', () => {
	test('stores every valid event once and counts what it left out by reason', () => {
		const [first] = rowsOf(imported, 'Import Events') as { rows: number; stored: number; rejected: Record<string, number> }[];
		const [again] = rowsOf(importedAgain, 'Import Events') as typeof first[];
		expect(first.stored + again.stored).toBe(simulated.events);
		expect(again.rows).toBe(simulated.rows);
		for (const { rows, stored, rejected } of [first, again]) {
			expect(stored + Object.values(rejected).reduce((sum, count) => sum + count, 0)).toBe(rows);
		}
		const { missingCustomer, impossibleDate, unknownType } = simulated.rejected;
		expect(again.rejected).toMatchObject({
			'no customer: neither a customer id nor an anonymous id': missingCustomer,
			'no usable time': impossibleDate,
			'unknown event type': unknownType,
		});
	});

	test('says what is missing for good segments and what works already', () => {
		const [readiness] = rowsOf(importedAgain, 'Check Readiness');
		expect(readiness).toMatchObject({ ready: false, events: simulated.events });
		expect(readiness.sentence).toContain('of 10,000 customers');
		expect(readiness.works).toContain('segments');
	});
});

describe('a night', () => {
	test('finds segments with names and descriptions that hold every customer once', () => {
		const segments = rowsOf(secondNight, 'Name Segments');
		expect(segments.length).toBeGreaterThanOrEqual(2);
		expect(new Set(segments.map(({ name }) => name)).size).toBe(segments.length);
		for (const segment of segments) {
			expect(String(segment.name).length).toBeGreaterThan(3);
			expect(segment.name).not.toMatch(/^Segment \d+$/);
			expect(segment.description).toMatch(/^They .+\./);
			expect(segment.namedBy).toBe('rule');
			expect('withheld' in segment).toBe(Number(segment.size) < 100);
		}
		const [features] = rowsOf(secondNight, 'Compute Features');
		expect(segments.reduce((sum, { size }) => sum + Number(size), 0)).toBe(features.customers);
		expect(members[1].size).toBe(features.customers);
	});

	test('measures its prediction on later days and scores every customer', () => {
		const [model] = rowsOf(secondNight, 'Train Purchase Model') as Record<string, number>[];
		expect(model).not.toHaveProperty('error');
		expect(model.auc).toBeGreaterThan(0.6);
		expect(model.auc).toBeLessThanOrEqual(1);
		expect(model.brier).toBeGreaterThan(0);
		expect(model.brier).toBeLessThan(0.25);
		expect(model.ece).toBeGreaterThanOrEqual(0);
		expect(model.ece).toBeLessThan(0.2);
		const [scored] = rowsOf(secondNight, 'Score Customers');
		expect(scored.scored).toBe(rowsOf(secondNight, 'Compute Features')[0].customers);
	});

	test('ends with a page and pictures that open', async () => {
		const [report] = secondNight.items('Make Report');
		const { report: page, ...pictures } = report.binary ?? {};
		const html = Buffer.from(page.data, 'base64').toString('utf8');
		expect(page.mimeType).toBe('text/html');
		expect(html).toMatch(/^<!doctype html>/i);
		for (const { name } of rowsOf(secondNight, 'Name Segments')) expect(html).toContain(escaped(String(name)));
		expect(Object.keys(pictures).length).toBeGreaterThanOrEqual(4);
		for (const picture of Object.values(pictures)) {
			const { width, height } = readPng(Buffer.from(picture.data, 'base64'));
			expect(width).toBeGreaterThan(200);
			expect(height).toBeGreaterThan(100);
		}
	});

	test('after another day of events gives an id of before only to the people it stood for', () => {
		const idsOf = (finished: WorkflowRun) => rowsOf(finished, 'Name Segments').map(({ segment }) => String(segment));
		const kept = idsOf(secondNight).filter((id) => idsOf(firstNight).includes(id));
		expect(kept.length).toBeGreaterThanOrEqual(2);
		const [before, after] = members.map((night) => (id: string) => [...night].filter(([, segment]) => segment === id).map(([customer]) => customer));
		for (const id of kept) {
			const both = before(id).filter((customer) => after(id).includes(customer)).length;
			const either = new Set([...before(id), ...after(id)]).size;
			expect([id, both / either >= 0.5]).toEqual([id, true]);
		}
	});

	test('over the same events keeps every id, name and member', async () => {
		const thirdNight = await chain.run('nightly-segment-refresh.json');
		const identityOf = (finished: WorkflowRun) => rowsOf(finished, 'Name Segments').map(({ segment, name, size }) => ({ segment, name, size }));
		expect(identityOf(thirdNight)).toEqual(identityOf(secondNight));
		expect(await readMembers()).toEqual(members[1]);
	}, 300_000);
});

describe('a weekly campaign', () => {
	test('as shipped writes to people in the words of their own data, and sends and records nothing', async () => {
		const before = await countWritten();
		const weekly = await chain.run('weekly-campaign.json');
		const emails = rowsOf(weekly, 'Deliver');
		expect(emails.length).toBe(200);
		expect(emails.flatMap((email) => findInventions(email, facts))).toEqual([]);
		expect(rowsOf(weekly, 'May Be Sent Now')).toEqual([]);
		expect(await countWritten()).toEqual(before);
	});

	test('withholds every customer who withdrew consent or never gave it', async () => {
		const weekly = await chain.run('weekly-campaign.json');
		const states = new Map(rowsOf(weekly, 'Deliver').map((email) => [String(email.customerId), email]));
		const consentOf = (id: string) => facts.get(id)?.marketingConsent;
		const withheld = [...states.keys()].filter((id) => consentOf(id) !== true);
		expect(withheld.length).toBeGreaterThan(5);
		for (const [id, { state, reason }] of states) {
			expect([id, state]).toEqual([id, consentOf(id) === true ? 'dryRun' : 'withheld']);
			if (consentOf(id) === false) expect(reason).toContain('withdrawn');
		}
	});

	test('in earnest hands each message over with unsubscribe headers, settles it, and never sends it twice', async () => {
		const inEarnest = withParameters({
			'Choose Offer': { dryRun: false },
			Deliver: { dryRun: false },
			'Confirm Sent': {},
		});
		const sent = await chain.run('weekly-campaign.json', inEarnest);
		const handedOver = rowsOf(sent, 'May Be Sent Now');
		expect(handedOver.length).toBeGreaterThan(20);
		for (const { headers, customerId } of handedOver) {
			expect(headers).toMatchObject({ 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' });
			expect((headers as Record<string, string>)['List-Unsubscribe']).toContain(`customer=${String(customerId)}>`);
		}
		expect(rowsOf(sent, 'Confirm Sent').map(({ state }) => state)).toEqual(handedOver.map(() => 'sent'));
		const messages = await chain.query<{ id: string; state: string }>(sql`select id, state from messages order by id`);
		expect(messages.map(({ id }) => id)).toEqual(handedOver.map(({ receiptId }) => receiptId).sort());
		expect(new Set(messages.map(({ state }) => state))).toEqual(new Set(['sent']));
		const again = await chain.run('weekly-campaign.json', inEarnest);
		expect(rowsOf(again, 'May Be Sent Now')).toEqual([]);
		expect(await chain.query(sql`select id, state from messages order by id`)).toEqual(messages);
	});
});

describe('a visit to the website', () => {
	const visit = async (body: Record<string, unknown>) => {
		const pinData = { 'Visitor Did Something': [{ json: { headers: {}, params: {}, query: {}, body } }] };
		const finished = await chain.run('live-personalization.json', undefined, { pinData, mode: 'webhook' });
		expect(finished.answers).toHaveLength(1);
		return finished.answers[0] as { body: Record<string, unknown>; statusCode?: number };
	};

	test('of a known customer is answered with the segment and the offer, and recorded once', async () => {
		const body = { userId: 'c0000001', event: 'Product Viewed', messageId: 'visit-1', productId: 'books-5' };
		const names = rowsOf(secondNight, 'Name Segments').map(({ name }) => name);
		const first = await visit(body);
		expect(names).toContain(first.body.segment);
		expect(first.body).toHaveProperty('offer');
		expect(first.body.reason).toMatch(/chosen with a probability/);
		expect(await visit(body)).toEqual(first);
		expect(await chain.query(sql`select count(*) as n from events where event_id = 'visit-1'`)).toEqual([{ n: 1 }]);
	});

	test('of somebody unknown is answered, without an offer made for somebody else', async () => {
		const { body } = await visit({ anonymousId: 'visitor-1', event: 'Page Viewed' });
		expect(body).toMatchObject({ segment: null, offer: null });
		expect(body.reason).not.toBe('');
	});

	test('of a customer who objected to profiling is answered without segment and offer', async () => {
		await visit({ userId: 'c0000002', type: 'identify', traits: { profilingConsent: false } });
		const { body } = await visit({ userId: 'c0000002', event: 'Product Viewed' });
		expect(body).toMatchObject({ segment: null, offer: null });
		expect(body.reason).toMatch(/consent/i);
	});

	test.each([[{}], [{ userId: 'c0000001' }], [{ event: 'Product Viewed' }], [{ userId: 'c1', event: 'Page', timestamp: 'soon' }]])(
		'that makes no sense (%j) is refused with a sentence and stores nothing',
		async (body) => {
			const before = await countWritten();
			const answer = await visit(body);
			expect(answer.statusCode).toBe(400);
			expect(String(answer.body.error).length).toBeGreaterThan(20);
			expect(await countWritten()).toEqual(before);
		},
	);
});

test('a shop with little data gets segments, a plain sentence about the prediction, and its report', async () => {
	const data = join(chain.folder, 'small');
	const small = await writeSimulation({ customers: 100, days: 30, seed: 'small' }, data);
	const store = { customerStoreApi: { folder: join(chain.folder, 'small-store') } };
	const elsewhere = withStoreCredential;
	await chain.importFile(join(data, small.files.events), elsewhere, store);
	const night = await chain.run('nightly-segment-refresh.json', elsewhere, { credentials: store });
	expect(rowsOf(night, 'Name Segments').length).toBeGreaterThanOrEqual(2);
	const [prediction] = rowsOf(night, 'Train Purchase Model');
	expect(Object.keys(prediction)).toEqual(['error']);
	expect(prediction.error).toMatch(/too few|not enough|needed/i);
	expect(night.items('Make Report')[0].binary?.report.mimeType).toBe('text/html');
});

/** Every node of ours with a credential for the customer store. */
function withStoreCredential(json: WorkflowJson): WorkflowJson {
	const credentials = { customerStoreApi: { id: '1', name: 'Small store' } };
	const ours = (type: string): boolean => type.startsWith('n8n-nodes-cohorts.');
	return { ...json, nodes: json.nodes.map((node) => (ours(node.type) ? { ...node, credentials } : node)) };
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
