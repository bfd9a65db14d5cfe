import type { Dialect } from '../sql/dialect';
import { emptySql, identifier, joinSql, numberLiteral, sql, type Sql } from '../sql/sql';
import type { Session } from '../store/types';

/** Columns of one statement; each has up to twenty figures, and what is read at once must fit into memory. */
const COLUMNS_AT_ONCE = 10;

/** Borders may come from a sample, because both sides are counted by the same; an engine keeps all values of a column to find them. */
const SAMPLE_MAX = 100_000;

const deciles: readonly number[] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** A border between two bins: values below it, or up to and with it, lie left of it. */
export interface Cut {
	readonly at: number;
	readonly inclusive: boolean;
}

/** How the customers of a table spread over one column. */
export interface ColumnBins {
	readonly customers: number;
	readonly known: number;
	/** Null when no value is known. */
	readonly mean: number | null;
	/** Customers in each bin, from the left; last those whose value is not known. */
	readonly bins: readonly number[];
}

/** Bins of about a tenth of the customers each; a value that many share has a bin of its own. In the order of the names. */
export async function findCuts(
	session: Session,
	dialect: Dialect,
	{ table, names, customers }: { readonly table: string; readonly names: readonly string[]; readonly customers: number },
): Promise<readonly (readonly Cut[])[]> {
	const every = Math.ceil(customers / SAMPLE_MAX);
	const numbered = sql`select customer_id, row_number() over (order by customer_id) as place from ${identifier(table)}`;
	const sampled = sql`where customer_id in (select customer_id from (${numbered}) numbered where place % ${every} = 0)`;
	const sample = sql`${identifier(table)} ${every > 1 ? sampled : emptySql}`;
	const cuts: Cut[][] = [];
	for (const group of groupsOf(names)) {
		const columns = group.map(
			(name, index) => sql`${dialect.quantiles(sql`${identifier(name)}`, deciles)} as ${identifier(`d${index}`)}`,
		);
		const [row] = await session.query<Record<string, readonly number[] | null>>(
			sql`select ${joinSql(columns)} from ${sample}`,
		);
		cuts.push(...group.map((_, index) => cutsAt(row[`d${index}`] ?? [])));
	}
	return cuts;
}

function cutsAt(borders: readonly number[]): Cut[] {
	const believed = borders.filter((border) => Number.isFinite(border));
	return [...new Set(believed)].flatMap((at) => {
		const isShared = believed.indexOf(at) !== believed.lastIndexOf(at);
		return isShared ? [{ at, inclusive: false }, { at, inclusive: true }] : [{ at, inclusive: true }];
	});
}

/** Counts the customers of a table into bins, inside the engine; `cuts` in the order of the names. */
export async function binColumns(
	session: Session,
	{ table, names, cuts }: {
		readonly table: string;
		readonly names: readonly string[];
		readonly cuts: readonly (readonly Cut[])[];
	},
): Promise<readonly ColumnBins[]> {
	const found: ColumnBins[] = [];
	for (const group of groupsOf(names)) {
		const own = group.map((_, index) => cuts[found.length + index] ?? []);
		const columns = group.flatMap((name, index) => countsOf(name, index, own[index]));
		const [row] = await session.query<Record<string, number | null>>(
			sql`select ${joinSql([sql`count(*) as customers`, ...columns])} from ${identifier(table)}`,
		);
		found.push(...own.map((some, index) => toBins(row, index, some.length)));
	}
	return found;
}

function countsOf(name: string, index: number, cuts: readonly Cut[]): Sql[] {
	const column = identifier(name);
	const below = cuts.map(({ at, inclusive }, place) => {
		const left = inclusive ? sql`${column} <= ${numberLiteral(at)}` : sql`${column} < ${numberLiteral(at)}`;
		return sql`count(case when ${left} then 1 end) as ${identifier(`b${index}_${place}`)}`;
	});
	return [
		sql`count(${column}) as ${identifier(`k${index}`)}`,
		sql`avg(${column}) as ${identifier(`m${index}`)}`,
		...below,
	];
}

function toBins(row: Readonly<Record<string, number | null>>, index: number, cuts: number): ColumnBins {
	const customers = row.customers ?? 0;
	const known = row[`k${index}`] ?? 0;
	const left = Array.from({ length: cuts }, (_, place) => row[`b${index}_${place}`] ?? 0);
	const bins = [...left, known].map((count, place) => count - (left[place - 1] ?? 0));
	return { customers, known, mean: row[`m${index}`] ?? null, bins: [...bins, customers - known] };
}

function groupsOf(names: readonly string[]): readonly (readonly string[])[] {
	const groups = Math.ceil(names.length / COLUMNS_AT_ONCE);
	return Array.from({ length: groups }, (_, group) =>
		names.slice(group * COLUMNS_AT_ONCE, (group + 1) * COLUMNS_AT_ONCE),
	);
}
