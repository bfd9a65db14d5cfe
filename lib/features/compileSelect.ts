import { DAY_MILLISECONDS } from '../core/clock';
import { InvalidInput } from '../core/errors';
import { invariant } from '../core/invariant';
import { resolvedEvents } from '../events/resolvedEvents';
import type { Dialect } from '../sql/dialect';
import { joinSql, numberLiteral, Sql, sql } from '../sql/sql';
import { compileCents } from './money';
import type { MoneyTable } from './types';

/** Beyond it a number is no count, amount or duration; also what keeps infinity and NaN out. */
const VALUE_MAX = 1e15;

/** Quoted text and comments, which are left as they are, or `:asOf`. */
const pieces = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|(?<![\w:]):asOf\b/gi;

export interface SelectOptions {
	readonly asOf: number;
	readonly dialect: Dialect;
	readonly money?: MoneyTable;
	/** A relation with the columns of `events` and `resolved_id`; absent: what was known before `asOf`. */
	readonly known?: Sql;
}

/** The statement as text of an instant, without a last semicolon. The instant is digits: it cannot carry SQL. */
export function textAsOf(statement: string, asOf: number): string {
	invariant(Number.isSafeInteger(asOf), 'as-of of a select is an integer');
	const bare = statement.trim().replace(/;$/, '').trimEnd();
	return bare.replace(pieces, (piece) => (/^:asOf$/i.test(piece) ? `(${asOf})` : piece));
}

/** The rows of the owner's select, as it gives them. The table `events` is all it can see; checked by `checkSelect`. */
export function framedSelect(statement: string, options: SelectOptions): Sql {
	if (statement.trim() === '') throw new InvalidInput('a feature in SQL is empty: expected a select of customer_id and a number');
	const { asOf, dialect, money } = options;
	const known = options.known ?? resolvedEvents(asOf);
	const text = new Sql([`\n${textAsOf(statement, asOf)}\n`], []);
	return sql`
		with events as (
			select ${joinSql([sql`resolved_id as customer_id`, daysAgo(asOf), ...plainColumns, ...moneyColumns(money, dialect)])}
			from ${known} known where resolved_id is not null
		)
		select * from (${text}) given`;
}

/** Columns of `events` a select sees as they are; those of money are in the report currency. */
const plainColumnNames = [
	'event_id', 'anonymous_id', 'kind', 'name', 'occurred_at', 'received_at', 'session_id', 'channel', 'campaign',
	'order_id', 'product_id', 'quantity', 'currency', 'coupon', 'device', 'platform', 'properties',
] as const;

function daysAgo(asOf: number): Sql {
	return sql`(${asOf} - occurred_at) / ${numberLiteral(DAY_MILLISECONDS)} as days_ago`;
}

const plainColumns = plainColumnNames.map((name) => new Sql([name], []));

function moneyColumns(money: MoneyTable | undefined, dialect: Dialect): readonly Sql[] {
	return [
		sql`${compileCents(sql`revenue_cents`, money, dialect)} as revenue_cents`,
		sql`${compileCents(sql`discount_cents`, money, dialect)} as discount_cents`,
	];
}

/** customer_id and value, once a customer: a customer with several rows has no value rather than one of them. */
export function compileSelect(statement: string, options: SelectOptions): Sql {
	const number = new Sql([options.dialect.columnType('number')], []);
	return sql`(
		select customer_id, case when count(*) = 1 and abs(max(value)) <= ${numberLiteral(VALUE_MAX)} then max(value) end as value
		from (
			select customer_id, cast(value as ${number}) as value
			from (${framedSelect(statement, options)}) framed(customer_id, value)
		) numbers
		where customer_id is not null
		group by customer_id
	)`;
}
