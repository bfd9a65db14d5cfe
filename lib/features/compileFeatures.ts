import { customerEvents } from '../events/resolvedEvents';
import type { Dialect } from '../sql/dialect';
import { emptySql, type Identifier, identifier, joinSql, numberLiteral, onceARow, rowsOf, Sql, sql, valuesTable } from '../sql/sql';
import { checkDefinitions } from './checkDefinitions';
import { classifyNames, type NameGroups } from './classifyNames';
import { compileCondition } from './compileCondition';
import { compileDistinct } from './compileDistinct';
import { compileMeasure, within, type RowMeasure } from './compileMeasure';
import { compileSelect } from './compileSelect';
import { compileStream, type CompiledStream } from './compileStream';
import { countsRows } from './countsRows';
import { compileCents, moneyOf } from './money';
import { neededColumns } from './neededColumns';
import { openNumbering, type Numbering } from './numbering';
import {
	planFeatures,
	type DistinctMeasure,
	type FeaturePlan,
	type PlannedDistinct,
	type PlannedStream,
} from './planFeatures';
import { isStreamMeasure } from './streams';
import type { CustomerScope, FeatureDefinition, FeatureValue, Measure, MoneyTable, Window } from './types';

interface Context {
	readonly asOf: number;
	readonly scope: CustomerScope;
	readonly dialect: Dialect;
	readonly plan: FeaturePlan;
	readonly money: MoneyTable | undefined;
	/** The events measures are read from, with resolved_id, and a condition: more conditions follow by "and". */
	readonly knownFor: (measures: readonly Measure[]) => Sql;
	readonly windows: Numbering<Window>;
}

/**
 * One select over all events known before `asOf`: customer_id and one number column a feature, a row for
 * each customer with an event. Conditions are decided once per event, properties read once where a
 * condition holds, measures aggregated once per customer, features computed from them.
 * Its twin over one customer's events is `evaluateFeatures`.
 */
export function compileFeatures(
	definitions: readonly FeatureDefinition[],
	options: { readonly asOf: number; readonly scope: CustomerScope },
	dialect: Dialect,
): Sql {
	checkDefinitions(definitions);
	const plan = planFeatures(definitions);
	const { shared, knownFor } = knownEvents(plan.measures, options, dialect);
	const money = moneyOf(definitions);
	const context: Context = { ...options, dialect, plan, money, knownFor, windows: openNumbering<Window>() };
	const number = new Sql([dialect.columnType('number')], []);
	const features = definitions.map((definition, index) => {
		const value = compileValue(definition, context, sql`${selected(index)}.value`);
		return sql`cast(${value} as ${number}) as ${identifier(definition.name)}`;
	});
	return sql`
		${shared}
		select ${joinSql([sql`measured.resolved_id as customer_id`, ...features])}
		from ${measuredCustomers(context)} measured
		${joinSql(plan.distincts.flatMap((distinct, index) => joinDistinct(distinct, index, context)), ' ')}
		${joinSql(plan.streams.map((stream, index) => joinStream(stream, index, context)), ' ')}
		${joinSql(definitions.flatMap((definition, index) => joinSelect(definition, index, context)), ' ')}`;
}

/** A select may compare customers, so it sees all of them, whoever is asked for. */
function joinSelect({ value, money }: FeatureDefinition, index: number, { asOf, dialect }: Context): readonly Sql[] {
	if (value.kind !== 'select') return [];
	const values = compileSelect(value.statement, { asOf, dialect, money });
	return [sql`left join ${values} ${selected(index)} on ${selected(index)}.customer_id = measured.resolved_id`];
}

function selected(index: number): Identifier {
	return identifier(`q${index}`);
}

function compileValue({ value, missing }: FeatureDefinition, context: Context, select: Sql): Sql {
	const found = compileFound(value, context, select);
	if (missing === 'zero') return sql`coalesce(${found}, 0)`;
	return countsRows(value) ? sql`nullif(${found}, 0)` : found;
}

function compileFound(value: FeatureValue, context: Context, select: Sql): Sql {
	switch (value.kind) {
		case 'select':
			return select;
		case 'ratio': {
			const numerator = sql`${numberLiteral(1)} * ${nothingIsZero(value.numerator, context)}`;
			return sql`${numerator} / nullif(${column(value.denominator, context)}, 0)`;
		}
		case 'difference':
			return sql`${column(value.of, context)} - ${column(value.minus, context)}`;
		default:
			return column(value, context);
	}
}

function nothingIsZero(measure: Measure, context: Context): Sql {
	const value = column(measure, context);
	return measure.kind === 'sum' ? sql`coalesce(${value}, 0)` : value;
}

function column(measure: Measure, { plan }: Context): Sql {
	const name = sql`${identifier(`m${plan.measureOf(measure)}`)}`;
	return (isStreamMeasure(measure) || isDistinct(measure)) && countsRows(measure) ? sql`coalesce(${name}, 0)` : name;
}

/** The measures that one pass over the events gives; the others are joined to them. */
function aggregatesOf({ plan, dialect }: Context): readonly RowMeasure[] {
	const isApart = dialect.distinctValues === 'apart';
	return plan.measures.filter(
		(measure): measure is RowMeasure => !isStreamMeasure(measure) && !(isApart && isDistinct(measure)),
	);
}

/** One row a customer with a column m0, m1, … for each measure that needs no more than one event at a time. */
function measuredCustomers(context: Context): Sql {
	const { plan, asOf, dialect } = context;
	const columns = aggregatesOf(context).map((measure) => {
		const compiled = compileMeasure(measure, {
			holds: holdsFor(measure, context),
			property: sql`${identifier(`p${plan.propertyOf(measure) ?? 0}`)}`,
			asOf,
			dialect,
		});
		return sql`${compiled} as ${identifier(`m${plan.measureOf(measure)}`)}`;
	});
	return sql`(
		select ${joinSql([sql`resolved_id`, ...columns])}
		from ${valuedEvents(context)} valued
		group by resolved_id
	)`;
}

function holdsFor(measure: Measure, { plan, windows }: Context): Sql {
	const holds = flag(plan.conditionOf(measure));
	if (!('window' in measure) || measure.window === undefined) return holds;
	return sql`${holds} and ${identifier(`w${windows.indexOf(measure.window)}`)}`;
}

function flag(index: number): Sql {
	return sql`${identifier(`c${index}`)}`;
}

/** The flagged events with a column p0, p1, … for each property, read only where somebody asks for it. */
function valuedEvents(context: Context): Sql {
	const { plan, dialect } = context;
	const columns = plan.properties.flatMap(({ property, as }, index) => {
		const readers = aggregatesOf(context).filter((measure) => plan.propertyOf(measure) === index);
		if (readers.length === 0) return [];
		const text = dialect.property(sql`properties`, property);
		const asked = joinSql([...new Set(readers.map((measure) => plan.conditionOf(measure)))].map(flag), ' or ');
		const value = as === 'text' ? text : dialect.toNumber(text);
		return [sql`case when ${asked} then ${value} end as ${identifier(`p${index}`)}`];
	});
	if (columns.length === 0) return flaggedEvents(context);
	return sql`(select flagged.*, ${joinSql(columns)} from ${flaggedEvents(context)} flagged ${onceARow})`;
}

/** The columns measures read, and c0, c1, …, w0, w1, …: whether each condition and each window holds. */
function flaggedEvents(context: Context): Sql {
	const { plan, dialect, asOf, windows } = context;
	const used = [...new Set(aggregatesOf(context).map((measure) => plan.conditionOf(measure)))];
	const groups = classifyNames(
		used.map((index) => plan.conditions[index]).flatMap(({ names = [], exceptNames = [] }) => [names, exceptNames]),
	);
	const isNamed = (names: readonly string[]): Sql => isInRanges(sql`name_group`, groups.rangesOf(names));
	const flags = used.map(
		(index) => sql`${compileCondition(plan.conditions[index], dialect, isNamed)} as ${flag(index)}`,
	);
	const spans = windows.values.map(
		(window, index) => sql`${within(window, { holds: sql`true`, asOf })} as ${identifier(`w${index}`)}`,
	);
	return sql`(
		select ${joinSql([sql`grouped.*`, ...flags, ...spans])}
		from ${groupedEvents(context, groups)} grouped ${onceARow}
	)`;
}

function isInRanges(column: Sql, ranges: readonly (readonly [number, number])[]): Sql {
	if (ranges.length === 0) return sql`false`;
	return sql`(${joinSql(
		ranges.map(([from, to]) => (from === to ? sql`${column} = ${from}` : sql`${column} between ${from} and ${to}`)),
		' or ',
	)})`;
}

/** The columns conditions read as they came, those measures read in the report currency, and the group of the name. */
function groupedEvents(context: Context, { members }: NameGroups): Sql {
	const { money, dialect, knownFor } = context;
	const measures = aggregatesOf(context);
	const [columns, known] = [neededColumns(measures), knownFor(measures)];
	const read = columns.map((name) => identifier(name));
	const counted = ['revenue_cents', 'discount_cents']
		.filter((name) => columns.includes(name))
		.map((name) => sql`${compileCents(sql`${identifier(name)}`, money, dialect)} as ${identifier(`counted_${name}`)}`);
	const all = joinSql([sql`resolved_id`, ...read, ...counted]);
	if (members.length === 0) return sql`(select ${all}, 0 as name_group from ${known})`;
	const groups = valuesTable(['grouped_name', 'name_group'], members.map(({ name, group }) => [name, group]));
	return sql`(
		select ${all}, cast(coalesce(name_group, 0) as smallint) as name_group
		from (select * from ${known}) resolved
		left join ${groups} named on grouped_name = name
	)`;
}

/**
 * Asked customers are those an event resolves to: an id that became another one has no row of its own. `shared` begins the
 * statement where the engine had better resolve the events once for all that reads them. Otherwise each reader has its own
 * columns: no engine sees through the joins of identities that others are not needed.
 */
function knownEvents(
	measures: readonly Measure[],
	{ asOf, scope }: { readonly asOf: number; readonly scope: CustomerScope },
	dialect: Dialect,
): { readonly shared: Sql; readonly knownFor: Context['knownFor'] } {
	const ids = scope.kind === 'everyone' ? undefined : scope.ids;
	const asked = ids === undefined ? sql`true` : sql`resolved_id in ${rowsOf(ids)}`;
	const knownFor = (read: readonly Measure[]): Sql => {
		const events = customerEvents(asOf, { customers: ids, columns: neededColumns(read) });
		return sql`${events} known where ${ids?.length === 0 ? sql`false` : asked}`;
	};
	const member = dialect.once(sql`known_events`, sql`select * from ${knownFor(measures)}`, ids ? 'few' : 'all');
	if (member === undefined) return { shared: emptySql, knownFor };
	return { shared: sql`with ${member}`, knownFor: () => sql`known_events known where true` };
}

/** Different values are counted beside the other measures, from narrow columns. */
function joinDistinct({ of, measures }: PlannedDistinct, index: number, context: Context): readonly Sql[] {
	if (context.dialect.distinctValues === 'beside') return [];
	const all = measures.map((position) => context.plan.measures[position]).filter(isDistinct);
	const compiled = compileDistinct(of, all, { ...context, known: context.knownFor(all) });
	return [joinMeasures(compiled, { measures, alias: identifier(`d${index}`) })];
}

function isDistinct(measure: Measure): measure is DistinctMeasure {
	return measure.kind === 'distinct';
}

/** Streams need events side by side, so they are read beside the other measures, from narrow columns. */
function joinStream({ stream, measures }: PlannedStream, index: number, context: Context): Sql {
	const all = measures.map((position) => context.plan.measures[position]).filter(isStreamMeasure);
	return joinMeasures(compileStream(stream, all, { ...context, known: context.knownFor(all) }), { measures, alias: identifier(`s${index}`) });
}

function joinMeasures(
	{ rows, columns }: CompiledStream,
	{ measures, alias }: { readonly measures: readonly number[]; readonly alias: Identifier },
): Sql {
	const named = columns.map((column, place) => sql`${column} as ${identifier(`m${measures[place]}`)}`);
	return sql`
		left join (
			select ${joinSql([sql`resolved_id`, ...named])} from ${rows} streamed group by resolved_id
		) ${alias} on ${alias}.resolved_id = measured.resolved_id`;
}
