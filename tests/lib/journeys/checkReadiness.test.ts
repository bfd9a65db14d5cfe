import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkReadiness } from '../../../lib/journeys/checkReadiness';
import { importScreened } from '../../../lib/journeys/importScreened';
import { partsThatWait, partsThatWork } from '../../../lib/events/productParts';
import { recordScreened } from '../../../lib/privacy/screen/recordScreened';
import { sql } from '../../../lib/sql/sql';
import { anEvent } from '../../support/anEvent';
import { openTestEngine } from '../../support/openTestEngine';
import { temporaryFolder } from '../../support/openTestStore';

const policy = { keep: 'all', shortenIp: true, optedOut: 'drop' } as const;
const now = { mode: 'now' } as const;

test('what the door takes of webhooks, items and files is told by day, and written once a minute at most', async () => {
	const engine = await openTestEngine({ today: '2025-03-01T12:00:00Z' });
	const written = async () => (await engine.store.query(sql`select * from dropped_counts`)).length;
	const send = async (eventId: string) =>
		await recordScreened(engine, policy, [anEvent({ eventId, properties: { password: 'x', ip: '10.1.2.3' } })]);
	await send('a');
	await send('b');
	expect(await written()).toBe(0);
	engine.sleep({ days: 1 });
	await send('c');
	await expect.poll(written, { timeout: 20_000 }).toBe(4);
	const path = join(await temporaryFolder(), 'rows.ndjson');
	writeFileSync(path, JSON.stringify({ userId: 'ada', event: 'Seen', timestamp: '2025-01-01T10:00:00Z', password: 'x' }));
	await importScreened(engine, policy, { path });
	expect((await checkReadiness(engine, now)).droppedAtTheDoor).toEqual([
		{ what: 'passwords, keys and tokens', today: 2, lastThirtyDays: 4 },
		{ what: 'IP addresses, shortened', today: 1, lastThirtyDays: 3 },
	]);
	engine.sleep({ days: 30 });
	expect((await checkReadiness(engine, now)).droppedAtTheDoor).toEqual([]);
});

test('every part of the product works or says what it lacks', async () => {
	const nothing = { customers: 0, days: 0, distinctEvents: 0, revenueEvents: 0 };
	expect(partsThatWork(nothing)).toEqual([]);
	expect(partsThatWait(nothing)).toContain('predictions: from 1,000 customers and 60 days of history');
	const engine = await openTestEngine();
	await recordScreened(engine, policy, [anEvent({})]);
	const { works, waits } = await checkReadiness(engine, now);
	expect(works).toContain('e-mails from templates');
	expect(waits).toContain('segments: from 300 customers');
});

test('no part that works stops working with more data, and each is told once', () => {
	const counts = fc.record({ customers: fc.nat(20_000), days: fc.nat(200), distinctEvents: fc.nat(30), revenueEvents: fc.nat(3) });
	fc.assert(
		fc.property(counts, counts, (one, other) => {
			const more = Object.fromEntries(Object.entries(one).map(([what, have]) => [what, have + other[what as keyof typeof other]])) as typeof one;
			expect(partsThatWork(more)).toEqual(expect.arrayContaining(partsThatWork(one)));
			const told = [...partsThatWork(one), ...partsThatWait(one).map((text) => text.split(': from ')[0])];
			expect(new Set(told).size).toBe(13);
			expect(told).toHaveLength(13);
		}),
	);
});
