import { toIso } from '../core/clock';
import { InvalidInput, NotEnoughData } from '../core/errors';
import { hashText } from '../core/hash';
import type { Engine } from '../engine';
import { assessReadiness, type Readiness } from '../events/readiness';
import { identifier, joinSql, sql } from '../sql/sql';
import type { Session } from '../store/types';
import { chooseMoney, type ChosenMoney } from './chooseMoney';
import { compileFeatures } from './compileFeatures';
import { featureSetOf } from './featureSetOf';
import { findCandidates } from './findCandidates';
import { findSignals } from './findSignals';
import { fitFeatureSet } from './fitFeatureSet';
import { moneyOf, withMoney } from './money';
import { storeFeatureSet } from './storeFeatureSet';
import type { FeatureDefinition, FeatureSet, FittedFeatureSet, MoneyTable } from './types';

export interface SnapshotRequest {
	/** Milliseconds UTC; nothing that occurred or arrived then or later is looked at. */
	readonly asOf: number;
	/** Features to compute; absent: those that tell the customers of this store apart. */
	readonly featureSet?: FeatureSet;
	/** What amounts are counted in; absent: what the feature set says, else the currency of most orders alone. */
	readonly money?: MoneyTable;
	/** Features that stay also where they tell nobody apart: somebody asks for them by name. */
	readonly keep?: readonly string[];
}

/** What a computation hands on: a reference and what it holds. */
export interface SnapshotSummary {
	readonly snapshot: string;
	readonly asOf: number;
	readonly customers: number;
	readonly featureSet: string;
	/** What amounts are counted in; absent when no feature counts money. */
	readonly currency?: string;
	readonly features: readonly Pick<FeatureDefinition, 'name' | 'label' | 'unit'>[];
	/** Why each candidate that is not among the features was left out. */
	readonly leftOut: readonly string[];
	readonly readiness: Readiness;
}

/**
 * Computes the features of every customer as of an instant into a table of its own, and its row in
 * `snapshots`. All or nothing; computing the same features as of the same instant replaces the table.
 * NotEnoughData when no customer was known before the instant.
 */
export async function computeSnapshot(engine: Engine, request: SnapshotRequest): Promise<SnapshotSummary> {
	const { asOf } = request;
	if (!Number.isSafeInteger(asOf)) throw new InvalidInput(`asOf is ${asOf}: expected milliseconds since 1970`);
	engine.notify.progress('Features: computing');
	const computed = await engine.store.transaction(async (session) => {
		const given = request.featureSet;
		const chosen = await chooseMoney(session, asOf, request.money ?? moneyOf(given?.definitions ?? []));
		const fitted =
			given === undefined
				? await computeFitted(engine, session, { asOf, money: chosen.money, keep: request.keep })
				: await computeGiven(engine, session, { asOf, featureSet: countIn(given, request.money, chosen) });
		return { ...fitted, hint: chosen.hint, customers: await register(engine, session, { asOf, ...fitted }) };
	});
	const { customers, featureSet, leftOut, hint } = computed;
	if (hint !== undefined) engine.notify.hint(hint);
	engine.notify.progress(`Features: ${featureSet.definitions.length} of ${customers} customers computed`);
	const money = moneyOf(featureSet.definitions);
	return {
		snapshot: snapshotId(asOf, featureSet),
		asOf,
		customers,
		featureSet: featureSet.id,
		...(money === undefined ? {} : { currency: money.reportCurrency }),
		features: featureSet.definitions.map(({ name, label, unit }) => ({ name, label, unit })),
		leftOut,
		readiness: await assessReadiness(engine, asOf),
	};
}

/** A feature set keeps its money, unless another is asked for, or it has none and amounts would be added as they are. */
function countIn(featureSet: FeatureSet, asked: MoneyTable | undefined, chosen: ChosenMoney): FeatureSet {
	const isMixed = chosen.hint !== undefined && moneyOf(featureSet.definitions) === undefined;
	const money = asked ?? (isMixed ? chosen.money : undefined);
	return money === undefined ? featureSet : featureSetOf(withMoney(featureSet.definitions, money));
}

/** "snapshot_20250630t000000_3f2a9c1d": the instant, and a hash of it and the features. */
function snapshotId(asOf: number, featureSet: FeatureSet): string {
	const time = toIso(asOf).slice(0, 19).replace(/[-:]/g, '').toLowerCase();
	return `snapshot_${time}_${hashText(`${asOf}/${featureSet.id}`, 4)}`;
}

/** All candidates are computed once; the columns that tell customers apart become the snapshot. */
async function computeFitted(
	engine: Engine,
	session: Session,
	{ asOf, money, keep }: Pick<SnapshotRequest, 'asOf' | 'keep'> & { readonly money: MoneyTable | undefined },
): Promise<FittedFeatureSet> {
	const found = await findCandidates(session, asOf);
	const candidates = { ...found, features: withMoney(found.features, money) };
	const staging = identifier(`snapshot_candidates_${asOf}`);
	const all = compileFeatures(
		candidates.features,
		{ asOf, scope: { kind: 'everyone' } },
		engine.store.dialect,
	);
	await session.execute(sql`create table ${staging} as ${all}`);
	const signals = await findSignals(session, sql`${staging}`, candidates.features);
	const fitted = fitFeatureSet(candidates.features, { signals, keep });
	const columns = fitted.featureSet.definitions.map(({ name }) => identifier(name));
	const table = identifier(snapshotId(asOf, fitted.featureSet));
	await session.execute(sql`drop table if exists ${table}`);
	await session.execute(
		sql`create table ${table} as select ${joinSql([identifier('customer_id'), ...columns])} from ${staging} order by customer_id`,
	);
	await session.execute(sql`drop table ${staging}`);
	return { ...fitted, leftOut: [...fitted.leftOut, ...candidates.leftOut] };
}

async function computeGiven(
	engine: Engine,
	session: Session,
	{ asOf, featureSet }: { readonly asOf: number; readonly featureSet: FeatureSet },
): Promise<FittedFeatureSet> {
	const table = identifier(snapshotId(asOf, featureSet));
	const all = compileFeatures(
		featureSet.definitions,
		{ asOf, scope: { kind: 'everyone' } },
		engine.store.dialect,
	);
	await session.execute(sql`drop table if exists ${table}`);
	await session.execute(sql`create table ${table} as select * from (${all}) computed order by customer_id`);
	return { featureSet, leftOut: [] };
}

/** Writes the snapshot's row; returns the number of customers in its table. */
async function register(
	engine: Engine,
	session: Session,
	{ asOf, featureSet }: { readonly asOf: number; readonly featureSet: FeatureSet },
): Promise<number> {
	const id = snapshotId(asOf, featureSet);
	const now = engine.clock.now();
	const [row] = await session.query<{ customers: number }>(
		sql`select count(*) as customers from ${identifier(id)}`,
	);
	if (row.customers === 0) {
		throw new NotEnoughData(
			`no customer has an event that was known before ${toIso(asOf)}: choose a later As Of, or import history first`,
		);
	}
	await storeFeatureSet(session, featureSet, now);
	await session.execute(sql`
		insert into snapshots (id, as_of, created_at, feature_set, customers, scores)
		values (${id}, ${asOf}, ${now}, ${featureSet.id}, ${row.customers}, '[]')
		on conflict (id) do update set created_at = excluded.created_at,
			customers = excluded.customers, scores = excluded.scores`);
	return row.customers;
}
