import { Defect } from '../../core/errors';
import { identifier, joinSql, numberLiteral, onceARow, sql, tinyIsZero, type Sql } from '../../sql/sql';
import { coordinate, coordinatesSql, sumOf } from '../coordinatesSql';
import type { CorePointsModel } from '../types';
import { distanceSql, POINTS_MAX, rankOfRadius, rankSql } from './rank';

/**
 * A statement with `customer_id`, `segment` (null for none) and `score` (distance to the nearest typical member that
 * reaches the customer) for every row of a relation that has customer_id and the raw features; equals `predict`.
 */
export function toSql(model: CorePointsModel, relation: Sql): Sql {
	if (model.points.length > POINTS_MAX) throw new Defect(`${model.points.length} points are more than ${POINTS_MAX}`);
	const dimensions = model.points[0]?.length ?? 0;
	const differences = Array.from({ length: dimensions }, (_, column) => {
		const difference = tinyIsZero(sql`(${coordinate(column)} - ${pointColumn(column)})`);
		return sql`${difference} * ${difference}`;
	});
	const rank = rankSql(sumOf(differences), sql`point`);
	const places = coordinatesSql(model.preparation, relation);
	return sql`
		select placed.customer_id as customer_id, ${segmentOf(model)} as segment, ${distanceSql(sql`least_rank`)} as score
		from (select customer_id from ${relation} raw) placed
		left join (
			select customer_id, min(case when point_rank <= reach then point_rank end) as least_rank
			from (
				select customer_id, reach, ${rank} as point_rank
				from ${places} places cross join ${pointsTable(model)} points ${onceARow}
			) measured
			group by customer_id
		) nearest on nearest.customer_id = placed.customer_id`;
}

const pointColumn = (column: number) => identifier(`point_${column}`);

/** One row a point: its number, the highest rank it reaches, its coordinates. */
function pointsTable({ points, radii }: CorePointsModel): Sql {
	const rows = points.map((point, index) => {
		const values = point.map((value, column) => sql`${numberLiteral(value)} as ${pointColumn(column)}`);
		return sql`select ${numberLiteral(index)} as point, ${numberLiteral(rankOfRadius(radii[index]))} as reach, ${joinSql(values)}`;
	});
	return sql`(${joinSql(rows, ' union all ')})`;
}

/** Points of one group next to each other are one branch. */
function segmentOf({ segments, clusters }: CorePointsModel): Sql {
	const point = sql`(least_rank - floor(least_rank / ${numberLiteral(POINTS_MAX)}) * ${numberLiteral(POINTS_MAX)})`;
	const branches = clusters.flatMap((cluster, index) =>
		clusters[index + 1] === cluster ? [] : [sql`when ${point} <= ${numberLiteral(index)} then ${segments[cluster]}`],
	);
	return sql`case when least_rank is null then null ${joinSql(branches, ' ')} end`;
}
