import { DAY_MILLISECONDS } from '../core/clock';
import type { Dialect } from '../sql/dialect';
import { emptySql, joinSql, numberLiteral, Sql, sql } from '../sql/sql';
import { eventTexts } from './eventTexts';
import { dayOf, hourOf, windowBounds } from './calendar';
import { MILLIONTHS, NUMBER_MAX, unitsPerOne } from './scale';
import type {
	Measure,
	NumericEventColumn,
	NumericSource,
	StreamMeasure,
	TextEventColumn,
	TextSource,
	Window,
} from './types';

/** A measure over rows that are told apart by a flag, each by itself. */
export type RowMeasure = Exclude<Measure, StreamMeasure>;
type NumericMeasure = Extract<RowMeasure, { readonly kind: 'sum' | 'mean' | 'max' | 'last' }>;

/** The select a measure stands in. */
export interface MeasureScope {
	/** True for the events of the measure's condition, in its window. */
	readonly holds: Sql;
	/** Column with the property the measure reads, text or number as it needs. */
	readonly property: Sql;
	readonly asOf: number;
	readonly dialect: Dialect;
}

/** Aggregate over one customer's events; null where there is nothing to say, 0 for counts. */
export function compileMeasure(measure: RowMeasure, scope: MeasureScope): Sql {
	switch (measure.kind) {
		case 'count':
			return sql`count(case when ${scope.holds} then 1 end)`;
		case 'distinct':
			return countDistinct(measure.of, scope);
		case 'firstContains':
			return compileFirst(measure, scope);
		case 'daysSinceFirst':
			return daysSince(sql`min`, scope);
		case 'daysSinceLast':
			return daysSince(sql`max`, scope);
		default:
			return compileNumeric(measure, scope);
	}
}

function daysSince(aggregate: Sql, { holds, asOf }: MeasureScope): Sql {
	return sql`(${asOf} - ${aggregate}(case when ${holds} then occurred_at end)) / ${dayLength}`;
}

const dayLength = numberLiteral(DAY_MILLISECONDS);

/** The condition and the window; all events are known to be before asOf already. */
export function within(
	window: Window | undefined,
	{ holds, asOf, at = sql`occurred_at` }: Pick<MeasureScope, 'holds' | 'asOf'> & { readonly at?: Sql },
): Sql {
	if (window === undefined) return holds;
	const { from, to } = windowBounds(window, asOf);
	const since = sql`${holds} and ${at} >= ${from}`;
	return window.toDays > 0 ? sql`${since} and ${at} < ${to}` : since;
}

const textColumns: Readonly<Record<Exclude<TextEventColumn, 'order'>, Sql>> = {
	...eventTexts,
	day: dayOf.toSql(sql`occurred_at`),
	hour: hourOf.toSql(sql`occurred_at`),
};

/** The text (a number for days and hours) that events are told apart by. */
export function compileText(source: TextSource, dialect: Dialect): Sql {
	if (typeof source === 'object') return dialect.property(sql`properties`, source.property);
	return textColumns[source === 'order' ? 'orderId' : source];
}

/** Nothing earlier matters to windows; without one, everything does. */
export function windowsSince(
	windows: readonly (Window | undefined)[],
	{ asOf, early = 0 }: { readonly asOf: number; readonly early?: number },
): Sql {
	const from = Math.min(...windows.map((window) => (window ? windowBounds(window, asOf).from - early : -Infinity)));
	return Number.isFinite(from) ? sql`and occurred_at >= ${Math.floor(from)}` : emptySql;
}

/** The instant doubled carries the answer in its last bit, so that the least of them is the earliest, a yes first. */
function compileFirst(
	{ of, texts }: Extract<RowMeasure, { readonly kind: 'firstContains' }>,
	{ holds, property }: MeasureScope,
): Sql {
	const value = typeof of === 'object' ? property : textColumns[of];
	const contains = texts.map((text) => sql`position(${text} in ${value}) > 0`);
	const answer = sql`case when ${joinSql(contains, ' or ')} then 0 else 1 end`;
	return sql`1 - min(case when ${holds} and ${value} is not null then occurred_at * 2 + ${answer} end) % 2`;
}

/** For engines that count different values beside other aggregates; `compileDistinct` is for the others. */
function countDistinct(source: TextSource, { holds, property }: MeasureScope): Sql {
	const distinct = (value: Sql): Sql => sql`count(distinct case when ${holds} then ${value} end)`;
	if (typeof source === 'object') return distinct(property);
	if (source !== 'order') return distinct(textColumns[source]);
	return sql`${distinct(sql`order_id`)} + count(case when ${holds} and order_id is null then 1 end)`;
}

function compileNumeric(measure: NumericMeasure, scope: MeasureScope): Sql {
	const value = sql`case when ${scope.holds} then ${wholeUnits(measure.of, scope)} end`;
	const number = new Sql([scope.dialect.columnType('number')], []);
	const aggregates: Readonly<Record<NumericMeasure['kind'], () => Sql>> = {
		sum: () => sql`cast(sum(${value}) as ${number})`,
		mean: () => sql`cast(sum(${value}) as ${number}) / nullif(count(${value}), 0)`,
		max: () => sql`cast(max(${value}) as ${number})`,
		last: () => sql`cast(${scope.dialect.lastBy(value, sql`(occurred_at, ${value})`)} as ${number})`,
	};
	const units = unitsPerOne(measure.of);
	const aggregate = aggregates[measure.kind]();
	return units === 1 ? aggregate : sql`${aggregate} / ${numberLiteral(units)}`;
}

const centsColumns: Readonly<Record<Exclude<NumericEventColumn, 'quantity'>, Sql>> = {
	revenueCents: sql`counted_revenue_cents`,
	refundedCents: sql`case when counted_revenue_cents < 0 then -counted_revenue_cents end`,
	discountCents: sql`counted_discount_cents`,
};

/** An integer of cents or millionths; null for what is absent or not believed. */
function wholeUnits(source: NumericSource, { property, dialect }: MeasureScope): Sql {
	if (typeof source === 'string' && source !== 'quantity') return centsColumns[source];
	const value = source === 'quantity' ? sql`quantity` : property;
	const integer = new Sql([dialect.columnType('integer')], []);
	const whole = sql`floor(${value} * ${numberLiteral(MILLIONTHS)} + 0.5e0)`;
	return sql`case when abs(${value}) <= ${NUMBER_MAX} then cast(${whole} as ${integer}) end`;
}
