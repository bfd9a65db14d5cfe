import { numberLiteral, sql, tinyIsZero, type Sql } from '../../sql/sql';
import { preparedSql } from '../preparedSql';
import type { LogisticModel } from '../types';
import { LOGIT_MAX } from './logit';

/** The probability as one expression over a row with the raw features as columns; equals `predict`. */
export function toSql(model: LogisticModel): Sql {
	const terms = preparedSql(model.preparation).map(
		(prepared, index) => sql`${tinyIsZero(numberLiteral(model.weights[index]))} * ${prepared}`,
	);
	const { scale, offset } = model.calibration;
	const sum = balancedSum([tinyIsZero(numberLiteral(model.intercept)), ...terms]);
	const logit = sql`(${tinyIsZero(numberLiteral(scale))} * ${tinyIsZero(sum)} + ${numberLiteral(offset)})`;
	const bounded = sql`least(greatest(${logit}, ${numberLiteral(-LOGIT_MAX)}), ${numberLiteral(LOGIT_MAX)})`;
	return sql`(1e0 / (1e0 + exp(-${bounded})))`;
}

/** Halves in brackets: an engine plans a shallow tree of hundreds of terms several times faster than a chain. */
function balancedSum(terms: readonly Sql[]): Sql {
	if (terms.length === 1) return terms[0];
	const half = terms.length >> 1;
	return sql`(${balancedSum(terms.slice(0, half))} + ${balancedSum(terms.slice(half))})`;
}
