import { isCohortsError } from '../../core/errors';
import { failure, success, type Outcome } from '../../core/outcome';
import type { Engine } from '../../engine';
import { identifier, joinSql, sql } from '../../sql/sql';
import type { Session } from '../../store/types';
import { nextChange, recordRefresh } from '../refreshes';
import { describeRule } from './describeRule';
import { parseRule } from './parseRule';
import { dropVerdicts, readVerdicts, ruleVerdicts } from './readVerdicts';
import { readRules } from './readRules';
import { namesIn, resolveRule } from './resolveRule';
import { readRuleContext, requireCustomers, type RuleContext } from './ruleContext';
import type { RuleSegment } from './ruleSegment';
import { saveRuleSegment } from './saveRuleSegment';
import { endMemberships, ruleEndings, writeRuleMemberships, type JudgedRule } from './writeRuleMemberships';

/** What a refresh did with one rule. */
export interface RefreshedRule {
	readonly segment: string;
	readonly name: string;
	readonly version: number;
	readonly sentence: string;
	readonly size: number;
	readonly share: number;
	readonly entered: number;
	readonly departed: number;
	/** Why its customers are not published, synced or written to; absent when they are. */
	readonly withheld?: string;
	/** Why it was not refreshed; its customers are those of before. */
	readonly stopped?: string;
}

/**
 * Works out who is in the segment of every rule, all in one pass over the events, and keeps history. A rule that cannot be told any
 * more stops: its customers stay as they are, and the result says why. `only` refreshes one segment.
 */
export async function refreshRules(engine: Engine, asOf: number, only?: string): Promise<RefreshedRule[]> {
	const context = await readRuleContext(engine, asOf);
	const all = (await readRules(engine)).filter(({ segment }) => only === undefined || segment === only);
	const active = all.filter(({ isActive }) => isActive);
	const judged = active.map((rule) => ({ rule, outcome: attemptResolve(rule, context) }));
	const done = await write(engine, {
		context,
		off: all.filter(({ isActive }) => !isActive),
		rules: judged.flatMap(({ rule, outcome }) => (outcome.ok ? [{ rule, resolved: outcome.value }] : [])),
	});
	return judged.map(({ rule, outcome }) => done.get(rule.segment) ?? stopped(rule, outcome));
}

type Resolved = ReturnType<typeof resolveRule>;

function attemptResolve({ rule, segment }: RuleSegment, context: RuleContext): Outcome<Resolved> {
	try {
		return success(resolveRule(parseRule(rule), context, segment));
	} catch (error) {
		if (isCohortsError(error)) return failure(error);
		throw error;
	}
}

function stopped({ segment, name, version }: RuleSegment, outcome: Outcome<Resolved>): RefreshedRule {
	const why = outcome.ok ? '' : outcome.error.message;
	return { segment, name, version, sentence: '', size: 0, share: 0, entered: 0, departed: 0, stopped: why };
}

interface Work {
	readonly context: RuleContext;
	readonly off: readonly RuleSegment[];
	readonly rules: readonly { readonly rule: RuleSegment; readonly resolved: Resolved }[];
}

async function write(engine: Engine, { context, off, rules }: Work): Promise<Map<string, RefreshedRule>> {
	const { asOf } = context;
	const placed = place(rules);
	return await engine.store.transaction(async (session) => {
		await session.lock('memberships');
		const changedAt = await nextChange(session, engine.clock.now());
		let departed = 0;
		for (const { segment } of off) {
			departed += await endMemberships(session, segment, { asOf, changedAt, because: ruleEndings.switchedOff });
			await session.execute(sql`update segments set size = 0, share = 0 where model = ${segment}`);
		}
		const refreshed = rules.length === 0 ? [] : await writeAll(engine, session, { context, placed, changedAt });
		const sum = (count: (one: RefreshedRule) => number): number => refreshed.reduce((total, one) => total + count(one), 0);
		const counts = { entered: sum((one) => one.entered), departed: departed + sum((one) => one.departed) };
		await recordRefresh(session, { changedAt, model: 'rules', asOf, customers: sum((one) => one.size), ...counts });
		return new Map(refreshed.map((one) => [one.segment, one]));
	});
}

type Placed = Work['rules'][number] & { readonly judged: JudgedRule };

/** Each rule's verdict, followed by those of its branches. */
function place(rules: Work['rules']): readonly Placed[] {
	let next = 0;
	return rules.map(({ rule, resolved }) => {
		const judged = { segment: rule.segment, resolved, place: next };
		next += 1 + resolved.branches.length;
		return { rule, resolved, judged };
	});
}

async function writeAll(
	engine: Engine,
	session: Session,
	{ context, placed, changedAt }: { readonly context: RuleContext; readonly placed: readonly Placed[]; readonly changedAt: number },
): Promise<RefreshedRule[]> {
	const tests = placed.flatMap(({ resolved }) => [resolved.test, ...resolved.branches.map(({ test }) => test)]);
	await readVerdicts(engine, session, { tests, context });
	const sizes = await countMembers(session, placed);
	const customers = requireCustomers(sizes.customers, context.asOf);
	const names = namesIn(context);
	const refreshed: RefreshedRule[] = [];
	for (const { rule, resolved, judged } of placed) {
		const moves = await writeRuleMemberships(session, judged, { asOf: context.asOf, changedAt, names });
		const size = sizes[`n${judged.place}`];
		const shown = { sentence: describeRule(resolved.rule, names), size, share: size / customers };
		const withheld = await saveRuleSegment(session, rule, shown);
		const { segment, name, version } = rule;
		refreshed.push({ segment, name, version, ...shown, ...moves, ...(withheld === undefined ? {} : { withheld }) });
	}
	await dropVerdicts(session);
	return refreshed;
}

async function countMembers(session: Session, placed: readonly Placed[]): Promise<Readonly<Record<string, number>>> {
	const counts = placed.map(({ judged }) =>
		sql`count(case when ${identifier(`v${judged.place}`)} then 1 end) as ${identifier(`n${judged.place}`)}`,
	);
	const [row] = await session.query<Record<string, number>>(sql`
		select ${joinSql([sql`count(*) as customers`, ...counts])} from ${identifier(ruleVerdicts)}`);
	return row;
}
