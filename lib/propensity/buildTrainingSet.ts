import { hash32 } from '../core/hash';
import type { Engine } from '../engine';
import type { FeatureDefinition } from '../features/types';
import { planCutoffs, type Cutoffs } from './planCutoffs';
import { readHistory } from './readHistory';
import { readLabelledRows } from './readLabelledRows';
import { requireEnough } from './requireEnough';
import { sampleShare } from './sampleShare';
import type { LabelledRows, OutcomeDefinition } from './types';

export interface TrainingSetRequest {
	readonly outcome: OutcomeDefinition;
	readonly definitions: readonly FeatureDefinition[];
	/** What is known today; every horizon has ended by then. */
	readonly asOf: number;
	readonly trainingCutoffsMax: number;
}

export interface TrainingSet {
	readonly cutoffs: Cutoffs;
	/** Rows of all training cutoffs, latest cutoff first, each by customer id. */
	readonly training: LabelledRows;
	readonly test: LabelledRows;
	/** Share of the customers that were read; below 1 in a large store. */
	readonly share: number;
}

/**
 * What was known of customers at past cutoffs and what they did next, apart in time: later cutoffs test what
 * earlier ones taught. Nothing that happened or arrived after a cutoff is in its features, nothing after `asOf`
 * anywhere. NotEnoughData when history or outcomes do not suffice.
 */
export async function buildTrainingSet(
	engine: Pick<Engine, 'store'>,
	request: TrainingSetRequest,
): Promise<TrainingSet> {
	const { outcome, asOf, trainingCutoffsMax } = request;
	const { firstEvent, customers } = await readHistory(engine, asOf);
	const cutoffs = planCutoffs({ firstEvent, asOf, trainingCutoffsMax, horizonDays: outcome.horizonDays });
	const share = sampleShare(customers);
	const parts: LabelledRows[] = [];
	for (const cutoff of cutoffs.training) {
		parts.push(await readLabelledRows(engine, { ...request, cutoff, share }));
	}
	const training = concatenate(parts);
	const test = await readLabelledRows(engine, { ...request, cutoff: cutoffs.test, share });
	requireEnough({
		outcome,
		asOf,
		training: training.labels,
		trainingCutoffs: cutoffs.training.length,
		test: test.labels,
	});
	return { cutoffs, training, test, share };
}

/** Fold of each row by its customer's id, so that one customer's rows of several cutoffs stay together. */
export function foldsOf(customerIds: readonly string[], folds: number): Uint8Array {
	return Uint8Array.from(customerIds, (id) => hash32(id) % folds);
}

function concatenate(parts: readonly LabelledRows[]): LabelledRows {
	const columns = parts[0].values.length;
	return {
		customerIds: parts.flatMap(({ customerIds }) => customerIds),
		labels: Uint8Array.from(parts.flatMap(({ labels }) => [...labels])),
		values: Array.from({ length: columns }, (_, column) => join(parts.map(({ values }) => values[column]))),
	};
}

function join(pieces: readonly Float64Array[]): Float64Array {
	const whole = new Float64Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
	let offset = 0;
	for (const piece of pieces) {
		whole.set(piece, offset);
		offset += piece.length;
	}
	return whole;
}
