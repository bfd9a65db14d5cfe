import { DAY_MILLISECONDS, toIso } from '../../core/clock';
import { InvalidInput } from '../../core/errors';
import type { Engine } from '../../engine';
import { dayOf } from '../../features/calendar';
import { compileCondition } from '../../features/compileCondition';
import { sql } from '../../sql/sql';
import { describeOutcome } from '../describeOutcome';
import { outcomeEvents } from '../population';
import type { OutcomeDefinition } from '../types';

/** Fewer days with an outcome have no rhythm to miss. */
const DAYS_MIN = 20;

/** Silence this much longer than any before is no chance, but an export that ended. */
const SILENCE_FACTOR = 3;

/**
 * Refuses to take silence for an outcome that did not come: when the outcome's events end long before `asOf`,
 * customers would be labelled by days nobody observed. InvalidInput names the day they end.
 */
export async function requireObserved(
	engine: Pick<Engine, 'store'>,
	outcome: OutcomeDefinition,
	asOf: number,
): Promise<void> {
	const { store } = engine;
	const rows = await store.query<{ day_at: number }>(sql`
		select distinct ${dayOf.toSql(sql`occurred_at`)} as day_at
		from events
		where excluded is null and occurred_at < ${asOf} and received_at < ${asOf}
			and ${compileCondition(outcomeEvents(outcome), store.dialect)}
		order by day_at`);
	const days = rows.map((row) => Number(row.day_at));
	const last = days.at(-1);
	if (last === undefined || days.length < DAYS_MIN) return;
	const longest = days.slice(1).reduce((most, day, index) => Math.max(most, day - days[index]), DAY_MILLISECONDS);
	const silence = asOf - (last + DAY_MILLISECONDS);
	if (silence <= SILENCE_FACTOR * longest) return;
	throw new InvalidInput(
		`the snapshot is as of ${toIso(asOf).slice(0, 10)}, but what "${describeOutcome(outcome)}" speaks of was last seen on ` +
			`${toIso(last).slice(0, 10)} and never paused for more than ${longest / DAY_MILLISECONDS} days before: the days ` +
			'after it were not observed. Compute the snapshot as of the last event in the store, or import the days that are missing',
	);
}
