import { toIso } from '../core/clock';
import { NotEnoughData, SetupNeeded } from '../core/errors';
import { canonicalJson } from '../core/hash';
import type { Engine } from '../engine';
import { readSnapshot } from '../features/readSnapshot';
import type { FeatureDefinition, Snapshot } from '../features/types';
import { writeScores } from '../features/writeScores';
import { toSql } from '../models/logistic/toSql';
import { identifier, sql, type Sql } from '../sql/sql';
import { describeOutcome, scoreNameOf } from './describeOutcome';
import { inPopulation } from './population';
import { readPropensity, type StoredPropensity } from './readPropensity';
import type { OutcomeDefinition } from './types';

export interface ScoreRequest {
	/** A model's id, or "latest". */
	readonly model: string;
	/** Snapshot to score: its id, or "latest". */
	readonly snapshot: string;
	/** Customers to list, highest probability first; 10 when absent. */
	readonly topCustomers?: number;
}

export interface ScoredCustomers {
	readonly model: string;
	readonly description: string;
	readonly outcome: OutcomeDefinition;
	readonly snapshot: string;
	/** Column of the snapshot the probabilities are in. */
	readonly score: string;
	readonly customers: number;
	/** Customers with a probability; the others are not of the kind the outcome asks about, or objected. */
	readonly scored: number;
	/** How many the model expects to have the outcome: the sum of the probabilities. */
	readonly expected: number;
	readonly averageProbability: number;
	readonly top: readonly { readonly customerId: string; readonly probability: number }[];
}

const TOP_CUSTOMERS = 10;

/**
 * Gives every customer of a snapshot his probability: one statement compiled from the model writes them as a
 * column of the snapshot, which rules and reports read like a feature. SetupNeeded when the snapshot lacks
 * features of the model.
 */
export async function scoreCustomers(engine: Engine, request: ScoreRequest): Promise<ScoredCustomers> {
	const propensity = await readPropensity(engine, request.model);
	const snapshot = await readSnapshot(engine, request.snapshot);
	requireFeatures(propensity, snapshot);
	const score = scoreNameOf(propensity.outcome);
	const expression = scoreExpression(engine, propensity, snapshot);
	await writeScores(engine, snapshot, { name: score, expression });
	const summary = await summarizeScores(engine, { snapshot, score, top: request.topCustomers ?? TOP_CUSTOMERS });
	const { outcome, stored } = propensity;
	return { model: stored.id, description: describeOutcome(outcome), outcome, snapshot: snapshot.id, score, ...summary };
}

function requireFeatures({ stored, definitions }: StoredPropensity, snapshot: Snapshot): void {
	const there = new Map(snapshot.featureSet.definitions.map((one) => [one.name, meaningOf(one)]));
	const used = new Set(stored.model.preparation.columns.map(({ name }) => name));
	const missing = definitions
		.filter((one) => used.has(one.name) && there.get(one.name) !== meaningOf(one))
		.map(({ name }) => name);
	if (missing.length === 0) return;
	throw new SetupNeeded(
		`snapshot "${snapshot.id}" lacks ${missing.length} features of model "${stored.id}" (${missing.slice(0, 5).join(', ')}): ` +
			'train a new model on this snapshot, or compute a snapshot with the features of the model',
	);
}

/** A column of the same name that counts something else is another feature. */
function meaningOf({ value, missing }: FeatureDefinition): string {
	return canonicalJson({ value, missing });
}

/** The model as SQL for those it was made for, null for others. */
function scoreExpression(engine: Engine, { stored, outcome }: StoredPropensity, { asOf }: Snapshot): Sql {
	const { dialect } = engine.store;
	const isMeant = inPopulation(sql`customer_id`, outcome, { asOf, dialect });
	return sql`case when ${isMeant} then ${toSql(stored.model)} end`;
}

async function summarizeScores(
	engine: Engine,
	{ snapshot, score, top }: { readonly snapshot: Snapshot; readonly score: string; readonly top: number },
): Promise<Pick<ScoredCustomers, 'customers' | 'scored' | 'expected' | 'averageProbability' | 'top'>> {
	const column = identifier(score);
	const [totals] = await engine.store.query<{ customers: number; scored: number; expected: number | null }>(
		sql`select count(*) as customers, count(${column}) as scored, sum(${column}) as expected
			from ${identifier(snapshot.id)}`,
	);
	if (totals.scored === 0 || totals.expected === null) {
		throw new NotEnoughData(
			`none of the ${totals.customers} customers of the snapshot of ${toIso(snapshot.asOf)} is of the kind this outcome asks about: choose a later snapshot or another outcome`,
		);
	}
	const highest = await engine.store.query<{ customer_id: string; probability: number }>(sql`
		select customer_id, ${column} as probability from ${identifier(snapshot.id)}
		where ${column} is not null order by ${column} desc, customer_id limit ${top}`);
	return {
		customers: totals.customers,
		scored: totals.scored,
		expected: totals.expected,
		averageProbability: totals.expected / totals.scored,
		top: highest.map(({ customer_id: customerId, probability }) => ({ customerId, probability })),
	};
}
