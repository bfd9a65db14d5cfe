import type { Engine } from '../../engine';
import { isScorableSql } from '../../models/rfm/toSql';
import type { RfmCutPoints, RfmModel, RfmSide } from '../../models/types';
import { mayProfile } from '../../privacy/mayProfile';
import { identifier, joinSql, sql, type Sql } from '../../sql/sql';
import type { Snapshot } from '../types';
import { cutShares, rfmSides } from './cutPoints';

/** Customers of a snapshot who do not object to being profiled, as a relation with the snapshot's columns. */
export function profiledCustomers(engine: Pick<Engine, 'store'>, snapshot: Snapshot): Sql {
	const allowed = mayProfile(sql`snapshot.customer_id`, { dialect: engine.store.dialect, asOf: snapshot.asOf });
	return sql`(select * from ${identifier(snapshot.id)} snapshot where ${allowed})`;
}

export interface DrawnCutPoints {
	readonly customers: number;
	readonly cutPoints: RfmCutPoints;
}

/** `drawCutPoints` as one statement over those of a snapshot who bought; no cut points when nobody did. */
export async function drawInStore(
	engine: Pick<Engine, 'store'>,
	snapshot: Snapshot,
	columns: RfmModel['columns'],
): Promise<DrawnCutPoints> {
	const quantiles = rfmSides.flatMap((side) =>
		cutShares.map((share, index) => {
			const value = engine.store.dialect.quantile(sql`${identifier(columns[side])}`, share);
			return sql`${value} as ${identifier(cutName(side, index))}`;
		}),
	);
	const [row] = await engine.store.query<Record<string, number>>(sql`
		select ${joinSql([sql`count(*) as customers`, ...quantiles])}
		from ${profiledCustomers(engine, snapshot)} profiled
		where ${isScorableSql(columns)}`);
	const cutsOf = (side: RfmSide): number[] =>
		row.customers === 0 ? [] : cutShares.map((_, index) => row[cutName(side, index)]);
	return {
		customers: row.customers,
		cutPoints: { recency: cutsOf('recency'), frequency: cutsOf('frequency'), monetary: cutsOf('monetary') },
	};
}

const cutName = (side: RfmSide, index: number): string => `${side}_cut_${index}`;
