import { InvalidInput } from '../core/errors';
import { failure, success, type Outcome } from '../core/outcome';
import type { Engine } from '../engine';
import { recordEvents } from '../events/recordEvents';
import { rowsOf, sql } from '../sql/sql';
import { settleRows } from './messageRows';
import { sentEvent } from './sentEvent';
import type { Receipt, RowState } from './types';

export const deliveryOutcomes = ['sent', 'refused'] as const;
export type DeliveryOutcome = (typeof deliveryOutcomes)[number];

interface KnownRow extends Record<string, unknown> {
	readonly id: string;
	readonly customer_id: string;
	readonly campaign: string;
	readonly channel: string;
	readonly state: RowState;
	readonly content: { readonly details?: Readonly<Record<string, unknown>> } | null;
}

/**
 * Reports what became of messages that were handed over, or whose outcome was unknown: `sent` records the send
 * as an event, once; `refused` lets the message be sent anew. One receipt an id, in order; InvalidInput for an
 * id nobody reserved, and for a send that is reported as refused afterwards.
 */
export async function settleDelivery(
	engine: Engine,
	receiptIds: readonly string[],
	outcome: DeliveryOutcome,
): Promise<Outcome<Receipt>[]> {
	if (receiptIds.length === 0) return [];
	const rows = await loadRows(engine, receiptIds);
	const at = engine.clock.now();
	if (outcome === 'sent') {
		const fresh = [...rows.values()].filter((row) => row.state !== 'sent');
		await recordEvents(engine, fresh.map((row) => toEvent(row, at)));
	}
	const from = outcome === 'sent' ? (['reserved', 'handedOver', 'released'] as const) : (['reserved', 'handedOver'] as const);
	const to = outcome === 'sent' ? 'sent' : 'released';
	await settleRows(engine.store, [...rows.keys()], { from, to, at, reason: `reported as ${outcome}` });
	return receiptIds.map((receiptId) => toOutcome(receiptId, rows.get(receiptId), outcome));
}

async function loadRows(
	engine: Pick<Engine, 'store'>,
	receiptIds: readonly string[],
): Promise<Map<string, KnownRow>> {
	const rows = await engine.store.query<KnownRow>(sql`
		select id, customer_id, campaign, channel, state, content from messages
		where id in ${rowsOf([...new Set(receiptIds)])}`);
	return new Map(rows.map((row) => [row.id, row]));
}

function toEvent(row: KnownRow, at: number) {
	const { id: receiptId, customer_id: customerId, campaign, channel } = row;
	return sentEvent({ receiptId, customerId, campaign, channel, details: row.content?.details ?? {}, at });
}

function toOutcome(
	receiptId: string,
	row: KnownRow | undefined,
	outcome: DeliveryOutcome,
): Outcome<Receipt> {
	if (row === undefined) {
		return failure(new InvalidInput(`receiptId "${receiptId}" is not known: expected one that a delivery returned`));
	}
	if (row.state === 'sent' && outcome === 'refused') {
		return failure(new InvalidInput(`receiptId "${receiptId}" was settled as sent: it cannot become refused`));
	}
	const { customer_id: customerId, campaign, channel } = row;
	const reason = outcome === 'sent' ? 'reported as sent' : 'reported as refused: it may be sent anew';
	return success({ receiptId, customerId, campaign, channel, state: outcome, reason });
}
