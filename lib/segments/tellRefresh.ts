import type { Engine } from '../engine';
import { sql } from '../sql/sql';
import { findChanges, type SegmentChange } from './identity/findChanges';
import { keptShare, sortFlows, type Flow } from './identity/flows';
import { tellChanges } from './identity/tellChanges';
import { membershipsAfter } from './memberships';
import { refreshBefore, type Refresh } from './refreshes';
import type { Segment } from './types';

/** What a refresh, or several, changed. */
export interface ToldRefresh {
	/** Migration between segments, the largest flow first. */
	readonly flows: readonly Flow[];
	readonly changes: readonly SegmentChange[];
	/** Share of the customers of both times who are in the same segment; null when nobody was in one before. */
	readonly keptShare: number | null;
	readonly sentences: readonly string[];
}

type Names = readonly Pick<Segment, 'segment' | 'name'>[];

/** What changed from the refresh before to this one, in plain words. */
export async function tellRefresh(
	engine: Pick<Engine, 'store'>,
	refresh: Refresh,
	names: { readonly before: Names; readonly after: Names },
): Promise<ToldRefresh> {
	const before = await refreshBefore(engine, refresh.changedAt);
	return tellFlows(await flowsBetween(engine, before?.changedAt ?? 0, refresh.changedAt), names);
}

export function tellFlows(flows: readonly Flow[], names: { readonly before: Names; readonly after: Names }): ToldRefresh {
	const byId = new Map([...names.before, ...names.after].map(({ segment, name }) => [segment, name]));
	const changes = findChanges(flows);
	return { flows, changes, keptShare: keptShare(flows), sentences: tellChanges({ flows, changes, names: byId }) };
}

/** Where customers were after one refresh and are after another; null for no segment. */
export async function flowsBetween(engine: Pick<Engine, 'store'>, earlier: number, later: number): Promise<Flow[]> {
	const rows = await engine.store.query<{ from_segment: string | null; to_segment: string | null; customers: number }>(sql`
		select earlier.segment as from_segment, later.segment as to_segment, count(*) as customers
		from ${membershipsAfter(earlier)} earlier
		full join ${membershipsAfter(later)} later on later.customer_id = earlier.customer_id
		group by earlier.segment, later.segment`);
	return sortFlows(rows.map(({ from_segment: from, to_segment: to, customers }) => ({ from, to, customers })));
}
