import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CustomerEvent } from '../../../../lib/events/types';
import { consentOf } from '../../../../lib/privacy/consentOf';
import { recordScreened, recordScreenedEach } from '../../../../lib/privacy/screen/recordScreened';
import type { ScreenPolicy } from '../../../../lib/privacy/screen/types';
import { importScreened } from '../../../../lib/journeys/importScreened';
import { manageIdentities } from '../../../../lib/journeys/manageIdentities';
import { sql } from '../../../../lib/sql/sql';
import { anEvent } from '../../../support/anEvent';
import { openTestEngine, type TestEngine } from '../../../support/openTestEngine';
import { temporaryFolder } from '../../../support/openTestStore';

const dropping: ScreenPolicy = { keep: 'all', shortenIp: true, optedOut: 'drop' };
const objection = (customerId: string): CustomerEvent =>
	anEvent({ customerId, name: 'Consent Withdrawn', properties: { purpose: 'profiling' } });

async function openDoor() {
	const engine = await openTestEngine({ today: '2025-01-02T00:00:00Z' });
	return {
		engine,
		/** Whether each event got in. */
		send: async (...events: CustomerEvent[]) =>
			(await recordScreened(engine, dropping, events)).receipts.map(({ stored }) => stored),
		/** Whether each row got in, by its id. */
		load: async (...rows: Record<string, unknown>[]) => await loadFile(engine, rows),
	};
}

async function loadFile(engine: TestEngine, rows: readonly Record<string, unknown>[]): Promise<boolean[]> {
	const path = join(await temporaryFolder(), 'rows.ndjson');
	const timed = rows.map((row, index) => ({ messageId: `row-${index}`, timestamp: '2025-01-01T10:00:00Z', ...row }));
	writeFileSync(path, timed.map((row) => JSON.stringify(row)).join('\n'));
	await importScreened(engine, dropping, { path });
	const stored = await engine.store.query<{ event_id: string }>(sql`select event_id from events`);
	const ids = new Set(stored.map((row) => row.event_id));
	return timed.map(({ messageId }) => ids.has(messageId));
}

test('an objection is heard although its property is on no list', async () => {
	const { engine } = await openDoor();
	const listed: ScreenPolicy = { ...dropping, keep: ['plan'] };
	await recordScreened(engine, listed, [
		anEvent({ kind: 'identify', name: 'identify', properties: { profilingConsent: false } }),
		anEvent({ customerId: 'ben', name: 'Consent Given', properties: { purpose: 'marketing' } }),
		anEvent({ customerId: 'cleo', name: 'Consent Withdrawn', properties: { purpose: 'marketing' } }),
	]);
	const asOf = Date.parse('2025-01-02T00:00:00Z');
	const states = async (purpose: 'marketing' | 'profiling') =>
		await consentOf(engine, ['ada', 'ben', 'cleo'], { purpose, asOf });
	expect(await states('profiling')).toEqual(['withdrawn', 'unknown', 'unknown']);
	expect(await states('marketing')).toEqual(['unknown', 'granted', 'withdrawn']);
});

test('what is sent to an objector, what they pay and what they refuse is stored by webhook and file, nothing else', async () => {
	const { send, load } = await openDoor();
	await send(objection('ada'));
	expect(
		await send(
			anEvent({ name: 'Email Sent', properties: { receiptId: 'r' } }),
			anEvent({ name: 'Order Refunded', revenueCents: -500, currency: 'EUR' }),
			anEvent({ name: 'Unsubscribed' }),
			anEvent({ name: 'Page Seen' }),
		),
	).toEqual([true, true, true, false]);
	expect(
		await load(
			{ userId: 'ada', event: 'Email Sent', properties: { receiptId: 'r' } },
			{ userId: 'ada', event: 'Order Refunded', revenue: 5, properties: {} },
			{ userId: 'ada', event: 'Unsubscribed', properties: {} },
			{ userId: 'ada', event: 'Page Seen', properties: {} },
		),
	).toEqual([true, true, true, false]);
});

test('an objection that came by file holds at the webhook at once', async () => {
	const { send, load } = await openDoor();
	expect(await send(anEvent({ customerId: 'ada' }))).toEqual([true]);
	await load({ userId: 'ada', event: 'Consent Withdrawn', properties: { purpose: 'profiling' } });
	expect(await send(anEvent({ customerId: 'ada' }), anEvent({ customerId: 'ben' }))).toEqual([false, true]);
});

test('an objection holds for every id of a customer, by webhook and by file', async () => {
	const { send, load } = await openDoor();
	await send(
		anEvent({ kind: 'alias', name: 'alias', customerId: 'ada', anonymousId: 'ada-before' }),
		anEvent({ customerId: 'ada', anonymousId: 'phone' }),
	);
	await send(objection('ada'));
	const ids = [{ customerId: 'ada-before' }, { customerId: null, anonymousId: 'phone' }, { customerId: null, anonymousId: 'tablet' }];
	expect(await send(...ids.map((id) => anEvent(id)))).toEqual([false, false, true]);
	expect(
		await load({ userId: 'ada-before', event: 'Seen' }, { anonymousId: 'phone', event: 'Seen' }, { anonymousId: 'tablet', event: 'Seen' }),
	).toEqual([false, false, true]);
});

test('links made and undone by hand count at the next event', async () => {
	const { engine, send } = await openDoor();
	await send(objection('ada'));
	const pair = { previousId: 'old', customerId: 'ada' };
	await manageIdentities(engine, [{ action: 'link', ...pair }]);
	engine.sleep({ days: 1 });
	expect(await send(anEvent({ customerId: 'old' }))).toEqual([false]);
	await manageIdentities(engine, [{ action: 'undo', ...pair }]);
	engine.sleep({ days: 1 });
	expect(await send(anEvent({ customerId: 'old' }))).toEqual([true]);
});

test('a device becomes an objector\'s with the first order from it', async () => {
	const { send } = await openDoor();
	await send(objection('ada'));
	expect(await send(anEvent({ customerId: null, anonymousId: 'phone' }))).toEqual([true]);
	await send(anEvent({ name: 'Order Completed', revenueCents: 500, currency: 'EUR', anonymousId: 'phone' }));
	expect(await send(anEvent({ customerId: null, anonymousId: 'phone' }))).toEqual([false]);
});

test('who uses the device of an objector keeps their own events', async () => {
	const { send, load } = await openDoor();
	await send(anEvent({ customerId: 'ada', anonymousId: 'family tablet' }), objection('ada'));
	expect(await send(anEvent({ customerId: 'ben', anonymousId: 'family tablet' }))).toEqual([true]);
	expect(await load({ userId: 'ben', anonymousId: 'family tablet', event: 'Seen' })).toEqual([true]);
});

test('one look at the objections serves all events until something changes them', async () => {
	const { engine, send } = await openDoor();
	await send(objection('ada'));
	let reads = 0;
	const store = { ...engine.store, query: (async (...asked) => ((reads += 1), await engine.store.query(...asked))) as typeof engine.store.query };
	const order = () => anEvent({ name: 'Order Completed', revenueCents: 500, currency: 'EUR', anonymousId: 'shared till' });
	for (let count = 0; count < 50; count += 1) await recordScreened({ ...engine, store }, dropping, [order(), anEvent({ customerId: 'ben' })]);
	expect(reads).toBe(2); // The first, and one for the device.
});

test('an objection holds for all it arrives with, also where a later item has a policy of its own', async () => {
	const { engine } = await openDoor();
	const { receipts, dropped } = await recordScreenedEach(engine, [
		{ event: anEvent({ eventId: 'before', name: 'Page Seen' }), policy: dropping },
		{ event: objection('ada'), policy: { ...dropping, shortenIp: false } },
		{ event: anEvent({ eventId: 'kept', name: 'Page Seen' }), policy: { ...dropping, optedOut: 'keepForContract' } },
	]);
	expect(receipts.map(({ stored }) => stored)).toEqual([false, true, true]);
	expect(dropped).toEqual({ optedOut: 1 });
});
