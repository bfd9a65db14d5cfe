import { identifier, joinSql, numberLiteral, onceARow, sql, tinyIsZero, type Sql } from '../../sql/sql';
import { coordinate, coordinatesSql, sumOf } from '../coordinatesSql';
import { onGridSql } from '../grid';
import type { NearestCentreModel } from '../types';

/**
 * A statement with `customer_id`, `segment` and `score` for every row of a relation that has customer_id
 * and the raw features as columns; equals `predict`, ties to the first centre included.
 */
export function toSql(model: NearestCentreModel, relation: Sql): Sql {
	const places = coordinatesSql(model.preparation, relation, { unit: model.metric === 'cosine' });
	const distances = model.centres.map(
		(centre, index) => sql`${squaredDistance(centre)} as ${squared(index)}`,
	);
	return sql`
		select customer_id, ${nearestSegment(model)} as segment, sqrt(least_squared) as score
		from (
			select *, least(${joinSql(model.centres.map((_, index) => squared(index)))}) as least_squared
			from (select customer_id, ${joinSql(distances)} from ${places} placed ${onceARow}) measured ${onceARow}
		) compared`;
}

const squared = (centre: number) => identifier(`squared_${centre}`);

function squaredDistance(centre: readonly number[]): Sql {
	const terms = centre.map((value, column) => {
		const difference = tinyIsZero(sql`(${coordinate(column)} - ${numberLiteral(value)})`);
		return sql`${difference} * ${difference}`;
	});
	return onGridSql(sumOf(terms));
}

/** The first branch that holds wins, so equally near centres fall to the lowest index. */
function nearestSegment(model: NearestCentreModel): Sql {
	const branches = model.segments.map(
		(segment, index) => sql`when ${squared(index)} = least_squared then ${segment}`,
	);
	return sql`case ${joinSql(branches, ' ')} end`;
}
