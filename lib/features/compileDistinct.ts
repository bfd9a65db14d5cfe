import { sql, identifier, joinSql, onceARow, type Sql } from '../sql/sql';
import { compileCondition } from './compileCondition';
import { compileText, within, windowsSince } from './compileMeasure';
import type { CompiledStream, StreamScope } from './compileStream';
import { openNumbering } from './numbering';
import type { DistinctMeasure } from './planFeatures';
import type { EventCondition, TextSource } from './types';

/**
 * Different values of one source, for all measures that count them: grouped by customer and value first, then counted.
 * Beside other aggregates an engine keeps a table of values for each measure; so it keeps one. An event without an order is
 * an order of its own; any other event without a value counts for none.
 */
export function compileDistinct(
	source: TextSource,
	measures: readonly DistinctMeasure[],
	{ known, asOf, dialect }: StreamScope,
): CompiledStream {
	if (measures.length === 1 && source !== 'order') return compileSingle(source, measures[0], { known, asOf, dialect });
	const conditions = openNumbering<EventCondition>();
	for (const { where } of measures) conditions.indexOf(where);
	const compiled = conditions.values.map((condition) => sql`(${compileCondition(condition, dialect)})`);
	// What the rows were chosen by need not be asked of each again.
	const flags = compiled.length === 1 ? [] : compiled.map((condition, index) => sql`${condition} as ${flag(index)}`);
	const holdsOf = (where: EventCondition): Sql => (flags.length === 0 ? sql`true` : flag(conditions.indexOf(where)));
	const held = measures.map(({ where, window }, index) => {
		const holds = within(window, { holds: holdsOf(where), asOf });
		return sql`${onceAGroup(source, holds)} as ${identifier(`f${index}`)}`;
	});
	const counted = measures.map(
		(_, index) => sql`coalesce(sum(${source === 'order' ? found(index) : sql`case when counted_value is not null then ${found(index)} end`}), 0)`,
	);
	const recent = windowsSince(measures.map(({ window }) => window), { asOf });
	return {
		rows: sql`(
			select ${joinSql([sql`resolved_id, counted_value`, ...held])}
			from (
				select ${joinSql([sql`resolved_id, occurred_at, ${compileText(source, dialect)} as counted_value`, ...flags])}
				from ${known} ${recent} and (${joinSql(compiled, ' or ')}) ${onceARow}
			) valued
			group by resolved_id, counted_value
		)`,
		columns: counted,
	};
}

/** One measure needs no more than the values themselves. */
function compileSingle(
	source: TextSource,
	{ where, window }: DistinctMeasure,
	{ known, asOf, dialect }: StreamScope,
): CompiledStream {
	const holds = within(window, { holds: compileCondition(where, dialect), asOf });
	return {
		rows: sql`(select distinct resolved_id, ${compileText(source, dialect)} as counted_value from ${known} and ${holds})`,
		columns: [sql`count(counted_value)`],
	};
}

function flag(index: number): Sql {
	return sql`${identifier(`c${index}`)}`;
}

function found(index: number): Sql {
	return sql`${identifier(`f${index}`)}`;
}

/** 1 where an event of the group holds; without an order, each event counts. */
function onceAGroup(source: TextSource, holds: Sql): Sql {
	const once = sql`max(case when ${holds} then 1 else 0 end)`;
	if (source !== 'order') return once;
	return sql`case when counted_value is null then count(case when ${holds} then 1 end) else ${once} end`;
}
