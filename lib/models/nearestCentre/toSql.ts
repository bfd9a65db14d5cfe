import { identifier, joinSql, numberLiteral, onceARow, sql, tinyIsZero, type Sql } from '../../sql/sql';
import { preparedSql } from '../preparedSql';
import type { NearestCentreModel } from '../types';
import { GRID } from './grid';

/**
 * A statement with `customer_id`, `segment` and `distance` for every row of a relation that has customer_id
 * and the raw features as columns; equals `predict`, ties to the first centre included.
 */
export function toSql(model: NearestCentreModel, relation: Sql): Sql {
	const prepared = preparedSql(model.preparation).map(
		(expression, column) => sql`${expression} as ${value(column)}`,
	);
	const distances = model.centres.map(
		(centre, index) => sql`${squaredDistance(centre)} as ${squared(index)}`,
	);
	return sql`
		select customer_id, ${nearestSegment(model)} as segment, sqrt(least_squared) as distance
		from (
			select *, least(${joinSql(model.centres.map((_, index) => squared(index)))}) as least_squared
			from (
				select customer_id, ${joinSql(distances)}
				from (select ${joinSql([sql`customer_id`, ...prepared])} from ${relation} raw ${onceARow}) prepared ${onceARow}
			) measured ${onceARow}
		) compared`;
}

const value = (column: number) => identifier(`prepared_${column}`);
const squared = (centre: number) => identifier(`squared_${centre}`);

function squaredDistance(centre: readonly number[]): Sql {
	const terms = centre.map((coordinate, column) => {
		const difference = tinyIsZero(sql`(${value(column)} - ${numberLiteral(coordinate)})`);
		return sql`${difference} * ${difference}`;
	});
	const grid = numberLiteral(GRID);
	return sql`floor((${joinSql([numberLiteral(0), ...terms], ' + ')}) * ${grid} + 0.5e0) / ${grid}`;
}

/** The first branch that holds wins, so equally near centres fall to the lowest index. */
function nearestSegment(model: NearestCentreModel): Sql {
	const branches = model.segments.map(
		(segment, index) => sql`when ${squared(index)} = least_squared then ${segment}`,
	);
	return sql`case ${joinSql(branches, ' ')} end`;
}
