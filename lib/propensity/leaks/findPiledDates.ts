import { toIso } from '../../core/clock';
import type { Engine } from '../../engine';
import { measuresOf } from '../../features/planFeatures';
import type { FeatureDefinition } from '../../features/types';
import { joinSql, sql } from '../../sql/sql';

/** Rows that are looked at; of more, every n-th by the hash of its id. */
const ROWS_MAX = 1_000_000;

/** Events of one name that many customers have at one very instant: written down then, not happened then. */
const CUSTOMERS_MIN = 50;
const SHARE_MIN = 0.5;

/**
 * Sentences for features over imported history most of which carries one instant, as an export puts on what it knows no
 * time of: such features know too early or too late. Events that arrived one by one prove their time.
 */
export async function findPiledDates(
	engine: Pick<Engine, 'store'>,
	{ definitions, asOf }: { readonly definitions: readonly FeatureDefinition[]; readonly asOf: number },
): Promise<string[]> {
	const names = [...new Set(definitions.flatMap(namesOf))];
	if (names.length === 0) return [];
	const piles = await readPiles(engine, names, asOf);
	return piles.flatMap(({ name, at, share }) =>
		definitions
			.filter((definition) => namesOf(definition).includes(name))
			.map(
				({ label }) =>
					`Look at: ${label}. ${Math.round(share * 100)} % of the imported events "${name}" it reads carry the same instant, ` +
					`${toIso(at)}, so they were probably written down then: import them with the time they happened`,
			),
	);
}

function namesOf({ value }: FeatureDefinition): readonly string[] {
	return measuresOf(value).flatMap(({ where }) => where.names ?? []);
}

async function readPiles({ store }: Pick<Engine, 'store'>, names: readonly string[], asOf: number) {
	const chosen = sql`backfilled and excluded is null and occurred_at < ${asOf} and received_at < ${asOf} and name in (${joinSql(names)})`;
	const [total] = await store.query<{ rows: number }>(sql`select count(*) as rows from events where ${chosen}`);
	const every = Math.max(1, Math.ceil(Number(total.rows) / ROWS_MAX));
	const rows = await store.query<{ name: string; instant: number; events: number; all_events: number }>(sql`
		select name, instant, events, all_events
		from (
			select name, occurred_at as instant, count(distinct customer_id) as customers, count(*) as events,
				sum(count(*)) over (partition by name) as all_events
			from events
			where ${chosen} and abs(event_hash % ${every}) = 0
			group by name, occurred_at
		) instants
		where customers >= ${CUSTOMERS_MIN} and events >= ${SHARE_MIN} * all_events
		order by name, instant`);
	return rows.map(({ name, instant, events, all_events: all }) => ({ name, at: Number(instant), share: Number(events) / Number(all) }));
}
