import { resolvedEvents } from '../events/resolvedEvents';
import { protectedTraitOf } from '../privacy/protectedTraits';
import { joinSql, sql } from '../sql/sql';
import type { Session } from '../store/types';
import { companyActions } from './vocabulary';
import { eventNamesCounted } from './eventFeatures';

/** More features of single events than this drown the others. */
const EVENTS_MAX = 20;

/** A name fewer customers use says nothing about most of them. */
const CUSTOMER_SHARE_MIN = 0.01;

export interface CommonEvents {
	/** Most used first. */
	readonly names: readonly string[];
	/** Sentences about names that were common but may not be a feature. */
	readonly leftOut: readonly string[];
}

/** Names of tracked events, pages and screens that at least 1 % of the customers use, at most 20. */
export async function findCommonEvents(session: Session, asOf: number): Promise<CommonEvents> {
	const known = sql`${resolvedEvents(asOf)} known where resolved_id is not null`;
	const [total] = await session.query<{ customers: number }>(
		sql`select count(distinct resolved_id) as customers from ${known}`,
	);
	const skipped = joinSql([...companyActions, ...eventNamesCounted]);
	const rows = await session.query<{ name: string }>(sql`
		select name, count(distinct resolved_id) as customers
		from ${known} and kind in ('track', 'page', 'screen') and name not in (${skipped})
		group by name
		having count(distinct resolved_id) >= ${total.customers * CUSTOMER_SHARE_MIN}
		order by customers desc, name
		limit ${EVENTS_MAX * 2}`);
	const names = rows.map((row) => row.name);
	return {
		names: names.filter((name) => protectedTraitOf(name) === undefined).slice(0, EVENTS_MAX),
		leftOut: names.flatMap((name) => {
			const trait = protectedTraitOf(name);
			return trait === undefined
				? []
				: [`event "${name}": it tells about a protected trait (${trait}), which nobody is treated by`];
		}),
	};
}
