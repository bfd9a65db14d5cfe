import { identifier, joinSql, numberLiteral, onceARow, sql, tinyIsZero, type Sql } from '../../sql/sql';
import { coordinate, coordinatesSql, sumOf } from '../coordinatesSql';
import { onGridSql } from '../grid';
import type { MixtureModel } from '../types';
import { constantOf, placeOf } from './logDensity';

/**
 * A statement with `customer_id`, `segment` and `score` (the probability of the segment) for every row of a relation
 * that has customer_id and the raw features as columns; equals `predict`.
 */
export function toSql(model: MixtureModel, relation: Sql): Sql {
	const logs = model.means.map((_, component) => log(component));
	const densities = model.means.map((_, component) => sql`${logDensity(model, component)} as ${log(component)}`);
	const shares = logs.map((one) => sql`exp(${tinyIsZero(sql`greatest(${one} - highest, -700e0)`)})`);
	const branches = model.segments.map((segment, component) => sql`when ${log(component)} = highest then ${segment}`);
	return sql`
		select customer_id, case ${joinSql(branches, ' ')} end as segment, 1e0 / ${sumOf(shares)} as score
		from (
			select *, greatest(${joinSql(logs)}) as highest
			from (
				select customer_id, ${joinSql(densities)}
				from ${whitened(model, relation)} turned ${onceARow}
			) measured ${onceARow}
		) compared`;
}

const log = (component: number) => identifier(`log_${component}`);
const turned = (component: number, column: number) => identifier(`turned_${component}_${column}`);

/** y = (x − mean)·U for every component. */
function whitened({ preparation, means, precisionFactors }: MixtureModel, relation: Sql): Sql {
	const columns = means.flatMap((mean, component) =>
		mean.map((_, column) => {
			const terms = mean.slice(0, column + 1).map((centre, row) => {
				const difference = tinyIsZero(sql`(${coordinate(row)} - ${numberLiteral(centre)})`);
				const weight = tinyIsZero(numberLiteral(precisionFactors[component][placeOf(row, column, mean.length)]));
				return sql`${difference} * ${weight}`;
			});
			return sql`${tinyIsZero(sumOf(terms))} as ${turned(component, column)}`;
		}),
	);
	const places = coordinatesSql(preparation, relation);
	return sql`(select customer_id, ${joinSql(columns)} from ${places} placed ${onceARow})`;
}

function logDensity({ weights, means, precisionFactors }: MixtureModel, component: number): Sql {
	const squares = means[component].map((_, column) => sql`${turned(component, column)} * ${turned(component, column)}`);
	const constant = constantOf(weights[component], precisionFactors[component], means[component].length);
	return onGridSql(sql`(${numberLiteral(constant)} - 0.5e0 * ${sumOf(squares)})`);
}
