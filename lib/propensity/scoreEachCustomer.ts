import { NotEnoughData } from '../core/errors';
import { failure, success, type Outcome } from '../core/outcome';
import type { Engine } from '../engine';
import { computeFeatures } from '../features/computeFeatures';
import { predict } from '../models/logistic/predict';
import { rowsOf, sql } from '../sql/sql';
import { describeOutcome } from './describeOutcome';
import { inPopulation } from './population';
import { readPropensity, type StoredPropensity } from './readPropensity';

export interface ScoreEachRequest {
	/** A model's id, or "latest". */
	readonly model: string;
	/** Milliseconds UTC; what is known before counts. */
	readonly asOf: number;
	readonly customerIds: readonly string[];
}

export interface CustomerScore {
	readonly customerId: string;
	readonly model: string;
	readonly description: string;
	readonly probability: number;
}

/**
 * Probabilities of single customers straight from their events, as of an instant; one outcome an id, in the same
 * order. They equal what `scoreCustomers` writes into a snapshot of that instant.
 */
export async function scoreEachCustomer(
	engine: Engine,
	request: ScoreEachRequest,
): Promise<Outcome<CustomerScore>[]> {
	const { asOf, customerIds } = request;
	if (customerIds.length === 0) return [];
	const propensity = await readPropensity(engine, request.model);
	const { stored, outcome, definitions } = propensity;
	const features = await computeFeatures(engine, { definitions, asOf, ids: customerIds });
	const meant = await findMeant(engine, propensity, request);
	return features.map((row, index) => {
		if (!row.ok) return row;
		const customerId = customerIds[index];
		if (!meant.has(customerId)) return failure(notMeant(propensity));
		return success({
			customerId,
			model: stored.id,
			description: describeOutcome(outcome),
			probability: predict(stored.model, row.value),
		});
	});
}

/** Those of the asked customers the outcome asks about and who may be profiled. */
async function findMeant(
	engine: Engine,
	{ outcome }: StoredPropensity,
	{ asOf, customerIds }: ScoreEachRequest,
): Promise<ReadonlySet<string>> {
	const { dialect } = engine.store;
	const rows = await engine.store.query<{ customer_id: string }>(sql`
		select customer_id from (select distinct listed as customer_id from ${rowsOf(customerIds)} given) asked
		where ${inPopulation(sql`customer_id`, outcome, { asOf, dialect, customerIds })}`);
	return new Set(rows.map(({ customer_id: id }) => id));
}

function notMeant({ outcome }: StoredPropensity): NotEnoughData {
	const active = outcome.kind === 'stops' ? 'did what may stop' : 'was active';
	return new NotEnoughData(
		`this customer has no probability of "${describeOutcome(outcome)}": either nobody knows that the customer ${active} within ${outcome.activeWithinDays} days, or profiling was objected to`,
	);
}
