import { emptySql, identifier, joinSql, numberLiteral, onceARow, sql, tinyIsZero, type Identifier, type Sql } from '../../sql/sql';
import { preparedSql } from '../preparedSql';
import type { CustomerVectorModel, CustomerVectorText } from '../types';
import { vectorColumnsOf } from './columns';
import { LENGTH_MIN } from './predict';

export interface VectorRelations {
	/** customer_id and the raw features. */
	readonly customers: Sql;
	/** customer_id and the mean vector of what the customer wrote as mean1, mean2 and so on; for a model with a text part. */
	readonly texts?: Sql;
}

const GROUP = 4;

/** A statement with customer_id and the columns of the vector; equals `predict`. */
export function toSql(model: CustomerVectorModel, { customers, texts }: VectorRelations): Sql {
	const columns = vectorColumnsOf(model).map((name) => identifier(name));
	const behaviour = columns.slice(0, model.preparation.columns.length);
	const words = columns.slice(behaviour.length);
	const prepared = preparedSql(model.preparation).map((expression, at) => sql`${tinyIsZero(expression)} as ${behaviour[at]}`);
	const hasText = model.text !== null && texts !== undefined;
	const joined = hasText ? sql`left join ${projected(model.text, { texts, words })} written on written.customer_id = raw.customer_id` : emptySql;
	const written = words.map((name) => (hasText ? sql`coalesce(written.${name}, 0e0) as ${name}` : sql`0e0 as ${name}`));
	return sql`
		select customer_id, ${joinSql([...scaled(behaviour, 'behaviour_length', 1 - model.textShare), ...scaled(words, 'text_length', model.textShare)])}
		from (
			select parts.*, ${lengthOf(behaviour)} as behaviour_length, ${lengthOf(words)} as text_length
			from (
				select raw.customer_id as customer_id, ${joinSql([...prepared, ...written])} from ${customers} raw ${joined} ${onceARow}
			) parts ${onceARow}
		) measured`;
}

/** What customers wrote along the directions of the model. */
function projected({ mean, directions }: CustomerVectorText, { texts, words }: { readonly texts: Sql; readonly words: readonly Identifier[] }): Sql {
	const coordinates = directions.map((direction, at) => {
		const terms = direction.map((value, from) => sql`${numberLiteral(value)} * ${identifier(`mean${from + 1}`)}`);
		const offset = direction.reduce((sum, value, from) => sum + value * mean[from], 0);
		return sql`${tinyIsZero(sql`(${sumOf(terms)} - ${numberLiteral(offset)})`)} as ${words[at]}`;
	});
	return sql`(select customer_id, ${joinSql(coordinates)} from ${texts} means ${onceARow})`;
}

/** In groups of groups: engines plan a chain of hundreds of sums in a time that grows with the square of its length. */
function sumOf(terms: readonly Sql[]): Sql {
	if (terms.length <= GROUP) return sql`(${joinSql(terms, ' + ')})`;
	const groups = Array.from({ length: Math.ceil(terms.length / GROUP) }, (_, at) => sumOf(terms.slice(at * GROUP, (at + 1) * GROUP)));
	return sumOf(groups);
}

function lengthOf(part: readonly Identifier[]): Sql {
	const squares = part.map((name) => sql`${name} * ${name}`);
	return sql`sqrt(${joinSql([numberLiteral(0), ...squares], ' + ')})`;
}

function scaled(part: readonly Identifier[], length: string, share: number): Sql[] {
	const wanted = numberLiteral(Math.sqrt(share));
	return part.map(
		(name) =>
			sql`case when ${identifier(length)} < ${numberLiteral(LENGTH_MIN)} then 0e0 else ${name} / ${identifier(length)} * ${wanted} end as ${name}`,
	);
}
