import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importScreened } from '../../../lib/journeys/importScreened';
import { recordScreened } from '../../../lib/privacy/screen/recordScreened';
import { parseItem } from '../../../lib/events/parseItem';
import type { ScreenPolicy } from '../../../lib/privacy/screen/types';
import { sql } from '../../../lib/sql/sql';
import { anEvent } from '../../support/anEvent';
import { openTestEngine } from '../../support/openTestEngine';
import { temporaryFolder } from '../../support/openTestStore';

const policy: ScreenPolicy = { keep: 'all', shortenIp: true, optedOut: 'drop', pseudonymKey: 'the key' };
const rows = [
	{ messageId: 'a', userId: 'ada@example.com', event: 'Page Seen', properties: { password: 'x' } },
	{ messageId: 'b', userId: 'ben', event: 'Page Seen', properties: { note: 'card 4111 1111 1111 1111' } },
	{ messageId: 'c', userId: 'ben', event: 'Page Seen', properties: { ip: '203.0.113.7', email: 'ben@example.com' } },
	{ messageId: 'd', userId: 'cleo', event: 'Page Seen', properties: {} },
	{ messageId: 'e', userId: 'cleo', event: 'Order Completed', revenue: 5, properties: {} },
	{ messageId: 'f', userId: 'dora', event: 'Page Seen', properties: { plan: 'team' } },
].map((row, index) => ({ ...row, timestamp: `2024-12-31T10:00:0${index}Z` }));

test('a file and a webhook let in the same events, take the same from them, and count the same', async () => {
	const objection = anEvent({ eventId: 'o', customerId: 'cleo', name: 'Consent Withdrawn', properties: { purpose: 'profiling' } });
	const stored = async (load: (engine: Awaited<ReturnType<typeof openTestEngine>>) => Promise<unknown>) => {
		const engine = await openTestEngine({ today: '2025-01-02T00:00:00Z' });
		await recordScreened(engine, policy, [objection]);
		const counts = await load(engine);
		const events = await engine.store.query(sql`select event_id, customer_id, revenue_cents, excluded, properties from events order by event_id`);
		return { counts, events };
	};
	const byFile = await stored(async (engine) => {
		const path = join(await temporaryFolder(), 'rows.ndjson');
		writeFileSync(path, rows.map((row) => JSON.stringify(row)).join('\n'));
		const summary = await importScreened(engine, policy, { path });
		expect(summary).toMatchObject({ rows: 6, stored: 5, rejected: { 'dropped: the customer objected to profiling': 1 } });
		return summary.dropped;
	});
	const byWebhook = await stored(async (engine) => {
		const events = rows.flatMap((row) => parseItem(row, engine.clock.now()).map((parsed) => (parsed.ok ? parsed.value : anEvent())));
		return (await recordScreened(engine, policy, events)).dropped;
	});
	expect(byFile.events).toEqual(byWebhook.events);
	expect(byWebhook.counts).toEqual({ secrets: 1, personal: 2, cardNumbers: 1, ipAddresses: 1, optedOut: 1 });
	expect(byFile.counts).toEqual({
		'passwords, keys and tokens': 1,
		'e-mail addresses and phone numbers, replaced by pseudonyms': 2,
		'card numbers': 1,
		'IP addresses, shortened': 1,
		'events of customers who objected to profiling': 1,
	});
});
