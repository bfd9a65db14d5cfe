import { NotEnoughData } from '../core/errors';
import type { Engine } from '../engine';
import { sql } from '../sql/sql';

export interface History {
	/** When events begin, but for the earliest hundredth: a few wrong dates do not make years of history. */
	readonly firstEvent: number;
	/** Ids of customers, before merges. */
	readonly customers: number;
}

/** What the store knew before `asOf`. NotEnoughData when there is nothing. */
export async function readHistory(engine: Pick<Engine, 'store'>, asOf: number): Promise<History> {
	const { store } = engine;
	const [row] = await store.query<{ first_event: number | null; customers: number }>(sql`
		select ${store.dialect.quantile(sql`occurred_at`, 0.01)} as first_event,
			count(distinct customer_id) as customers
		from events where excluded is null and occurred_at < ${asOf} and received_at < ${asOf}`);
	if (row === undefined || row.first_event === null || row.customers === 0) {
		throw new NotEnoughData(
			'the store has no events of known customers before the chosen date: record or import events first',
		);
	}
	return { firstEvent: row.first_event, customers: row.customers };
}
