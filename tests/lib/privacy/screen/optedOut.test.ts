import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CustomerEvent } from '../../../../lib/events/types';
import { consentOf } from '../../../../lib/privacy/consentOf';
import { recordScreened } from '../../../../lib/privacy/screen/recordScreened';
import type { ScreenPolicy } from '../../../../lib/privacy/screen/types';
import { importScreened } from '../../../../lib/journeys/importScreened';
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
