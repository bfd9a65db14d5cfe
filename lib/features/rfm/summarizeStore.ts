import type { Engine } from '../../engine';
import type { RfmModel, RfmSide } from '../../models/types';
import { identifier, joinSql, sql, type Sql } from '../../sql/sql';
import type { Snapshot } from '../types';
import { profiledCustomers } from './drawInStore';
import { rfmSides } from './cutPoints';
import { segmentSql, type RfmSegmentId } from './segmentTable';
import type { RfmGroup, RfmSideUse } from './types';

/** Columns that the scores are in. */
export const rfmScoreColumns = {
	recency: 'recencyScore',
	frequency: 'frequencyScore',
	monetary: 'monetaryScore',
	rfm: 'rfmScore',
} as const;

/** Customers of a scored snapshot with customer_id, recency, frequency, monetary, their scores and `segment`. */
export function scoredCustomers(
	engine: Pick<Engine, 'store'>,
	snapshot: Snapshot,
	columns: RfmModel['columns'],
): Sql {
	const sides = rfmSides.map((side) => sql`${identifier(columns[side])} as ${identifier(side)}`);
	const scores = Object.values(rfmScoreColumns).map((name) => sql`${identifier(name)}`);
	const segment = segmentSql(sql`${identifier(rfmScoreColumns.rfm)}`, {
		recency: sql`${identifier(columns.recency)}`,
		frequency: sql`${identifier(columns.frequency)}`,
	});
	return sql`(
		select ${joinSql([sql`customer_id`, ...sides, ...scores, sql`${segment} as segment`])}
		from ${profiledCustomers(engine, snapshot)} profiled
	)`;
}

type GroupRow = {
	readonly segment: RfmSegmentId;
	readonly customers: number;
	readonly revenue: number | null;
} & Readonly<Record<`${RfmSide}_median`, number | null>>;

/** `groupCustomers` inside the engine. */
export async function groupInStore(engine: Pick<Engine, 'store'>, scored: Sql): Promise<RfmGroup[]> {
	const medians = rfmSides.map(
		(side) => sql`${engine.store.dialect.quantile(sql`${identifier(side)}`, 0.5)} as ${identifier(`${side}_median`)}`,
	);
	const rows = await engine.store.query<GroupRow>(sql`
		select ${joinSql([sql`segment`, sql`count(*) as customers`, sql`sum(monetary) as revenue`, ...medians])}
		from ${scored} scored group by segment`);
	return rows.map((row) => ({
		segment: row.segment,
		customers: row.customers,
		revenue: row.revenue,
		medians: { recency: row.recency_median, frequency: row.frequency_median, monetary: row.monetary_median },
	}));
}

/** `sidesOf` inside the engine; who objects to being profiled has no score and is not among them. */
export async function sidesInStore(
	engine: Pick<Engine, 'store'>,
	snapshot: Snapshot,
	columns: RfmModel['columns'],
): Promise<Readonly<Record<RfmSide, RfmSideUse>>> {
	const counts = rfmSides.flatMap((side) => [
		sql`count(distinct ${identifier(columns[side])}) as ${identifier(`${side}_values`)}`,
		sql`count(distinct ${identifier(rfmScoreColumns[side])}) as ${identifier(`${side}_scores`)}`,
	]);
	const [row] = await engine.store.query<Record<string, number>>(sql`
		select ${joinSql(counts)} from ${identifier(snapshot.id)} where ${identifier(rfmScoreColumns.rfm)} is not null`);
	const uses = rfmSides.map((side) => [
		side,
		{ distinctValues: row[`${side}_values`], scoresUsed: row[`${side}_scores`] },
	]);
	return Object.fromEntries(uses) as Record<RfmSide, RfmSideUse>;
}
