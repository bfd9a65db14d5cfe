import { InvalidInput } from '../core/errors';
import type { Engine } from '../engine';
import { readSnapshot } from '../features/readSnapshot';
import type { Snapshot } from '../features/types';
import { saveModel } from '../models/saveModel';
import { protectedTraitOf } from '../privacy/protectedTraits';
import { buildTrainingSet, foldsOf, type TrainingSet } from './buildTrainingSet';
import { describeOutcome, modelNameOf } from './describeOutcome';
import { hintsOf } from './hintsOf';
import { auditTraining, type AuditedTraining } from './leaks/auditTraining';
import { requireObserved } from './leaks/requireObserved';
import { FOLDS, learnPropensityTask } from './learnPropensity';
import { readOutcome, type OutcomeRequest } from './readOutcome';
import type { Driver, LearnedPropensity, OutcomeDefinition, PropensityEvaluation } from './types';

export interface TrainRequest {
	readonly outcome: OutcomeRequest;
	/** Snapshot whose features are used: its id, or "latest". */
	readonly snapshot: string;
	/** Milliseconds UTC; the snapshot's own instant when absent. */
	readonly asOf?: number;
	/** Past moments to train on at most, one horizon apart; 3 when absent. */
	readonly trainingCutoffsMax?: number;
}

/** What training made, for people and for later steps. */
export interface TrainedPropensity {
	readonly model: string;
	/** "Order Completed within 30 days" */
	readonly description: string;
	readonly outcome: OutcomeDefinition;
	readonly asOf: number;
	/** Figures of customers and days the model was not trained on. */
	readonly evaluation: PropensityEvaluation;
	readonly drivers: readonly Driver[];
	readonly trainedOn: TrainedOn;
	readonly hints: readonly string[];
}

export interface TrainedOn {
	readonly rows: number;
	readonly positives: number;
	readonly columns: number;
	/** Instants the features were taken at, latest first. */
	readonly cutoffs: readonly number[];
	readonly testCutoff: number;
	/** Share of the customers that were read. */
	readonly share: number;
}

const TRAINING_CUTOFFS_MAX = 3;
const DRIVERS_SHOWN = 8;

/**
 * Learns to predict one outcome from a snapshot's features, tests it on later days, and keeps the model as the
 * next version of its name. NotEnoughData says what is missing and when there will be enough; InvalidInput when
 * no feature may be used.
 */
export async function trainPropensity(engine: Engine, request: TrainRequest): Promise<TrainedPropensity> {
	const outcome = readOutcome(request.outcome);
	const snapshot = await readSnapshot(engine, request.snapshot);
	const { definitions, refused } = usableFeatures(snapshot);
	const asOf = request.asOf ?? snapshot.asOf;
	const trainingCutoffsMax = request.trainingCutoffsMax ?? TRAINING_CUTOFFS_MAX;
	engine.notify.progress(`Propensity: reading what customers did before "${describeOutcome(outcome)}"`);
	await requireObserved(engine, outcome, asOf);
	const set = await buildTrainingSet(engine, { outcome, definitions, asOf, trainingCutoffsMax });
	const audited = await auditTraining(engine, { set, definitions, asOf });
	const learned = await learn(engine, audited, { seed: `${modelNameOf(outcome)}/${asOf}` });
	const trained = {
		description: describeOutcome(outcome),
		outcome,
		asOf,
		evaluation: learned.evaluation,
		drivers: learned.drivers.slice(0, DRIVERS_SHOWN),
		trainedOn: trainedOn(set, learned),
		hints: [...refused, ...audited.hints, ...hintsOf(learned)],
	};
	for (const hint of trained.hints) engine.notify.hint(hint);
	const { id } = await saveModel(engine, {
		name: modelNameOf(outcome),
		asOf,
		snapshot: snapshot.id,
		model: learned.model,
		details: { ...trained, definitions: audited.definitions },
	});
	return { model: id, ...trained };
}

/** The snapshot's features without those that speak of a protected trait, and a sentence for each of these. */
function usableFeatures({ featureSet, id }: Snapshot) {
	const verdicts = featureSet.definitions.map((definition) => ({
		definition,
		trait: protectedTraitOf(definition.name) ?? protectedTraitOf(definition.label),
	}));
	const definitions = verdicts.filter(({ trait }) => trait === undefined).map(({ definition }) => definition);
	if (definitions.length === 0) {
		throw new InvalidInput(`snapshot "${id}" has no feature a prediction may use: compute one with features`);
	}
	const refused = verdicts
		.filter(({ trait }) => trait !== undefined)
		.map(({ definition, trait }) => `Not used: ${definition.label}. It speaks of a protected trait, ${String(trait)}`);
	return { definitions, refused };
}

async function learn(
	engine: Engine,
	{ set: { training, test }, definitions }: AuditedTraining,
	{ seed }: { readonly seed: string },
): Promise<LearnedPropensity> {
	return await engine.compute.run(
		learnPropensityTask,
		{
			features: definitions.map(({ name, label }) => ({ name, label })),
			training: {
				values: training.values,
				labels: training.labels,
				laterLabels: training.laterLabels,
				folds: foldsOf(training.customerIds, FOLDS),
			},
			test: { values: test.values, labels: test.labels },
			seed,
		},
		{ signal: engine.signal, onProgress: (_share, sentence) => engine.notify.progress(sentence) },
	);
}

function trainedOn(set: TrainingSet, learned: LearnedPropensity): TrainedOn {
	return {
		rows: set.training.labels.length,
		positives: set.training.labels.reduce((sum, label) => sum + label, 0),
		columns: learned.columns,
		cutoffs: set.cutoffs.training,
		testCutoff: set.cutoffs.test,
		share: set.share,
	};
}
