import { hash32 } from '../core/hash';
import type { Engine } from '../engine';
import type { FeatureDefinition } from '../features/types';
import { countRarer } from './countRarer';
import { planCutoffs, type Cutoffs } from './planCutoffs';
import { readHappened } from './readHappened';
import { readHistory } from './readHistory';
import { readLabelledRows, type LabelledRowsRequest } from './readLabelledRows';
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
	/** How many of the training rows each cutoff has, latest first. */
	readonly rowsOfCutoffs: readonly number[];
	/** Share of the customers that were read; below 1 in a large store. */
	readonly share: number;
}

/** Two cutoffs even out what was special about one; more are read only while outcomes are few. */
const CUTOFFS_MIN = 2;
const OUTCOMES_ENOUGH = 1_000;

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
	const planned = planCutoffs({ firstEvent, asOf, trainingCutoffsMax, horizonDays: outcome.horizonDays });
	const share = sampleShare(customers);
	const cutoffs = [planned.test, ...planned.training];
	const happened = await readHappened(engine, { outcome, cutoffs, asOf, share });
	const parts = await readTraining(engine, { ...request, share, happened }, planned.training);
	const test = await readLabelledRows(engine, { ...request, share, happened, cutoff: planned.test });
	const training = concatenate(parts);
	requireEnough({ outcome, asOf, training: training.labels, trainingCutoffs: parts.length, test: test.labels });
	return {
		cutoffs: { ...planned, training: planned.training.slice(0, parts.length) },
		training,
		test,
		rowsOfCutoffs: parts.map(({ labels }) => labels.length),
		share,
	};
}

async function readTraining(
	engine: Pick<Engine, 'store'>,
	request: Omit<LabelledRowsRequest, 'cutoff'>,
	cutoffs: readonly number[],
): Promise<LabelledRows[]> {
	const parts: LabelledRows[] = [];
	for (const cutoff of cutoffs) {
		const outcomes = parts.reduce((sum, { labels }) => sum + countRarer(labels), 0);
		if (parts.length >= CUTOFFS_MIN && outcomes >= OUTCOMES_ENOUGH) break;
		parts.push(await readLabelledRows(engine, { ...request, cutoff }));
	}
	return parts;
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
		laterLabels: Uint8Array.from(parts.flatMap(({ laterLabels = [] }) => [...laterLabels])),
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
