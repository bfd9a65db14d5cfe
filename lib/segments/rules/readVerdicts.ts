import type { Engine } from '../../engine';
import { mayProfile } from '../../privacy/mayProfile';
import { identifier, sql } from '../../sql/sql';
import { replaceTemporary } from '../../store/replaceTemporary';
import type { Session } from '../../store/types';
import { compileRules, flaggedEvents } from './compileRules';
import { moneyFor, type RuleContext } from './ruleContext';
import type { Test } from './types';

/** Temporary table with customer_id and true, false or null for each test (v0, v1, …); those who objected are not in it. */
export const ruleVerdicts = 'rule_verdicts';

/** Fills the table `ruleVerdicts`; the caller drops it by `dropVerdicts`. */
export async function readVerdicts(
	engine: Pick<Engine, 'store'>,
	session: Session,
	{ tests, context }: { readonly tests: readonly Test[]; readonly context: RuleContext },
): Promise<void> {
	const { dialect } = engine.store;
	const { asOf, snapshot } = context;
	const money = await moneyFor(session, tests, context);
	const { flagged, verdicts } = compileRules(tests, { asOf, dialect, money, snapshot: snapshot?.id });
	if (flagged !== undefined) await replaceTemporary(session, flaggedEvents, flagged);
	const allowed = mayProfile(sql`customer_id`, { dialect, asOf });
	await replaceTemporary(session, ruleVerdicts, sql`select * from (${verdicts}) verdicts where ${allowed}`);
	if (flagged !== undefined) await session.execute(sql`drop table ${identifier(flaggedEvents)}`);
}

export async function dropVerdicts(session: Session): Promise<void> {
	await session.execute(sql`drop table ${identifier(ruleVerdicts)}`);
}
