import { attempt } from '../../core/attempt';
import type { Engine } from '../../engine';
import { canonicalCustomers } from '../../events/canonicalCustomers';
import { readCustomerEvents } from '../../events/readCustomerEvents';
import { askGate } from '../../privacy/gates';
import { identifier, rowsOf, sql } from '../../sql/sql';
import { inDiscovered } from '../memberships';
import { readSegmentNames } from '../segmentsTable';
import { describeCondition, type RuleNames } from './describeRule';
import { openRuleReader, type RuleReader } from './evaluateRules';
import { parseRule } from './parseRule';
import { namesIn, resolveRule, type ResolvedRule } from './resolveRule';
import { moneyFor, readRuleContext, type RuleContext } from './ruleContext';
import type { RuleSegment } from './ruleSegment';
import { horizonOf } from './horizonOf';
import type { CustomerFacts } from './types';

/** A segment by rule that a customer is in at this moment. */
export interface LiveRule {
	readonly segment: string;
	readonly segmentName: string;
	/** What of the rule holds, in words. */
	readonly because: string;
}

/** Rules that are read for single customers. */
export interface LiveRules {
	readonly context: RuleContext;
	readonly rules: readonly { readonly rule: RuleSegment; readonly resolved: ResolvedRule }[];
	readonly read: RuleReader;
	readonly names: RuleNames;
}

/**
 * The rules in use that are published, ready to be read for single customers. One that cannot be told any more is left out with a
 * hint; one that is withheld is nobody's to see.
 */
export async function openLiveRules(engine: Engine, asOf: number): Promise<LiveRules> {
	const context = await readRuleContext(engine, asOf);
	const published = await readSegmentNames(engine, context.rules.map(({ segment }) => segment));
	const rules = context.rules.flatMap((rule) => {
		if (published.get(`${rule.segment}/${rule.segment}`)?.withheld !== false) return [];
		const resolved = attempt(() => resolveRule(parseRule(rule.rule), context, rule.segment));
		if (resolved.ok) return [{ rule, resolved: resolved.value }];
		engine.notify.hint(`Segment "${rule.name}" is left out: ${resolved.error.message}`);
		return [];
	});
	const tests = rules.flatMap(({ resolved }) => [resolved.test, ...resolved.branches.map(({ test }) => test)]);
	return { context, rules, read: openRuleReader(tests, await moneyFor(engine.store, tests, context)), names: namesIn(context) };
}

/** The segments by rule each customer is in now, in the order of the ids; none for whoever objects to profiling. */
export async function readLiveRules(engine: Engine, customerIds: readonly string[], asOf: number): Promise<LiveRule[][]> {
	if (customerIds.length === 0) return [];
	const live = await openLiveRules(engine, asOf);
	if (live.rules.length === 0) return customerIds.map(() => []);
	const facts = await readFacts(engine, customerIds, live);
	return facts.map((known) => (known === undefined ? [] : holding(live, known.facts, asOf)));
}

/** What of the rules holds for one customer. */
export function holding({ rules, read, names }: LiveRules, customer: CustomerFacts, asOf: number): LiveRule[] {
	const verdicts = read(customer, asOf);
	let place = 0;
	return rules.flatMap(({ rule, resolved }) => {
		const own = place;
		place += 1 + resolved.branches.length;
		if (verdicts[own] !== true) return [];
		const branch = resolved.branches.find((_, index) => verdicts[own + 1 + index] === true);
		const because = describeCondition(branch?.rule ?? resolved.rule, names);
		return [{ segment: rule.segment, segmentName: rule.name, because }];
	});
}

/** What is known of a customer, and the id it goes by. */
export interface KnownFacts {
	readonly customerId: string;
	readonly facts: CustomerFacts;
}

/** What is known of customers, in the order of the ids; undefined for whoever objects. */
export async function readFacts(
	engine: Engine,
	customerIds: readonly string[],
	{ context, rules }: LiveRules,
): Promise<(KnownFacts | undefined)[]> {
	const { asOf, snapshot } = context;
	const people = await canonicalIds(engine, customerIds, asOf);
	const ids = [...new Set(people)];
	const verdicts = await askGate(engine, customerIds, { gate: 'score', asOf });
	const since = asOf - horizonOf(rules.map(({ resolved }) => resolved.test));
	const events = await readCustomerEvents(engine, ids, { asOf, since });
	const rows = snapshot === undefined ? [] : await engine.store.query<Record<string, unknown>>(sql`
		select * from ${identifier(snapshot.id)} snapshot where customer_id in ${rowsOf(ids)}`);
	const rowOf = new Map(rows.map((row) => [String(row.customer_id), row as Readonly<Record<string, number | null>>]));
	const members = await engine.store.query<{ customer_id: string; segment: string }>(sql`
		select customer_id, segment from memberships
		where customer_id in ${rowsOf(ids)} and valid_to is null and ${inDiscovered}`);
	return people.map((id, index) => {
		if (!verdicts[index].pass) return undefined;
		const segments = new Set(members.filter(({ customer_id: member }) => member === id).map(({ segment }) => segment));
		return { customerId: id, facts: { events: events.get(id) ?? [], row: rowOf.get(id) ?? null, segments } };
	});
}

async function canonicalIds(engine: Pick<Engine, 'store'>, customerIds: readonly string[], asOf: number): Promise<string[]> {
	const rows = await engine.store.query<{ customer_id: string; canonical_id: string }>(sql`
		select customer_id, canonical_id from ${canonicalCustomers(asOf, customerIds)} canonical`);
	const known = new Map(rows.map((row) => [row.customer_id, row.canonical_id]));
	return customerIds.map((id) => known.get(id) ?? id);
}
