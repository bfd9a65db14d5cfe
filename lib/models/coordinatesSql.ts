import { coordinateCount, LENGTH_MIN } from '../math/coordinates';
import type { Preparation } from '../math/preparation';
import { identifier, joinSql, numberLiteral, onceARow, sql, tinyIsZero, type Identifier, type Sql } from '../sql/sql';
import { preparedSql } from './preparedSql';

/** The column of one coordinate in `coordinatesSql`. */
export const coordinate = (at: number): Identifier => identifier(`coordinate_${at}`);

/**
 * A relation with customer_id and a column a coordinate, from one with customer_id and the raw features: `coordinatesOf`
 * as SQL. With `unit`, scaled to length 1 (`unitLength`).
 */
export function coordinatesSql(
	preparation: Preparation,
	relation: Sql,
	{ unit = false }: { readonly unit?: boolean } = {},
): Sql {
	const projected = projectedSql(preparation, relation);
	if (!unit) return projected;
	const count = coordinateCount(preparation);
	const squares = each(count, (at) => sql`${tinyIsZero(sql`${coordinate(at)}`)} * ${tinyIsZero(sql`${coordinate(at)}`)}`);
	const scaled = each(
		count,
		(at) => sql`case when length > ${numberLiteral(LENGTH_MIN)} then ${coordinate(at)} / length else ${coordinate(at)} end as ${coordinate(at)}`,
	);
	return sql`(
		select customer_id, ${joinSql(scaled)}
		from (select *, sqrt(${sumOf(squares)}) as length from ${projected} placed ${onceARow}) measured ${onceARow}
	)`;
}

function projectedSql(preparation: Preparation, relation: Sql): Sql {
	const { components } = preparation;
	const expressions = preparedSql(preparation);
	if (components === undefined) {
		const columns = expressions.map((expression, at) => sql`${expression} as ${coordinate(at)}`);
		return sql`(select ${joinSql([sql`customer_id`, ...columns])} from ${relation} raw ${onceARow})`;
	}
	const prepared = (at: number): Identifier => identifier(`prepared_${at}`);
	const columns = expressions.map((expression, at) => sql`${expression} as ${prepared(at)}`);
	const projections = components.map((direction, at) => {
		const terms = direction.map((loading, column) => sql`${tinyIsZero(numberLiteral(loading))} * ${prepared(column)}`);
		return sql`${tinyIsZero(sumOf(terms))} as ${coordinate(at)}`;
	});
	return sql`(
		select ${joinSql([sql`customer_id`, ...projections])}
		from (select ${joinSql([sql`customer_id`, ...columns])} from ${relation} raw ${onceARow}) prepared ${onceARow}
	)`;
}

/** Added from the left, as `predict` adds. */
export function sumOf(terms: readonly Sql[]): Sql {
	return sql`(${joinSql([numberLiteral(0), ...terms], ' + ')})`;
}

function each(count: number, write: (at: number) => Sql): Sql[] {
	return Array.from({ length: count }, (_, at) => write(at));
}
