import { DAY_MILLISECONDS } from '../core/clock';
import type { Dialect } from '../sql/dialect';
import { joinSql, sql, type Sql } from '../sql/sql';
import { HOUR_MILLISECONDS, WEEKEND_STARTS_AT, millisecondsOfWeek } from './calendar';
import { compileEventTest } from './compileEventTest';
import type { EventCondition } from './types';

/** SQL that is true for events with one of the names. */
export type NameTest = (names: readonly string[]) => Sql;

interface ConditionReading {
	readonly dialect: Dialect;
	readonly isNamed: NameTest;
}

type Part<Key extends keyof EventCondition> = (
	value: NonNullable<EventCondition[Key]>,
	reading: ConditionReading,
) => Sql;

/** SQL of each part of a condition over the columns of an event. */
const parts: { readonly [Key in keyof Required<EventCondition>]: Part<Key> } = {
	kinds: (kinds) => isAnyOf(sql`kind`, kinds),
	names: (names, { isNamed }) => isNamed(names),
	exceptNames: (names, { isNamed }) => sql`not ${isNamed(names)}`,
	channel: (channel) => sql`channel = ${channel}`,
	device: (device) => sql`device = ${device}`,
	devices: (devices) => isAnyOf(sql`device`, devices),
	revenue: (sign) => (sign === 'positive' ? sql`revenue_cents > 0` : sql`revenue_cents < 0`),
	discounted: () => sql`discount_cents > 0`,
	couponUsed: () => sql`coupon <> ''`,
	hours: ({ from, to }) => {
		const timeOfDay = sql`occurred_at % ${DAY_MILLISECONDS}`;
		const after = sql`${timeOfDay} >= ${from * HOUR_MILLISECONDS}`;
		const before = sql`${timeOfDay} < ${to * HOUR_MILLISECONDS}`;
		return from <= to ? sql`${after} and ${before}` : sql`(${after} or ${before})`;
	},
	weekend: () => sql`${millisecondsOfWeek.toSql(sql`occurred_at`)} >= ${WEEKEND_STARTS_AT}`,
	property: ({ name, equals }, { dialect }) => sql`${dialect.property(sql`properties`, name)} = ${equals}`,
	tests: (tests, { dialect }) =>
		tests.length === 0 ? sql`true` : joinSql(tests.map((test) => compileEventTest(test, dialect)), ' and '),
};

/**
 * SQL that is true for the events of a condition, and false or null for others. Properties are read last
 * and only where everything else holds: JSON is the one expensive thing here. Names are compared as they
 * are unless a statement knows a faster test.
 */
export function compileCondition(
	condition: EventCondition,
	dialect: Dialect,
	isNamed: NameTest = (names) => isAnyOf(sql`name`, names),
): Sql {
	const reading = { dialect, isNamed };
	const { property, tests, ...cheap } = condition;
	const compiled = (Object.keys(cheap) as (keyof typeof cheap)[])
		.filter((key) => cheap[key] !== undefined)
		.map((key) => compilePart(key, cheap, reading));
	const columns = compiled.length === 0 ? sql`true` : joinSql(compiled, ' and ');
	const dear = (['property', 'tests'] as const)
		.filter((key) => condition[key] !== undefined)
		.map((key) => compilePart(key, { property, tests }, reading));
	if (dear.length === 0) return columns;
	return sql`case when ${columns} then ${joinSql(dear, ' and ')} else false end`;
}

function isAnyOf(column: Sql, values: readonly string[]): Sql {
	return values.length === 0 ? sql`false` : sql`${column} in (${joinSql(values)})`;
}

function compilePart<Key extends keyof EventCondition>(
	key: Key,
	condition: EventCondition,
	reading: ConditionReading,
): Sql {
	const compile = parts[key] as Part<Key>;
	return compile(condition[key] as NonNullable<EventCondition[Key]>, reading);
}
