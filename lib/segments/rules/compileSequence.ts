import { millisecondsOf } from '../../core/duration';
import { emptySql, identifier, integerLiteral, joinSql, sql, type Sql } from '../../sql/sql';
import { filtersOf, leastOf } from './evaluateSequence';
import type { EventFilter, Gap, Sequence, Step } from './types';

/** Where a sequence finds its events. */
export interface SequenceScope {
	readonly asOf: number;
	/** Relation with the events known before asOf: resolved_id, occurred_at and a flag for each filter. */
	readonly flagged: Sql;
	/** Name of the column that is true for the events of a filter. */
	flagOf(filter: EventFilter): string;
}

/**
 * A relation of one column, customer_id: who the sequence occurred to. Its twin is `evaluateSequence`. Each level adds to
 * the events that end a run of its step when that was (`reached`), if the steps before lie behind it as the gaps say.
 * All is read by instant alone, so that events at one instant need no order.
 */
export function compileSequence(sequence: Sequence, scope: SequenceScope): Sql {
	const { steps, now } = sequence;
	const kept = keptColumns(sequence, scope);
	const rows = steps.reduce(
		(inner, step, place) => compileStep({ step, place, inner, kept }, scope),
		recentEvents(sequence, { ...scope, kept }),
	);
	const reached = column('reached', steps.length - 1);
	if (now === undefined) {
		return sql`(select distinct resolved_id as customer_id from ${rows} done where ${reached} is not null)`;
	}
	return compileNow(now, { rows, reached }, scope);
}

/** The last step lies behind the moment it is asked, as the gap says. */
function compileNow(
	now: Gap,
	{ rows, reached }: { readonly rows: Sql; readonly reached: Sql },
	{ asOf, flagOf }: SequenceScope,
): Sql {
	const other = now.silent === undefined ? sql`null` : sql`max(case when ${identifier(flagOf(now.silent))} then occurred_at end)`;
	return sql`(
		select customer_id from (
			select resolved_id as customer_id, ${other} as last_other,
				max(case when ${reached} <= ${asOf - leastOf(now)} then ${reached} end) as ended
			from ${rows} done group by resolved_id
		) asked
		where ${follows(now, { at: sql`${asOf}`, ended: sql`ended`, other: sql`last_other` })}
	)`;
}

function keptColumns(sequence: Sequence, { flagOf }: SequenceScope): Sql {
	const flags = [...new Set(filtersOf(sequence).map(flagOf))];
	return joinSql(['resolved_id', 'occurred_at', ...flags].map((name) => identifier(name)));
}

function recentEvents(sequence: Sequence, { asOf, flagged, flagOf, kept }: SequenceScope & { readonly kept: Sql }): Sql {
	const flags = [...new Set(filtersOf(sequence).map(flagOf))].map((name) => identifier(name));
	const recent = sequence.withinLast === undefined ? emptySql : sql`and occurred_at >= ${asOf - millisecondsOf(sequence.withinLast)}`;
	return sql`(select ${kept} from ${flagged} flagged where (${joinSql(flags, ' or ')}) ${recent})`;
}

interface Level {
	readonly step: Step;
	readonly place: number;
	readonly inner: Sql;
	readonly kept: Sql;
}

/** Three selects around each other: what lies before each event, what lay before the beginning of its run, the verdict. */
function compileStep({ step, place, inner, kept }: Level, { flagOf }: SequenceScope): Sql {
	const flag = sql`${identifier(flagOf(step.events))}`;
	const looks = place === 0 ? [] : looksBack(step.after ?? {}, { place, flagOf });
	const looked = looks.length === 0 ? inner : sql`(
		select ${joinSql([kept, ...looks.map(({ value, name }) => sql`${value} as ${column(name, place)}`)])} from ${inner} looked
	)`;
	const back = (value: Sql): Sql =>
		step.times === 1 ? value : sql`lag(${value}, ${integerLiteral(step.times - 1)}) over (partition by resolved_id, ${flag} order by occurred_at)`;
	const run = [
		sql`${back(sql`occurred_at`)} as ${column('began', place)}`,
		...looks.map(({ name }) => sql`${back(column(name, place))} as ${column(`run_${name}`, place)}`),
	];
	const began = column('began', place);
	const holds = [
		flag,
		...(step.within === undefined ? [] : [sql`occurred_at - ${began} <= ${millisecondsOf(step.within)}`]),
		...(place === 0 ? [] : [follows(step.after ?? {}, { at: began, ended: column('run_ended', place), other: column('run_other', place) })]),
	];
	return sql`(
		select ${kept}, case when ${joinSql(holds, ' and ')} then occurred_at end as ${column('reached', place)}
		from (select ${joinSql([kept, ...run])} from ${looked} looked) run
	)`;
}

/** When the step before last ended early enough, and when something last broke the silence. */
function looksBack(
	gap: Gap,
	{ place, flagOf }: { readonly place: number; readonly flagOf: SequenceScope['flagOf'] },
): readonly { readonly name: string; readonly value: Sql }[] {
	const ended = { name: 'ended', value: latest(column('reached', place - 1), leastOf(gap)) };
	if (gap.silent === undefined) return [ended];
	const other = sql`case when ${identifier(flagOf(gap.silent))} then occurred_at end`;
	return [ended, { name: 'other', value: latest(other, 1) }];
}

/** Numbered by level, because some engines take an alias for the column of that name one level below. */
function column(name: string, place: number): Sql {
	return sql`${identifier(`${name}_${place}`)}`;
}

/** The largest such instant at least so many milliseconds before each event. */
function latest(instant: Sql, least: number): Sql {
	return sql`max(${instant}) over (
		partition by resolved_id order by occurred_at range between unbounded preceding and ${integerLiteral(least)} preceding
	)`;
}

/** `ended` is the latest end that is early enough, `other` the latest event that breaks the silence. */
function follows(gap: Gap, { at, ended, other }: { readonly at: Sql; readonly ended: Sql; readonly other: Sql }): Sql {
	const conditions = [
		sql`${ended} is not null`,
		...(gap.atMost === undefined ? [] : [sql`${at} - ${ended} <= ${millisecondsOf(gap.atMost)}`]),
		...(gap.silent === undefined ? [] : [sql`coalesce(${other} <= ${ended}, true)`]),
	];
	return joinSql(conditions, ' and ');
}
