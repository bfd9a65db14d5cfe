import { DAY_MILLISECONDS } from '../core/clock';
import { assertNever } from '../core/invariant';
import type { Dialect } from '../sql/dialect';
import { emptySql, identifier, joinSql, numberLiteral, type Sql, sql, typeOf } from '../sql/sql';
import { HOUR_MILLISECONDS, MINUTE_MILLISECONDS, dayOf, windowBounds } from './calendar';
import { compileCondition } from './compileCondition';
import { compileText, within, windowsSince } from './compileMeasure';
import { openNumbering } from './numbering';
import type { EventStream } from './streams';
import type { EventCondition, StreamMeasure, Window } from './types';

export interface StreamScope {
	readonly asOf: number;
	readonly dialect: Dialect;
	/** Events with resolved_id and a condition that ends with it: more conditions follow by "and". */
	readonly known: Sql;
}

/** A relation with resolved_id, and an aggregate over one customer's rows of it for each measure, in their order. */
export interface CompiledStream {
	readonly rows: Sql;
	readonly columns: readonly Sql[];
}

/** The SQL reading of measures of one stream; its twin is `evaluateStreamMeasure`. */
export function compileStream(
	stream: EventStream,
	measures: readonly StreamMeasure[],
	scope: StreamScope,
): CompiledStream {
	switch (stream.kind) {
		case 'sessions':
			return compileSessions(stream, measures as readonly OfStream<'sessions'>[], scope);
		case 'firstSession':
			return compileFirstSession(stream, measures as readonly OfStream<'firstSession'>[], scope);
		case 'days':
			return compileDays(stream, measures as readonly OfStream<'days'>[], scope);
		case 'groups':
			return compileGroups(stream, measures as readonly OfStream<'groups'>[], scope);
		case 'openings':
			return compileOpenings(stream, measures as readonly OfStream<'openings'>[], scope);
		default:
			return assertNever(stream, 'stream of events');
	}
}

interface Kinds {
	readonly sessions: 'sessions' | 'sessionMinutes';
	readonly firstSession: 'firstSession';
	readonly days: 'dayGap';
	readonly groups: 'topShare' | 'topHour' | 'newValues' | 'droppedValues';
	readonly openings: 'untilClosed';
}
type Stream<Kind extends EventStream['kind']> = Extract<EventStream, { readonly kind: Kind }>;
type OfStream<Kind extends EventStream['kind']> = StreamMeasure & { readonly kind: Kinds[Kind] };

const minute = numberLiteral(MINUTE_MILLISECONDS);
const day = numberLiteral(DAY_MILLISECONDS);
const yes = sql`true`;

function numberOf(expression: Sql): Sql {
	return sql`cast(${expression} as ${typeOf('number')})`;
}

function countOf(condition: Sql): Sql {
	return sql`count(case when ${condition} then 1 end)`;
}

/** Events with the start of their session; only from the earliest window on: nothing before it but the gap can matter. */
function compileSessions(
	{ where, gapMinutes }: Stream<'sessions'>,
	measures: readonly OfStream<'sessions'>[],
	scope: StreamScope,
): CompiledStream {
	const { asOf } = scope;
	const early = gapMinutes * MINUTE_MILLISECONDS;
	const marked = markSessions({ where, gapMinutes }, windowsSince(measures.map(({ window }) => window), { asOf, early }), scope);
	const lengths = measures.some(({ kind }) => kind === 'sessionMinutes');
	return {
		rows: lengths ? sql`(select marked.*, ${sessionStart} as session_at from ${marked} marked)` : marked,
		columns: measures.map(({ kind, window }) => {
			const started = countOf(within(window, { holds: sql`starts`, asOf }));
			if (kind === 'sessions') return started;
			const going = within(window, { holds: sql`not starts`, asOf, at: sql`session_at` });
			const length = sql`sum(case when ${going} then occurred_at - previous_at end)`;
			return sql`coalesce(${numberOf(length)}, 0) / nullif(${started}, 0) / ${minute}`;
		}),
	};
}

const sessionStart = sql`max(case when starts then occurred_at end) over (partition by resolved_id order by occurred_at)`;

function markSessions(
	{ where, gapMinutes }: Pick<Stream<'sessions'>, 'where' | 'gapMinutes'>,
	recent: Sql,
	{ known, dialect }: StreamScope,
): Sql {
	const previous = sql`lag(occurred_at) over (partition by resolved_id order by occurred_at)`;
	return sql`(
		select resolved_id, occurred_at, ${previous} as previous_at,
			coalesce(occurred_at - ${previous} > ${gapMinutes * MINUTE_MILLISECONDS}, true) as starts
		from ${known} ${recent} and ${compileCondition(where, dialect)}
	)`;
}

function compileFirstSession(
	stream: Stream<'firstSession'>,
	measures: readonly OfStream<'firstSession'>[],
	scope: StreamScope,
): CompiledStream {
	const first = sql`min(occurred_at) over (partition by resolved_id)`;
	const isFirst = sql`session_at = first_at`;
	const last = sql`max(case when ${isFirst} then occurred_at end)`;
	return {
		rows: sql`(
			select resolved_id, occurred_at, ${sessionStart} as session_at, ${first} as first_at
			from ${markSessions(stream, emptySql, scope)} marked
		)`,
		columns: measures.map(({ of }) =>
			of === 'events' ? countOf(isFirst) : sql`(${last} - min(occurred_at)) / ${minute}`,
		),
	};
}

/** Days with an event, each with the whole days since the one before. */
function compileDays(
	{ where, window }: Stream<'days'>,
	measures: readonly OfStream<'days'>[],
	{ known, asOf, dialect }: StreamScope,
): CompiledStream {
	const holds = within(window, { holds: compileCondition(where, dialect), asOf });
	const gap = sql`day_at - lag(day_at) over (partition by resolved_id order by day_at)`;
	const [count, sum] = [numberOf(sql`count(gap_days)`), sql`sum(gap_days)`];
	const statistics: Readonly<Record<OfStream<'days'>['statistic'], Sql>> = {
		mean: sql`${sum} / nullif(${count}, 0)`,
		longest: sql`max(gap_days)`,
		deviation: sql`sqrt((${count} * sum(gap_days * gap_days) - ${sum} * ${sum}) / nullif(${count} * (${count} - 1), 0))`,
	};
	return {
		rows: sql`(
			select resolved_id, ${numberOf(gap)} / ${day} as gap_days
			from (select distinct resolved_id, ${dayOf.toSql(sql`occurred_at`)} as day_at from ${known} and ${holds}) days
		)`,
		columns: measures.map(({ statistic }) => statistics[statistic]),
	};
}

/** Groups of a customer's events: when each began and ended, and its events in each window. */
function compileGroups(
	{ where, of }: Stream<'groups'>,
	measures: readonly OfStream<'groups'>[],
	{ known, asOf, dialect }: StreamScope,
): CompiledStream {
	const windows = openNumbering<Window | null>();
	const countIn = (window: Window | undefined): Sql => sql`${identifier(`n${windows.indexOf(window ?? null)}`)}`;
	const columns = measures.map((measure) => compileGrouped(measure, { asOf, countIn }));
	const counts = windows.values.map(
		(window, index) =>
			sql`${countOf(within(window ?? undefined, { holds: yes, asOf }))} as ${identifier(`n${index}`)}`,
	);
	const recent = windowsSince(measures.map((measure) => ('window' in measure ? measure.window : undefined)), { asOf });
	return {
		columns,
		rows: sql`(
			select ${joinSql([sql`resolved_id, group_value, min(occurred_at) as first_at, max(occurred_at) as last_at`, ...counts])}
			from (
				select resolved_id, occurred_at, ${compileText(of, dialect)} as group_value
				from ${known} ${recent} and ${compileCondition(where, dialect)}
			) valued
			where group_value is not null
			group by resolved_id, group_value
		)`,
	};
}

const LAST_HOUR = DAY_MILLISECONDS - HOUR_MILLISECONDS;

function compileGrouped(
	measure: OfStream<'groups'>,
	{ asOf, countIn }: { readonly asOf: number; readonly countIn: (window: Window | undefined) => Sql },
): Sql {
	switch (measure.kind) {
		case 'topShare': {
			const count = countIn(measure.window);
			return sql`${numberOf(sql`max(${count})`)} / nullif(${numberOf(sql`sum(${count})`)}, 0)`;
		}
		case 'topHour': {
			const count = countIn(measure.window);
			// The count in front and the hour, counted from the end of the day, behind: one maximum finds both.
			const best = sql`max(${count} * ${DAY_MILLISECONDS} + ${LAST_HOUR} - group_value)`;
			const hour = sql`(${LAST_HOUR} - ${best} % ${DAY_MILLISECONDS}) / ${numberLiteral(HOUR_MILLISECONDS)}`;
			return sql`case when sum(${count}) >= ${measure.eventsMin} then ${hour} end`;
		}
		default: {
			const { from } = windowBounds({ fromDays: measure.days, toDays: 0 }, asOf);
			return countOf(measure.kind === 'newValues' ? sql`first_at >= ${from}` : sql`last_at < ${from}`);
		}
	}
}

/** Groups of a customer's events: for each pair of conditions, when the one first and the other last held in them. */
function compileOpenings(
	{ by }: Stream<'openings'>,
	measures: readonly OfStream<'openings'>[],
	{ known, asOf, dialect }: StreamScope,
): CompiledStream {
	const conditions = openNumbering<EventCondition>();
	const flag = (condition: EventCondition): Sql => sql`${identifier(`c${conditions.indexOf(condition)}`)}`;
	const instants = openNumbering<{ readonly first: EventCondition } | { readonly last: EventCondition }>();
	const instant = (of: (typeof instants.values)[number]): Sql => sql`${identifier(`t${instants.indexOf(of)}`)}`;
	const columns = measures.map(({ statistic, window, where, until }) => {
		const [opened, closed] = [instant({ first: where }), instant({ last: until })];
		const opens = within(window, { holds: sql`${opened} is not null`, asOf, at: opened });
		const closes = sql`${opens} and ${closed} >= ${opened}`;
		if (statistic === 'openShare') {
			return sql`${numberOf(sql`${countOf(opens)} - ${countOf(closes)}`)} / nullif(${countOf(opens)}, 0)`;
		}
		const lengths = sql`sum(case when ${closes} then ${closed} - ${opened} end)`;
		return sql`${numberOf(lengths)} / nullif(${countOf(closes)}, 0) / ${day}`;
	});
	const aggregates = instants.values.map((of) => {
		const [aggregate, condition] = 'first' in of ? [sql`min`, of.first] : [sql`max`, of.last];
		return sql`${aggregate}(case when ${flag(condition)} then occurred_at end) as ${instant(of)}`;
	});
	const compiled = conditions.values.map((condition) => sql`(${compileCondition(condition, dialect)})`);
	const flags = compiled.map((condition, index) => sql`${condition} as ${identifier(`c${index}`)}`);
	return {
		columns,
		rows: sql`(
			select ${joinSql([sql`resolved_id`, ...aggregates])}
			from (
				select ${joinSql([sql`resolved_id, occurred_at, ${compileText(by, dialect)} as group_value`, ...flags])}
				from ${known} and (${joinSql(compiled, ' or ')})
			) marked
			where group_value is not null
			group by resolved_id, group_value
		)`,
	};
}
