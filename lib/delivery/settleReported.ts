import type { Engine } from '../engine';
import { allSentEvents, receiptProperty } from '../events/sentEventNames';
import { rowsOf, sql } from '../sql/sql';
import { readRows, settleRows } from './messageRows';

/**
 * Settles as sent those of the receipts whose send was recorded as an event since: by n8n's e-mail node and
 * *Customer Events*, or by a run that crashed after it.
 */
export async function settleReported(
	engine: Pick<Engine, 'store'>,
	receiptIds: readonly string[],
	at: number,
): Promise<void> {
	const known = await readRows(engine.store, receiptIds);
	const open = [...known].filter(([, { state }]) => state === 'reserved' || state === 'handedOver');
	if (open.length === 0) return;
	const receipt = engine.store.dialect.property(sql`properties`, receiptProperty);
	const rows = await engine.store.query<{ receipt_id: string }>(sql`
		select distinct ${receipt} as receipt_id from events
		where kind = 'track' and name in ${rowsOf(allSentEvents)}
			and ${receipt} in ${rowsOf(open.map(([id]) => id))}`);
	await settleRows(engine.store, rows.map((row) => row.receipt_id), {
		from: ['reserved', 'handedOver'],
		to: 'sent',
		at,
		reason: 'its send was recorded as an event',
	});
}
