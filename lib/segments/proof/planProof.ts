import { DAY_MILLISECONDS, toIso } from '../../core/clock';
import { NotEnoughData } from '../../core/errors';
import type { Engine } from '../../engine';
import { sql } from '../../sql/sql';

/** Days of history before the moment, so that features have something to describe. */
const HISTORY_DAYS = 30;

/**
 * The moment a proof looks from: the one asked for, or the latest whose horizon has passed. NotEnoughData, with the day there will be
 * enough, when what came later is not known yet.
 */
export async function planProof(
	engine: Pick<Engine, 'store'>,
	{ horizonDays, asOf }: { readonly horizonDays: number; readonly asOf?: number },
): Promise<number> {
	const { dialect } = engine.store;
	const [row] = await engine.store.query<{ first: number | null; last: number | null }>(sql`
		select ${dialect.quantile(sql`occurred_at`, 0.01)} as first, max(occurred_at) as last
		from events where excluded is null and customer_id is not null`);
	if (row.first === null || row.last === null) {
		throw new NotEnoughData('the store has no events of known customers: import or record events first');
	}
	const horizon = horizonDays * DAY_MILLISECONDS;
	const latest = row.last + 1 - horizon;
	const earliest = row.first + HISTORY_DAYS * DAY_MILLISECONDS;
	if (asOf !== undefined && asOf > latest) {
		throw new NotEnoughData(
			`what customers did in the ${horizonDays} days after ${day(asOf)} is not known yet: events end on ${day(row.last)}. There will be enough on ${day(asOf + horizon)}; or choose an earlier moment or fewer days`,
		);
	}
	const moment = asOf ?? latest;
	if (moment >= earliest) return moment;
	throw new NotEnoughData(
		`a proof needs ${HISTORY_DAYS} days of events before the moment and ${horizonDays} after it, and events begin on ${day(row.first)}: there will be enough on ${day(earliest + horizon)}; or choose fewer days`,
	);
}

function day(instant: number): string {
	return toIso(instant).slice(0, 10);
}
