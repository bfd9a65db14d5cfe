import { DAY_MILLISECONDS, toIso } from '../core/clock';
import { InvalidInput, NotEnoughData } from '../core/errors';
import { hash32 } from '../core/hash';
import type { Engine } from '../engine';
import { describeOutcome } from './describeOutcome';
import { evaluateModelTask } from './evaluateModel';
import { readHappened } from './readHappened';
import { readHistory } from './readHistory';
import { readLabelledRows } from './readLabelledRows';
import { readPropensity } from './readPropensity';
import { sampleShare } from './sampleShare';
import type { OutcomeDefinition, PropensityEvaluation } from './types';

export interface EvaluateRequest {
	/** A model's id, or "latest". */
	readonly model: string;
	/** Milliseconds UTC. The last complete horizon before it is asked about. */
	readonly asOf: number;
}

export interface EvaluatedPropensity {
	readonly model: string;
	readonly description: string;
	readonly outcome: OutcomeDefinition;
	readonly asOf: number;
	/** Instant the predictions were made for. */
	readonly cutoff: number;
	readonly evaluation: PropensityEvaluation;
}

/**
 * Asks how well a stored model would have predicted the last complete horizon before an instant. InvalidInput
 * when that horizon overlaps what the model was trained on: nobody can be tested on what he was taught.
 */
export async function evaluatePropensity(engine: Engine, request: EvaluateRequest): Promise<EvaluatedPropensity> {
	const { asOf } = request;
	const { stored, outcome, definitions } = await readPropensity(engine, request.model);
	const cutoff = asOf - outcome.horizonDays * DAY_MILLISECONDS;
	requireUnseen({ cutoff, trainedUntil: trainedUntil(stored.asOf, outcome), outcome });
	const share = sampleShare((await readHistory(engine, asOf)).customers);
	const happened = await readHappened(engine, { outcome, cutoffs: [cutoff], asOf, share });
	const rows = await readLabelledRows(engine, { outcome, definitions, cutoff, asOf, share, happened });
	requireBoth(rows.labels, outcome);
	const evaluation = await engine.compute.run(
		evaluateModelTask,
		{
			model: stored.model,
			features: definitions.map(({ name, label }) => ({ name, label })),
			rows: { values: rows.values, labels: rows.labels },
			seed: `${stored.id}/${hash32(String(asOf))}`,
		},
		{ signal: engine.signal },
	);
	return { model: stored.id, description: describeOutcome(outcome), outcome, asOf, cutoff, evaluation };
}

/** Training stopped one horizon before the model's own test horizon ended. */
function trainedUntil(asOf: number, { horizonDays }: OutcomeDefinition): number {
	return asOf - horizonDays * DAY_MILLISECONDS;
}

function requireUnseen(at: { cutoff: number; trainedUntil: number; outcome: OutcomeDefinition }): void {
	if (at.cutoff >= at.trainedUntil) return;
	const earliest = at.trainedUntil + at.outcome.horizonDays * DAY_MILLISECONDS;
	throw new InvalidInput(
		`As Of is too early: the model learned from events until ${toIso(at.trainedUntil)}, expected ${toIso(earliest)} or later`,
	);
}

function requireBoth(labels: Uint8Array, outcome: OutcomeDefinition): void {
	const positives = labels.reduce((sum, label) => sum + label, 0);
	if (positives > 0 && positives < labels.length) return;
	throw new NotEnoughData(
		`${positives} of ${labels.length} customers had "${describeOutcome(outcome)}" in the last complete horizon: a comparison needs customers of both kinds`,
	);
}
