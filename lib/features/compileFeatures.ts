import { resolvedEvents } from '../events/resolvedEvents';
import type { Dialect } from '../sql/dialect';
import { type Identifier, identifier, joinSql, numberLiteral, onceARow, rowsOf, Sql, sql, valuesTable } from '../sql/sql';
import { checkDefinitions } from './checkDefinitions';
import { classifyNames, type NameGroups } from './classifyNames';
import { compileCondition } from './compileCondition';
import { compileMeasure } from './compileMeasure';
import { compileSelect } from './compileSelect';
import { compileStream } from './compileStream';
import { countsRows } from './countsRows';
import { compileCents, moneyOf } from './money';
import { planFeatures, type FeaturePlan, type PlannedStream } from './planFeatures';
import { isStreamMeasure } from './streams';
import type { CustomerScope, FeatureDefinition, FeatureValue, Measure, MoneyTable } from './types';

interface Context {
	readonly asOf: number;
	readonly scope: CustomerScope;
	readonly dialect: Dialect;
	readonly plan: FeaturePlan;
	readonly money: MoneyTable | undefined;
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
	const context: Context = { ...options, dialect, plan: planFeatures(definitions), money: moneyOf(definitions) };
	const number = new Sql([dialect.columnType('number')], []);
	const features = definitions.map((definition, index) => {
		const value = compileValue(definition, context, sql`${selected(index)}.value`);
		return sql`cast(${value} as ${number}) as ${identifier(definition.name)}`;
	});
	return sql`
		select ${joinSql([sql`measured.resolved_id as customer_id`, ...features])}
		from ${measuredCustomers(context)} measured
		${joinSql(context.plan.streams.map((stream, index) => joinStream(stream, index, context)), ' ')}
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
	return isStreamMeasure(measure) && countsRows(measure) ? sql`coalesce(${name}, 0)` : name;
}

/** One row a customer with a column m0, m1, … for each measure that is not read from a stream. */
function measuredCustomers(context: Context): Sql {
	const { plan, asOf, dialect } = context;
	const columns = plan.measures.flatMap((measure, index) => {
		if (isStreamMeasure(measure)) return [];
		const compiled = compileMeasure(measure, {
			holds: flag(plan.conditionOf(measure)),
			property: sql`${identifier(`p${plan.propertyOf(measure) ?? 0}`)}`,
			asOf,
			dialect,
		});
		return [sql`${compiled} as ${identifier(`m${index}`)}`];
	});
	return sql`(
		select ${joinSql([sql`resolved_id`, ...columns])}
		from ${valuedEvents(context)} valued
		group by resolved_id
	)`;
}

function flag(index: number): Sql {
	return sql`${identifier(`c${index}`)}`;
}

/** The flagged events with a column p0, p1, … for each property, read only where somebody asks for it. */
function valuedEvents(context: Context): Sql {
	const { plan, dialect } = context;
	if (plan.properties.length === 0) return flaggedEvents(context);
	const columns = plan.properties.map(({ property, as, conditions }, index) => {
		const text = dialect.property(sql`properties`, property);
		const asked = joinSql(conditions.map(flag), ' or ');
		const value = as === 'text' ? text : dialect.toNumber(text);
		return sql`case when ${asked} then ${value} end as ${identifier(`p${index}`)}`;
	});
	return sql`(select flagged.*, ${joinSql(columns)} from ${flaggedEvents(context)} flagged ${onceARow})`;
}

/** The columns measures read, and c0, c1, …: whether each condition holds. */
function flaggedEvents(context: Context): Sql {
	const { plan, dialect } = context;
	const groups = classifyNames(
		plan.conditions.flatMap(({ names = [], exceptNames = [] }) => [names, exceptNames]),
	);
	const isNamed = (names: readonly string[]): Sql =>
		names.length === 0 ? sql`false` : sql`name_group in (${joinSql(groups.groupsOf(names))})`;
	const flags = plan.conditions.map(
		(condition, index) =>
			sql`${compileCondition(condition, dialect, isNamed)} as ${identifier(`c${index}`)}`,
	);
	return sql`(
		select ${joinSql([sql`grouped.*`, ...flags])}
		from ${groupedEvents(context, groups)} grouped ${onceARow}
	)`;
}

/** The columns conditions read as they came, those measures read in the report currency, and the group of the name. */
function groupedEvents({ asOf, scope, money, dialect }: Context, { members }: NameGroups): Sql {
	const columns = sql`resolved_id, occurred_at, kind, name, session_id, channel, campaign, order_id,
		product_id, quantity, revenue_cents, discount_cents, coupon, device, platform, properties,
		${compileCents(sql`revenue_cents`, money, dialect)} as counted_revenue_cents,
		${compileCents(sql`discount_cents`, money, dialect)} as counted_discount_cents`;
	if (members.length === 0) {
		return sql`(select ${columns}, 0 as name_group from ${knownEvents(asOf, scope)})`;
	}
	const groups = valuesTable(['grouped_name', 'name_group'], members.map(({ name, group }) => [name, group]));
	return sql`(
		select ${columns}, coalesce(name_group, 0) as name_group
		from (select * from ${knownEvents(asOf, scope)}) resolved
		left join ${groups} named on grouped_name = name
	)`;
}

/** Asked customers are those an event resolves to: an id that became another one has no row of its own. */
function knownEvents(asOf: number, scope: CustomerScope): Sql {
	if (scope.kind === 'everyone') return sql`${resolvedEvents(asOf)} known where resolved_id is not null`;
	if (scope.ids.length === 0) return sql`${resolvedEvents(asOf)} known where false`;
	return sql`${resolvedEvents(asOf, scope.ids)} known where resolved_id in ${rowsOf(scope.ids)}`;
}

/** Streams need events side by side, so they are read beside the other measures, from narrow columns. */
function joinStream(
	{ stream, measures }: PlannedStream,
	index: number,
	{ plan, asOf, scope, dialect }: Context,
): Sql {
	const { rows, columns } = compileStream(
		stream,
		measures.map((position) => plan.measures[position]).filter(isStreamMeasure),
		{ asOf, dialect, known: knownEvents(asOf, scope) },
	);
	const named = columns.map((column, place) => sql`${column} as ${identifier(`m${measures[place]}`)}`);
	const alias = identifier(`s${index}`);
	return sql`
		left join (
			select ${joinSql([sql`resolved_id`, ...named])} from ${rows} streamed group by resolved_id
		) ${alias} on ${alias}.resolved_id = measured.resolved_id`;
}
