import { toIso } from '../core/clock';
import { InvalidInput, NotEnoughData } from '../core/errors';
import { canonicalJson, hashText } from '../core/hash';
import type { Engine } from '../engine';
import { assessReadiness, type Readiness } from '../events/readiness';
import { identifier, joinSql, jsonValue, perDialect, sql, type Identifier, type Sql } from '../sql/sql';
import type { Session } from '../store/types';
import { addFeatures } from './addFeatures';
import { checkAdded } from './checkAdded';
import { chooseMoney, type ChosenMoney } from './chooseMoney';
import { compileFeatures } from './compileFeatures';
import { describeSnapshot } from './describeSnapshot';
import { featureSetOf } from './featureSetOf';
import { findCandidates } from './findCandidates';
import { findSignals } from './findSignals';
import { findSilent } from './findSilent';
import { fitFeatureSet } from './fitFeatureSet';
import { moneyOf, withMoney } from './money';
import { storeFeatureSet } from './storeFeatureSet';
import type { FeatureDefinition, FeatureSet, FittedFeatureSet, MoneyTable, SnapshotDetails } from './types';

export interface SnapshotRequest {
	/** Milliseconds UTC; nothing that occurred or arrived then or later is looked at. */
	readonly asOf: number;
	/** Features to compute; absent: those that tell the customers of this store apart. */
	readonly featureSet?: FeatureSet;
	/** Features beside those, kept whatever they say; absent: none. */
	readonly added?: readonly FeatureDefinition[];
	/** What amounts are counted in; absent: what the feature set says, else the currency of most orders alone. */
	readonly money?: MoneyTable;
}

export interface SummarizedFeature extends Pick<FeatureDefinition, 'name' | 'label' | 'unit'> {
	/** Share of the customers for whom it is not known. */
	readonly unknownShare: number;
	/** Population stability index against the earlier snapshot. */
	readonly psi?: number;
}

/** What a computation hands on: a reference and what it holds. */
export interface SnapshotSummary {
	readonly snapshot: string;
	readonly asOf: number;
	readonly customers: number;
	readonly featureSet: string;
	/** What amounts are counted in; absent when no feature counts money. */
	readonly currency?: string;
	readonly features: readonly SummarizedFeature[];
	/** The earlier snapshot that `psi` and `drift` are against; absent when there is none to compare with. */
	readonly comparedWith?: string;
	/** Largest changes since that snapshot first, or why there are none; sentences. */
	readonly drift: readonly string[];
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
	await checkAdded(engine, request.added ?? [], { asOf, money: request.money });
	const computed = await engine.store.transaction(async (session) => {
		const { featureSet: given, added = [] } = request;
		const chosen = await chooseMoney(session, asOf, request.money ?? moneyOf(given?.definitions ?? []));
		const fitted =
			given === undefined
				? await computeFitted(engine, session, { asOf, added, money: chosen.money })
				: await computeGiven(engine, session, { asOf, featureSet: extend(given, request, chosen) });
		const silent = await findSilent(session, snapshotId(asOf, fitted.featureSet), added);
		const hints = [...(chosen.hint === undefined ? [] : [chosen.hint]), ...silent];
		return { ...fitted, hints, ...(await register(engine, session, { asOf, ...fitted })) };
	});
	const { customers, featureSet, leftOut, hints, details } = computed;
	for (const hint of hints) engine.notify.hint(hint);
	engine.notify.progress(`Features: ${featureSet.definitions.length} of ${customers} customers computed`);
	const money = moneyOf(featureSet.definitions);
	return {
		snapshot: snapshotId(asOf, featureSet),
		asOf,
		customers,
		featureSet: featureSet.id,
		...(money === undefined ? {} : { currency: money.reportCurrency }),
		features: featureSet.definitions.map((definition) => summarize(definition, details)),
		...(details.comparedWith === undefined ? {} : { comparedWith: details.comparedWith }),
		drift: details.drift,
		leftOut,
		readiness: await assessReadiness(engine, asOf),
	};
}

function summarize({ name, label, unit }: FeatureDefinition, details: SnapshotDetails): SummarizedFeature {
	const psi = details.psi[name];
	const unknownShare = rounded(details.unknownShares[name]);
	return { name, label, unit, unknownShare, ...(psi === undefined ? {} : { psi: rounded(psi) }) };
}

function rounded(value: number): number {
	return Math.round(value * 10_000) / 10_000;
}

function extend(given: FeatureSet, { added = [], money }: SnapshotRequest, chosen: ChosenMoney): FeatureSet {
	const counted = countIn(given, money, chosen);
	return addFeatures(counted, added, moneyOf(counted.definitions) ?? chosen.money);
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
	{ asOf, added, money }: {
		readonly asOf: number;
		readonly added: readonly FeatureDefinition[];
		readonly money: MoneyTable | undefined;
	},
): Promise<FittedFeatureSet> {
	const found = await findCandidates(session, asOf);
	const candidates = { ...found, features: withMoney(found.features, money) };
	const staging = identifier(`snapshot_candidates_${asOf}`);
	const all = compileFeatures(
		[...candidates.features, ...withMoney(added, money)],
		{ asOf, scope: { kind: 'everyone' } },
		engine.store.dialect,
	);
	await replaceTable(session, staging, all);
	const signals = await findSignals(session, sql`${staging}`, candidates.features);
	const fitted = fitFeatureSet(candidates.features, signals);
	const featureSet = addFeatures(fitted.featureSet, added, money);
	const columns = featureSet.definitions.map(({ name }) => identifier(name));
	const table = identifier(snapshotId(asOf, featureSet));
	await replaceTable(session, table, sql`select ${joinSql([identifier('customer_id'), ...columns])} from ${staging} staged`);
	await session.execute(sql`drop table ${staging}`);
	return { featureSet, leftOut: [...fitted.leftOut, ...candidates.leftOut] };
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
	await replaceTable(session, table, all);
	return { featureSet, leftOut: [] };
}

async function replaceTable(session: Session, table: Identifier, select: Sql): Promise<void> {
	await session.execute(sql`drop table if exists ${table}`);
	await session.execute(perDialect((dialect) => dialect.createTableAs(sql`${table}`, select, 'customer_id')));
}

/** Writes the snapshot's row; returns the number of customers in its table, and what its columns say. */
async function register(
	engine: Engine,
	session: Session,
	{ asOf, featureSet }: { readonly asOf: number; readonly featureSet: FeatureSet },
): Promise<{ readonly customers: number; readonly details: SnapshotDetails }> {
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
	const computed = { id, asOf, customers: row.customers, definitions: featureSet.definitions };
	const details = await describeSnapshot(session, engine.store.dialect, computed);
	await storeFeatureSet(session, featureSet, now);
	await session.execute(sql`delete from snapshots where id = ${id}`);
	await session.execute(sql`
		insert into snapshots (id, as_of, created_at, feature_set, customers, scores, details)
		values (${id}, ${asOf}, ${now}, ${featureSet.id}, ${row.customers}, ${jsonValue('[]')}, ${jsonValue(canonicalJson(details))})`);
	return { customers: row.customers, details };
}
