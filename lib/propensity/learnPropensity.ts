import type { Task, TaskControl } from '../compute/types';
import { InvalidInput } from '../core/errors';
import type { LogisticModel } from '../models/types';
import { propensityAlgorithms } from './algorithms';
import { fitPlatt, type PlattCalibration } from './calibration/fitPlatt';
import { countRarer } from './countRarer';
import { crossFit } from './crossFit';
import { buildDesign } from './design/buildDesign';
import { fitDesign } from './design/fitDesign';
import { takeRows } from './design/takeRows';
import { evaluateModel } from './evaluateModel';
import { singleFeatureArea } from './evaluation/singleFeatureArea';
import { explainDrivers } from './explainDrivers';
import { judgeFeature, type Verdict } from './leaks/judgeFeature';
import type { Design, LabelledRows, Leak, LearnedPropensity, NamedFeature } from './types';

export interface LearnInput {
	readonly features: readonly NamedFeature[];
	/** Rows of the earlier cutoffs, with the fold of each row's customer. */
	readonly training: Pick<LabelledRows, 'values' | 'labels' | 'laterLabels'> & { readonly folds: Uint8Array };
	/** Rows of the latest cutoff, never trained on. */
	readonly test: Pick<LabelledRows, 'values' | 'labels'>;
	readonly seed: string;
}

export const FOLDS = 4;

/** Runs in a worker thread; `learnPropensity` is the same function without one. */
export const learnPropensityTask: Task<LearnInput, LearnedPropensity> = {
	file: 'propensity/learnPropensity',
	name: 'learnPropensity',
};

/** Outcomes (of the rarer kind) a column of the model needs, so that its weight is more than noise (Peduzzi 1996). */
const OUTCOMES_PER_COLUMN = 10;

/** Enough for four columns of fifty features; more would only take longer. */
const COLUMNS_MAX = 240;

/** Rows that rank features, place knots, choose the penalty and calibrate; all rows only make the final fit. */
const SAMPLE_ROWS = 15_000;

/** Outcomes of the rarer kind the sample should hold, if there are so many: rare ones need a larger sample. */
const SAMPLE_OUTCOMES = 1_000;

/** Strongest first; a weaker one than the last never won on held-out rows. */
const PENALTIES_PER_ROW = [0.1, 0.01, 0.001];

/** Share of a row's loss: a hundred times below what the penalty itself moves. */
const TOLERANCE = 1e-5;

/**
 * Features of the past and what followed become a calibrated model and what can be said about it: curved
 * columns, penalised logistic regression, Platt's calibration on held-out customers, and an evaluation on
 * the later cutoff. Pure and seeded.
 */
export function learnPropensity(input: LearnInput, control: TaskControl): LearnedPropensity {
	const { training, test } = input;
	const sample = sampleOf(training.labels);
	const { kept, leaks, suspects } = rankFeatures(input, sample);
	if (kept.length === 0) throw new InvalidInput(allLeak(leaks));
	const columns = kept.map(({ name, index }) => ({ name, values: training.values[index] }));
	const { preparation, columnsPossible } = fitDesign(
		columns.map(({ name, values }) => ({ name, values: pick(values, sample) })),
		columnsFor(training.labels),
	);
	const design = buildDesign(preparation, columns);
	control.progress(0.1, 'Propensity: the features are prepared');
	const held = calibrate({ design, ...training, sample }, (share) =>
		control.progress(0.1 + 0.5 * share, 'Propensity: cross-validating'),
	);
	const fit = propensityAlgorithms.logistic.fit(design, training.labels, {
		penalty: held.penaltyPerRow * design.rows,
		tolerance: TOLERANCE,
	});
	control.progress(0.9, 'Propensity: testing on later days');
	const model: LogisticModel = {
		kind: 'logistic',
		preparation,
		weights: [...fit.weights],
		intercept: fit.intercept,
		calibration: held.calibration,
	};
	return {
		model,
		evaluation: evaluateModel({
			model,
			features: kept,
			rows: { labels: test.labels, values: kept.map(({ index }) => test.values[index]) },
			seed: input.seed,
		}),
		drivers: explainDrivers({ model, design, features: kept, values: columns.map(({ values }) => values) }),
		converged: fit.converged,
		leaks,
		suspects,
		columns: preparation.columns.length,
		columnsLeftOut: Math.min(columnsPossible, COLUMNS_MAX) - preparation.columns.length,
	};
}

interface RankedFeature extends NamedFeature {
	/** Place in `values`. */
	readonly index: number;
}

/** Features by how well each alone ranks the training rows; those that give the outcome away are set apart. */
function rankFeatures({ features, training, test }: LearnInput, sample: readonly number[]) {
	const labels = Uint8Array.from(sample, (row) => training.labels[row]);
	const ranked = features
		.map(({ name, label }, index) => {
			const values = pick(training.values[index], sample);
			return { feature: { name, label, index } satisfies RankedFeature, values, area: singleFeatureArea(labels, values) };
		})
		.sort((left, right) => right.area - left.area || left.feature.index - right.feature.index)
		.map(({ feature, values, area }) => ({
			feature,
			verdict: judgeFeature({
				values,
				labels,
				area,
				laterArea: area < LATER_AREA_FROM ? undefined : laterAreaOf(training, feature.index),
				testValues: test.values[feature.index],
			}),
		}));
	const found = (kind: Verdict['kind']): Leak[] =>
		ranked.flatMap(({ feature: { name, label }, verdict }) => {
			if (verdict?.kind !== kind) return [];
			return [verdict.reason === undefined ? { name, label } : { name, label, reason: verdict.reason }];
		});
	return {
		kept: ranked.filter(({ verdict }) => verdict?.kind !== 'leak').map(({ feature }) => feature),
		leaks: found('leak'),
		suspects: found('suspect'),
	};
}

/** A weaker feature is not asked how it does later. */
const LATER_AREA_FROM = 0.8;

/** Later outcomes of either kind that make an area more than noise. */
const LATER_OUTCOMES_MIN = 50;

/** How well a feature ranks what came one horizon later, among the rows where that is observed. */
function laterAreaOf({ values, laterLabels }: LearnInput['training'], index: number): number | undefined {
	if (laterLabels === undefined) return undefined;
	const observed = [...laterLabels.keys()].filter((row) => laterLabels[row] < 2);
	const labels = Uint8Array.from(observed, (row) => laterLabels[row]);
	if (countRarer(labels) < LATER_OUTCOMES_MIN) return undefined;
	return singleFeatureArea(labels, pick(values[index], observed));
}

function allLeak(leaks: readonly Leak[]): string {
	const labels = leaks.map(({ label }) => `"${label}"`).join(', ');
	return `every feature tells the outcome almost perfectly (${labels}), so each probably is the outcome in other words: choose other features`;
}

function columnsFor(labels: Uint8Array): number {
	return Math.min(COLUMNS_MAX, Math.floor(countRarer(labels) / OUTCOMES_PER_COLUMN));
}

interface CalibrationRequest {
	readonly design: Design;
	readonly labels: Uint8Array;
	readonly folds: Uint8Array;
	readonly sample: readonly number[];
}

/** The penalty that predicts held-out customers best, and the calibration of what it predicts for them. */
function calibrate(
	{ design, labels, folds, sample }: CalibrationRequest,
	progress: (share: number) => void,
): { readonly penaltyPerRow: number; readonly calibration: PlattCalibration } {
	const taken = takeRows(design, labels, sample);
	const { penaltyPerRow, margins } = crossFit(
		{
			...taken,
			folds: Uint8Array.from(sample, (row) => folds[row]),
			foldCount: FOLDS,
			penaltiesPerRow: PENALTIES_PER_ROW,
		},
		progress,
	);
	const { scale, offset } = fitPlatt(margins, taken.labels);
	if (scale > 0) return { penaltyPerRow, calibration: { scale, offset } };
	return { penaltyPerRow, calibration: baseRateOnly(taken.labels) };
}

/** Held-out scores that point the wrong way say nothing: everybody gets the base rate. */
function baseRateOnly(labels: Uint8Array): PlattCalibration {
	return fitPlatt(new Float64Array(labels.length), labels);
}

/** Every n-th row. */
function sampleOf(labels: Uint8Array): number[] {
	const rows = labels.length;
	const wanted = Math.max(SAMPLE_ROWS, (SAMPLE_OUTCOMES * rows) / Math.max(1, countRarer(labels)));
	const every = Math.max(1, Math.ceil(rows / wanted));
	return Array.from({ length: Math.ceil(rows / every) }, (_, index) => index * every);
}

function pick(values: Float64Array, rows: readonly number[]): Float64Array {
	return Float64Array.from(rows, (row) => values[row]);
}
