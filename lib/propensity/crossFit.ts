import { propensityAlgorithms } from './algorithms';
import { takeRows } from './design/takeRows';
import type { Design } from './types';

export interface CrossFitRequest {
	readonly design: Design;
	readonly labels: Uint8Array;
	/** Fold a row, from 0; a customer's rows lie in one fold, so that nobody vouches for himself. */
	readonly folds: Uint8Array;
	readonly foldCount: number;
	/** Candidate penalties a row, strongest first; the penalty of a fit is this times its rows. */
	readonly penaltiesPerRow: readonly number[];
}

export interface CrossFit {
	/** The candidate with the least loss on rows it was not fitted on. */
	readonly penaltyPerRow: number;
	/** Log-odds a row from the fit that did not see it, under that penalty. */
	readonly margins: Float64Array;
}

/** A coarse optimum ranks penalties as well as a fine one. */
const TOLERANCE = 1e-5;

/** Chooses the penalty by cross-validation, and keeps the held-out log-odds for calibration. */
export function crossFit(request: CrossFitRequest, progress: (share: number) => void): CrossFit {
	const { labels, foldCount, penaltiesPerRow } = request;
	const held = penaltiesPerRow.map(() => new Float64Array(labels.length));
	for (let fold = 0; fold < foldCount; fold += 1) {
		fillFold(request, fold, held);
		progress((fold + 1) / foldCount);
	}
	const losses = held.map((margins) => totalLoss(margins, labels));
	const best = losses.indexOf(Math.min(...losses));
	return { penaltyPerRow: penaltiesPerRow[best], margins: held[best] };
}

function fillFold(request: CrossFitRequest, fold: number, held: readonly Float64Array[]): void {
	const rows = [...request.labels.keys()];
	const outside = rows.filter((row) => request.folds[row] !== fold);
	const inside = rows.filter((row) => request.folds[row] === fold);
	const train = takeRows(request.design, request.labels, outside);
	const test = takeRows(request.design, request.labels, inside);
	const { fit, margins } = propensityAlgorithms.logistic;
	let start: ReturnType<typeof fit> | undefined;
	request.penaltiesPerRow.forEach((penaltyPerRow, index) => {
		const penalty = penaltyPerRow * outside.length;
		start = fit(train.design, train.labels, { penalty, start, tolerance: TOLERANCE });
		const found = margins(test.design, start);
		inside.forEach((row, at) => (held[index][row] = found[at]));
	});
}

function totalLoss(margins: Float64Array, labels: Uint8Array): number {
	return margins.reduce(
		(sum, margin, row) => sum + Math.max(margin, 0) + Math.log1p(Math.exp(-Math.abs(margin))) - labels[row] * margin,
		0,
	);
}
