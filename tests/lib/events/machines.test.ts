import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importEvents } from '../../../lib/events/importEvents';
import { machineReason } from '../../../lib/events/machineReason';
import { computeSnapshot } from '../../../lib/features/computeSnapshot';
import { identifier, sql } from '../../../lib/sql/sql';
import { anEvent } from '../../support/anEvent';
import { openTestEngine } from '../../support/openTestEngine';
import { temporaryFolder } from '../../support/openTestStore';

const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';
const googlebot = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';
const gmail = 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)';

/** Who did what, and what it is taken for. */
const acts: ReadonlyArray<[title: string, name: string, properties: Record<string, unknown>, reason: string | undefined]> = [
	['a person on a site', 'Pricing Viewed', { userAgent: chrome }, undefined],
	['a crawler', 'Pricing Viewed', { userAgent: googlebot }, 'bot'],
	['a headless browser', 'Pricing Viewed', { $raw_user_agent: chrome.replace('Chrome', 'HeadlessChrome') }, 'bot'],
	['an app or a server', 'Pricing Viewed', { user_agent: 'analytics-node/3.1.0' }, undefined],
	['an open by Apple Mail Privacy Protection', 'Email Opened', { userAgent: 'Mozilla/5.0' }, 'machineOpen'],
	['an open through Gmail, which a person caused', 'Email Opened', { userAgent: gmail }, undefined],
	['an open its sender knows to be a machine', 'Email Opened', { sg_machine_open: true }, 'machineOpen'],
	['an open its sender knows to be none', 'email_opened', { machine_open: false }, undefined],
	['a click by a security scanner', 'Email Clicked', { userAgent: 'Mozilla/5.0 Barracuda Sentinel' }, 'linkScanner'],
	['the same agent on a site', 'Pricing Viewed', { userAgent: 'Mozilla/5.0 Barracuda Sentinel' }, undefined],
	['an event flagged as a bot', 'Signed Up', { isBot: 'true' }, 'bot'],
	['nobody knows', 'Signed Up', {}, undefined],
];

test.each(acts)('%s', (_title, name, properties, reason) => {
	expect(machineReason({ name, properties })).toBe(reason);
});

describe('in a file', () => {
	test('the same acts get the same marks, are counted, and features leave them out', async () => {
		const engine = await openTestEngine({ today: '2025-01-02T00:00:00Z' });
		const path = join(await temporaryFolder(), 'acts.ndjson');
		const rows = acts.map(([, event, properties], index) => ({ messageId: `a${index}`, userId: 'ada', event, properties, timestamp: `2025-01-01T10:00:${10 + index}Z` }));
		writeFileSync(path, rows.map((row) => JSON.stringify(row)).join('\n'));
		const summary = await importEvents(engine, { path });
		expect(summary.excluded).toEqual({
			'sent by a bot or crawler': 3,
			'opened by a mail server that fetches every picture, not by a person': 2,
			'link followed by a security scanner, not by a person': 1,
		});
		const stored = await engine.store.query<{ event_id: string; excluded: string | null }>(sql`select event_id, excluded from events`);
		const marks = new Map(stored.map((row) => [row.event_id, row.excluded ?? undefined]));
		expect(acts.map((_, index) => marks.get(`a${index}`))).toEqual(acts.map(([, , , reason]) => reason));
	});
});

test('a machine changes no feature of the customer it acted for', async () => {
	const engine = await openTestEngine();
	const person = [1, 3, 9].map((daysAgo) => anEvent({ daysAgo, name: 'Email Opened', channel: 'email' }));
	const other = [2, 4].map((daysAgo) => anEvent({ daysAgo, customerId: 'ben' }));
	await engine.store.recordEvents([...person, ...other]);
	const asOf = Date.parse('2025-01-01T00:00:00Z');
	const values = async (): Promise<unknown> => {
		const { snapshot } = await computeSnapshot(engine, { asOf });
		return await engine.store.query(sql`select * from ${identifier(snapshot)} snapshot order by customer_id`);
	};
	const before = await values();
	await engine.store.recordEvents([1, 2, 3].map((daysAgo) => anEvent({ daysAgo, name: 'Email Opened', excluded: 'machineOpen' })));
	expect(await values()).toEqual(before);
});
