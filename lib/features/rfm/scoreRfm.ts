import { SetupNeeded } from '../../core/errors';
import type { Engine } from '../../engine';
import { rfmScoreOf, type RfmValues } from '../../models/rfm/predict';
import { toSql } from '../../models/rfm/toSql';
import type { RfmModel, StoredModel } from '../../models/types';
import { mayProfile } from '../../privacy/mayProfile';
import { identifier, joinSql, sql, type Sql } from '../../sql/sql';
import { computeSnapshot } from '../computeSnapshot';
import { readSnapshot } from '../readSnapshot';
import type { Snapshot } from '../types';
import { writeComputedScores, writeScores } from '../writeScores';
import { chooseModel, currencyOf, rfmColumns } from './chooseModel';
import { rfmSides, scoreByRank } from './cutPoints';
import { profiledCustomers } from './drawInStore';
import { counted, hintsOf } from './hintsOf';
import { summarizeGroups } from './summarize';
import { groupInStore, rfmScoreColumns, scoredCustomers, sidesInStore } from './summarizeStore';
import type { RfmRequest, StoredRfm } from './types';

/**
 * Scores recency, frequency and money of every customer of a snapshot and writes the scores into it; returns the named
 * segments. Frozen cut points: one statement over the whole base. Who objected to profiling has no score and is not counted.
 */
export async function scoreRfm(engine: Engine, request: RfmRequest): Promise<StoredRfm> {
	const before = await snapshotOf(engine, request.from);
	requireColumns(before);
	const model = request.ties === 'rankFirst' ? undefined : await chooseModel(engine, before, request.cutPoints);
	engine.notify.progress(`RFM: scoring ${before.customers} customers`);
	const snapshot = model === undefined ? await writeRanks(engine, before) : await writeModel(engine, before, model);
	const scored = scoredCustomers(engine, snapshot, rfmColumns);
	const segments = summarizeGroups(await groupInStore(engine, scored), request.floor);
	const customers = segments.reduce((sum, segment) => sum + segment.customers, 0);
	const without = segments.filter(({ segment }) => segment === 'neverBought' || segment === 'notScored');
	const result = {
		segments,
		customers,
		scored: without.reduce((sum, segment) => sum - segment.customers, customers),
		sides: await sidesInStore(engine, snapshot, rfmColumns),
		snapshot: snapshot.id,
		asOf: snapshot.asOf,
		currency: currencyOf(snapshot),
		scores: Object.values(rfmScoreColumns),
		...(model === undefined ? {} : { model: model.id, cutPoints: model.model.cutPoints }),
	};
	for (const hint of hintsOf(result)) engine.notify.hint(hint);
	if (customers < snapshot.customers) {
		engine.notify.hint(`${counted(snapshot.customers - customers)} objected to profiling: not scored and not counted`);
	}
	return result;
}

async function snapshotOf(engine: Engine, from: RfmRequest['from']): Promise<Snapshot> {
	if (from.kind === 'snapshot') return await readSnapshot(engine, from.snapshot);
	const { asOf, money } = from;
	const { snapshot } = await computeSnapshot(engine, { asOf, money, keep: Object.values(rfmColumns) });
	return await readSnapshot(engine, snapshot);
}

function requireColumns({ id, featureSet }: Snapshot): void {
	const there = featureSet.definitions.map(({ name }) => name);
	const missing = Object.values(rfmColumns).filter((name) => !there.includes(name));
	if (missing.length === 0) return;
	throw new SetupNeeded(
		`snapshot "${id}" lacks ${missing.join(', ')}: choose 'Source' → Customer Store, which computes them, or another snapshot`,
	);
}

async function writeModel(engine: Engine, snapshot: Snapshot, { model }: StoredModel<RfmModel>): Promise<Snapshot> {
	const expressions = toSql(model);
	const allowed = mayProfile(sql`customer_id`, { dialect: engine.store.dialect, asOf: snapshot.asOf });
	const scores = ([...rfmSides, 'rfm'] as const).map((side) => ({
		name: rfmScoreColumns[side],
		expression: expressions[side],
	}));
	return await writeComputedScores(engine, snapshot, { scores, only: allowed });
}

/** Ranks need all customers side by side: three columns are read, ranked and written back. */
async function writeRanks(engine: Engine, before: Snapshot): Promise<Snapshot> {
	const sides: Sql[] = rfmSides.map((side) => sql`${identifier(rfmColumns[side])} as ${identifier(side)}`);
	const { keys, values } = await engine.store.columns(sql`
		select ${joinSql([sql`customer_id`, ...sides])} from ${profiledCustomers(engine, before)} profiled`);
	const scores = scoreByRank(keys.map((customerId, row) => ({ customerId, values: valuesAt(values, row) })));
	let snapshot = before;
	for (const side of [...rfmSides, 'rfm'] as const) {
		const column = Float64Array.from(scores, (one) => {
			if (one === null) return Number.NaN;
			return side === 'rfm' ? rfmScoreOf(one) : one[side];
		});
		snapshot = await writeScores(engine, snapshot, { name: rfmScoreColumns[side], keys, values: column });
	}
	return snapshot;
}

function valuesAt(values: readonly Float64Array[], row: number): RfmValues {
	const [recency, frequency, monetary] = values.map((column) => (Number.isNaN(column[row]) ? null : column[row]));
	return { recency, frequency, monetary };
}
