import { identifier, joinSql, numberLiteral, sql, type Sql } from '../../sql/sql';
import type { RfmModel, RfmSide } from '../types';

/**
 * The scores as expressions over a row that has the features as columns; null for a customer who is not scored.
 * Equal to `predict`; `rfm` is the cell as a number.
 */
export function toSql(model: RfmModel): Readonly<Record<RfmSide | 'rfm', Sql>> {
	const recency = sql`(${numberLiteral(5)} - ${countBelow(model, 'recency')})`;
	const frequency = sql`(${numberLiteral(1)} + ${countBelow(model, 'frequency')})`;
	const monetary = sql`(${numberLiteral(1)} + ${countBelow(model, 'monetary')})`;
	const rfm = sql`${numberLiteral(100)} * ${recency} + ${numberLiteral(10)} * ${frequency} + ${monetary}`;
	const scored = (score: Sql): Sql => sql`case when ${isScorableSql(model.columns)} then ${score} end`;
	return {
		recency: scored(recency),
		frequency: scored(frequency),
		monetary: scored(monetary),
		rfm: scored(rfm),
	};
}

/** `isScorable` of a row. */
export function isScorableSql(columns: RfmModel['columns']): Sql {
	const [recency, frequency, monetary] = [columns.recency, columns.frequency, columns.monetary].map(identifier);
	return sql`(${recency} is not null and ${monetary} is not null and coalesce(${frequency}, ${numberLiteral(0)}) > ${numberLiteral(0)})`;
}

function countBelow({ columns, cutPoints }: RfmModel, side: RfmSide): Sql {
	const terms = cutPoints[side].map(
		(cutPoint) =>
			sql`case when ${identifier(columns[side])} > ${numberLiteral(cutPoint)} then ${numberLiteral(1)} else ${numberLiteral(0)} end`,
	);
	return sql`(${joinSql([numberLiteral(0), ...terms], ' + ')})`;
}
