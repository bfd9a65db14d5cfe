import type { ColumnPreparation, Preparation } from '../math/preparation';
import { identifier, numberLiteral, sql, tinyIsZero, type Sql } from '../sql/sql';

/**
 * One expression a prepared column, over a row that has the raw features as columns: `prepareValue` as SQL,
 * with the same operations in the same order.
 */
export function preparedSql(preparation: Preparation): Sql[] {
	return preparation.columns.map(
		(column) =>
			sql`(${tinyIsZero(sql`(${transformed(column)} - ${numberLiteral(column.centre)})`)} / ${numberLiteral(column.scale)})`,
	);
}

function transformed(column: ColumnPreparation): Sql {
	const raw = identifier(column.name);
	if (column.transform === 'missing') return sql`(case when ${raw} is null then 1e0 else 0e0 end)`;
	const present = sql`coalesce(${raw}, ${numberLiteral(column.missingValue)})`;
	const clamped = sql`least(greatest(${present}, ${numberLiteral(column.low)}), ${numberLiteral(column.high)})`;
	return column.transform === 'none' ? clamped : sql`(sign(${clamped}) * ln(1e0 + abs(${clamped})))`;
}
