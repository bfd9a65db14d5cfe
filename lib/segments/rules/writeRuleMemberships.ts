import { identifier, joinSql, sql, type Sql } from '../../sql/sql';
import type { Session } from '../../store/types';
import { describeCondition, type RuleNames } from './describeRule';
import { ruleVerdicts } from './readVerdicts';
import type { ResolvedRule } from './resolveRule';

/** Why a membership by rule ended. */
export const ruleEndings = {
	noLonger: 'the rule does not hold any more',
	switchedOff: 'the rule was switched off',
} as const;

/** A rule whose verdicts stand in the table `ruleVerdicts`. */
export interface JudgedRule {
	readonly segment: string;
	readonly resolved: ResolvedRule;
	/** Place of its verdict; those of its branches follow. */
	readonly place: number;
}

export interface RuleMoves {
	readonly entered: number;
	readonly departed: number;
}

/**
 * Keeps history of one rule: who stays keeps the row and its date. Rules have lines of their own, so a customer is in any number of
 * them beside the one discovered segment.
 */
export async function writeRuleMemberships(
	session: Session,
	{ segment, resolved, place }: JudgedRule,
	{ asOf, changedAt, names }: { readonly asOf: number; readonly changedAt: number; readonly names: RuleNames },
): Promise<RuleMoves> {
	const holds = sql`(select customer_id from ${identifier(ruleVerdicts)} where ${verdict(place)})`;
	const departed = await endMemberships(session, segment, {
		asOf, changedAt, because: ruleEndings.noLonger, except: holds,
	});
	const present = sql`(select customer_id from memberships where segment = ${segment} and valid_to is null)`;
	const entered = await countRows(session, sql`${holds} holding where customer_id not in ${present}`);
	await session.execute(sql`
		insert into memberships (customer_id, model, segment, valid_from, valid_to, score, reason, written_at)
		select customer_id, ${segment}, ${segment}, ${asOf}, null, 1, ${reasonOf(resolved, place, names)}, ${changedAt}
		from ${identifier(ruleVerdicts)} where ${verdict(place)} and customer_id not in ${present}`);
	return { entered, departed };
}

/** Ends the memberships of a rule, but for some customers; returns how many. */
export async function endMemberships(
	session: Session,
	segment: string,
	{ asOf, changedAt, because, except }: { readonly asOf: number; readonly changedAt: number; readonly because: string; readonly except?: Sql },
): Promise<number> {
	const ending = sql`segment = ${segment} and valid_to is null ${except === undefined ? sql`` : sql`and customer_id not in ${except}`}`;
	const departed = await countRows(session, sql`memberships where ${ending}`);
	if (departed === 0) return 0;
	// Who entered live did so later than a nightly run may look from.
	await session.execute(sql`
		update memberships set valid_to = greatest(valid_from, ${asOf}), ended_at = ${changedAt}, left_because = ${because}
		where ${ending}`);
	return departed;
}

async function countRows(session: Session, relation: Sql): Promise<number> {
	const [{ n }] = await session.query<{ n: number }>(sql`select count(*) as n from ${relation}`);
	return n;
}

function verdict(place: number): Sql {
	return sql`${identifier(`v${place}`)}`;
}

/** The rule in words; of an "or", the first branch that let the customer in. */
function reasonOf({ rule, branches }: ResolvedRule, place: number, names: RuleNames): Sql {
	if (branches.length < 2) return sql`${describeCondition(rule, names)}`;
	const cases = branches.map(
		(branch, index) => sql`when ${verdict(place + 1 + index)} then ${describeCondition(branch.rule, names)}`,
	);
	return sql`case ${joinSql(cases, ' ')} end`;
}
