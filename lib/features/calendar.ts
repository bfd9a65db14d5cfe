import { DAY_MILLISECONDS } from '../core/clock';
import { sql, type Sql } from '../sql/sql';

export const MINUTE_MILLISECONDS = 60_000;
export const HOUR_MILLISECONDS = 3_600_000;
const WEEK_MILLISECONDS = 7 * DAY_MILLISECONDS;

/** 1970-01-01 was a Thursday: three days after a Monday. */
const DAYS_SINCE_MONDAY_IN_1970 = 3;

/** Saturday 00:00, in milliseconds since Monday 00:00 UTC. */
export const WEEKEND_STARTS_AT = 5 * DAY_MILLISECONDS;

/** Milliseconds since Monday 00:00 UTC; remainders are integers and mean the same in SQL and here. */
export const millisecondsOfWeek = {
	of: (at: number): number =>
		(at + DAYS_SINCE_MONDAY_IN_1970 * DAY_MILLISECONDS) % WEEK_MILLISECONDS,
	toSql: (at: Sql): Sql =>
		sql`(${at} + ${DAYS_SINCE_MONDAY_IN_1970 * DAY_MILLISECONDS}) % ${WEEK_MILLISECONDS}`,
};

/** Start of the UTC day. */
export const dayOf = {
	of: (at: number): number => at - (at % DAY_MILLISECONDS),
	toSql: (at: Sql): Sql => sql`${at} - ${at} % ${DAY_MILLISECONDS}`,
};

/** Start of the hour, in milliseconds since midnight UTC. */
export const hourOf = {
	of: (at: number): number => (at % DAY_MILLISECONDS) - (at % HOUR_MILLISECONDS),
	toSql: (at: Sql): Sql => sql`${at} % ${DAY_MILLISECONDS} - ${at} % ${HOUR_MILLISECONDS}`,
};

/** The instants of a window: [from, to). */
export function windowBounds(
	window: { readonly fromDays: number; readonly toDays: number },
	asOf: number,
): { readonly from: number; readonly to: number } {
	const back = (days: number): number => Math.round(asOf - days * DAY_MILLISECONDS);
	return { from: back(window.fromDays), to: back(window.toDays) };
}
