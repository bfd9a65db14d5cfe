import { joinSql, jsonValue, rowsOf, sql, type Sql } from '../sql/sql';
import type { Session } from '../store/types';
import type { KnownDelivery, RowState } from './types';

/** A row to be reserved in table `messages`. Holds no text of the message and no address. */
export interface NewRow {
	readonly receiptId: string;
	readonly customerId: string;
	readonly campaign: string;
	readonly channel: string;
	readonly occasion: string | null;
	readonly details: Readonly<Record<string, unknown>>;
}

/** Rows in one statement. */
const ROWS_AT_ONCE = 200;

/** What is known of receipts, by id. */
export async function readRows(
	session: Pick<Session, 'query'>,
	receiptIds: readonly string[],
): Promise<Map<string, KnownDelivery>> {
	if (receiptIds.length === 0) return new Map();
	const rows = await session.query<{
		id: string;
		state: RowState;
		reserved_at: number;
		settled_at: number | null;
	}>(sql`
		select id, state, reserved_at, settled_at from messages
		where id in ${rowsOf([...new Set(receiptIds)])}`);
	return new Map(
		rows.map((row) => [
			row.id,
			{ state: row.state, reservedAt: row.reserved_at, settledAt: row.settled_at },
		]),
	);
}

/** Reserves rows that are new, or known as released; the key of the table refuses a second one. */
export async function reserveRows(
	session: Pick<Session, 'execute'>,
	rows: readonly NewRow[],
	{ known, at }: { readonly known: ReadonlyMap<string, KnownDelivery>; readonly at: number },
): Promise<void> {
	const again = rows.map((row) => row.receiptId).filter((id) => known.has(id));
	if (again.length > 0) {
		await session.execute(sql`
			update messages set state = 'reserved', reserved_at = ${at}, settled_at = null, reason = null
			where state = 'released' and id in ${rowsOf(again)}`);
	}
	const fresh = rows.filter((row) => !known.has(row.receiptId));
	for (let start = 0; start < fresh.length; start += ROWS_AT_ONCE) {
		const some = fresh.slice(start, start + ROWS_AT_ONCE).map((row) => rowValues(row, at));
		await session.execute(sql`
			insert into messages (id, customer_id, campaign, channel, state, reserved_at, content)
			values ${joinSql(some)}`);
	}
}

function rowValues(row: NewRow, at: number): Sql {
	const content = jsonValue(JSON.stringify({ occasion: row.occasion, details: row.details }));
	return sql`(${row.receiptId}, ${row.customerId}, ${row.campaign}, ${row.channel}, 'reserved', ${at}, ${content})`;
}

/** Moves receipts from some states to another; rows in other states stay. */
export async function settleRows(
	session: Pick<Session, 'execute'>,
	receiptIds: readonly string[],
	settled: { readonly from: readonly RowState[]; readonly to: RowState; readonly at: number; readonly reason: string | null },
): Promise<void> {
	if (receiptIds.length === 0) return;
	await session.execute(sql`
		update messages set state = ${settled.to}, settled_at = ${settled.at}, reason = ${settled.reason}
		where id in ${rowsOf(receiptIds)} and state in (${joinSql(settled.from)})`);
}
