import { NotEnoughData } from '../../core/errors';
import type { Engine } from '../../engine';
import { chooseMoney } from '../../features/chooseMoney';
import { moneyOf } from '../../features/money';
import { readSnapshot } from '../../features/readSnapshot';
import type { MoneyTable, Snapshot } from '../../features/types';
import { sql } from '../../sql/sql';
import type { Session } from '../../store/types';
import { presentModelId } from '../segmentsModel';
import { readSegments } from '../segmentsTable';
import { readRules } from './readRules';
import type { RuleSegment } from './ruleSegment';
import type { Test } from './types';
import { factsOf } from './walkTest';

/** What rules may speak of at a moment. */
export interface RuleContext {
	readonly asOf: number;
	/** The latest that looks from no later moment; features and scores are read from it. */
	readonly snapshot: Snapshot | undefined;
	/** Segments that were discovered. */
	readonly discovered: readonly { readonly segment: string; readonly name: string }[];
	/** Rules in use; those switched off are not there. */
	readonly rules: readonly RuleSegment[];
}

export async function readRuleContext(engine: Engine, asOf: number): Promise<RuleContext> {
	const snapshot = await snapshotAt(engine, asOf);
	const model = await presentModelId(engine);
	const discovered = model === undefined ? [] : await readSegments(engine, model);
	const rules = (await readRules(engine)).filter(({ isActive }) => isActive);
	return { asOf, snapshot, discovered: discovered.map(({ segment, name }) => ({ segment, name })), rules };
}

/**
 * What tests count amounts in: as in the snapshot, else the currency of most orders, which takes a look at all events and so is asked
 * only where a test adds up money.
 */
export async function moneyFor(
	session: Session,
	tests: readonly Test[],
	{ snapshot, asOf }: RuleContext,
): Promise<MoneyTable | undefined> {
	const adds = tests.flatMap(factsOf).some((fact) => fact.kind === 'sum' && (fact.amount === 'revenue' || fact.amount === 'discount'));
	if (!adds) return undefined;
	const counted = snapshot === undefined ? undefined : moneyOf(snapshot.featureSet.definitions);
	return counted ?? (await chooseMoney(session, asOf, undefined)).money;
}

async function snapshotAt(engine: Engine, asOf: number): Promise<Snapshot | undefined> {
	const [row] = await engine.store.query<{ id: string }>(sql`
		select id from snapshots where as_of <= ${asOf} order by as_of desc, created_at desc, id limit 1`);
	return row === undefined ? undefined : await readSnapshot(engine, row.id);
}

/** Customers there are at the moment. NotEnoughData without any. */
export function requireCustomers(customers: number, asOf: number): number {
	if (customers > 0) return customers;
	throw new NotEnoughData(
		`no customer has an event that was known before ${new Date(asOf).toISOString()}: choose a later As Of, or import history first`,
	);
}
