import { compileComparison } from '../../features/compileEventTest';
import { compileCondition } from '../../features/compileCondition';
import { compileFeatures } from '../../features/compileFeatures';
import { openNumbering } from '../../features/numbering';
import type { MoneyTable } from '../../features/types';
import { resolvedEvents } from '../../events/resolvedEvents';
import type { Dialect } from '../../sql/dialect';
import { identifier, joinSql, sql, type Sql } from '../../sql/sql';
import { compileSequence } from './compileSequence';
import { filtersOf } from './evaluateSequence';
import { planRules, type RulePlan } from './planRules';
import { toCondition } from './toCondition';
import type { EventFilter, Fact, Sequence, Test } from './types';

export interface RuleScope {
	readonly asOf: number;
	readonly dialect: Dialect;
	readonly money: MoneyTable | undefined;
	/** Table of the snapshot; there when a test asks for a feature or score. */
	readonly snapshot?: string;
}

export interface CompiledRules {
	/** Events of the sequences, flagged, to be put into the table `flaggedEvents` first; absent: no test has a sequence. */
	readonly flagged?: Sql;
	/** A select over all customers with an event: customer_id and true, false or null for each test: v0, v1, … */
	readonly verdicts: Sql;
}

/** Temporary table that the verdicts are read from, so that all sequences find their events in one pass. */
export const flaggedEvents = 'rule_events';

/**
 * The SQL reading of rules, all in one statement: events are counted in one pass, whatever the number of rules. What
 * occurred or arrived at `asOf` or later does not exist. Its twin is `evaluateRules`.
 */
export function compileRules(tests: readonly Test[], scope: RuleScope): CompiledRules {
	const { asOf, dialect, money } = scope;
	const plan = planRules(tests, money);
	const filters = openNumbering<EventFilter>();
	const flagOf = (filter: EventFilter): string => `c${filters.indexOf(filter)}`;
	for (const filter of plan.sequences.flatMap(filtersOf)) flagOf(filter);
	const sequences = plan.sequences.map((sequence, index) => joinSequence(sequence, index, { ...scope, flagOf }));
	const columns = tests.map((test, index) => sql`${compileTest(test, { plan, asOf })} as ${identifier(`v${index}`)}`);
	const measured = compileFeatures(plan.features, { asOf, scope: { kind: 'everyone' } }, dialect);
	return {
		...(filters.values.length === 0 ? {} : { flagged: selectFlagged(filters.values, scope) }),
		verdicts: sql`
			select ${joinSql([sql`measured.customer_id as customer_id`, ...columns])}
			from (${measured}) measured
			${joinSql([...joinSnapshot(plan, scope), ...sequences], ' ')}`,
	};
}

function joinSnapshot({ columns }: RulePlan, { snapshot }: RuleScope): readonly Sql[] {
	if (columns.length === 0) return [];
	return [sql`left join ${identifier(snapshot ?? '')} snapshot on snapshot.customer_id = measured.customer_id`];
}

function joinSequence(
	sequence: Sequence,
	index: number,
	{ asOf, flagOf }: RuleScope & { readonly flagOf: (filter: EventFilter) => string },
): Sql {
	const alias = identifier(`s${index}`);
	const found = compileSequence(sequence, { asOf, flagOf, flagged: sql`${identifier(flaggedEvents)}` });
	return sql`left join ${found} ${alias} on ${alias}.customer_id = measured.customer_id`;
}

function selectFlagged(filters: readonly EventFilter[], { asOf, dialect }: RuleScope): Sql {
	const flags = filters.map((filter, index) =>
		sql`coalesce(${compileCondition(toCondition(filter), dialect)}, false) as ${identifier(`c${index}`)}`,
	);
	const any = joinSql(filters.map((_, index) => identifier(`c${index}`)), ' or ');
	return sql`
		select * from (
			select ${joinSql([sql`resolved_id, occurred_at`, ...flags])}
			from ${resolvedEvents(asOf)} known where resolved_id is not null
		) flagged where ${any}`;
}

interface TestScope {
	readonly plan: RulePlan;
	readonly asOf: number;
}

function compileTest(test: Test, scope: TestScope): Sql {
	switch (test.kind) {
		case 'all':
			return sql`(${joinSql(test.of.map((one) => compileTest(one, scope)), ' and ')})`;
		case 'any':
			return sql`(${joinSql(test.of.map((one) => compileTest(one, scope)), ' or ')})`;
		case 'not':
			return sql`(not ${compileTest(test.of, scope)})`;
		case 'compare':
			return compileComparison(factColumn(test.fact, scope.plan), test.is, test.value);
		case 'same': {
			const [first, second] = test.facts.map((fact) => factColumn(fact, scope.plan));
			return sql`(case when ${first} is not null then coalesce(${first} = ${second}, false) end)`;
		}
		case 'known':
			return sql`(${factColumn(test.fact, scope.plan)} is not null)`;
		default:
			return isMember(test.segment, scope.asOf);
	}
}

function factColumn(fact: Fact, plan: RulePlan): Sql {
	if (fact.kind === 'column') return sql`snapshot.${identifier(fact.column)}`;
	if (fact.kind === 'sequence') {
		return sql`(case when ${identifier(`s${plan.sequenceOf(fact.sequence)}`)}.customer_id is null then 0 else 1 end)`;
	}
	return sql`measured.${identifier(plan.featureOf(fact))}`;
}

/** Of those that were discovered; what another rule makes has taken the place of its name before. */
function isMember(segment: string, asOf: number): Sql {
	return sql`(measured.customer_id in (
		select customer_id from memberships
		where segment = ${segment} and valid_from <= ${asOf} and (valid_to is null or valid_to > ${asOf})
	))`;
}
