import { DAY_MILLISECONDS, toIso } from '../core/clock';
import { NotEnoughData } from '../core/errors';

export interface CutoffRequest {
	/** When the store's history begins, milliseconds UTC. */
	readonly firstEvent: number;
	readonly asOf: number;
	readonly horizonDays: number;
	/** Cutoffs to train on at most; more of them even out seasons. */
	readonly trainingCutoffsMax: number;
}

/** Instants from which the past is described and the future is known, each at least one horizon before `asOf`. */
export interface Cutoffs {
	/** Latest first; every horizon ends before the test's begins. */
	readonly training: readonly number[];
	readonly test: number;
}

/** History before the first cutoff, so that features have something to describe. */
const HISTORY_DAYS_MAX = 30;

/**
 * The last complete horizon tests, the ones before it train. NotEnoughData, with the day there will be enough,
 * when history does not hold two horizons and something to describe before them.
 */
export function planCutoffs(request: CutoffRequest): Cutoffs {
	const { firstEvent, asOf, horizonDays, trainingCutoffsMax } = request;
	const horizon = horizonDays * DAY_MILLISECONDS;
	const history = Math.min(horizonDays, HISTORY_DAYS_MAX) * DAY_MILLISECONDS;
	const test = asOf - horizon;
	const training: number[] = [];
	for (let cutoff = test - horizon; training.length < trainingCutoffsMax; cutoff -= horizon) {
		if (cutoff < firstEvent + history) break;
		training.push(cutoff);
	}
	if (training.length > 0) return { training, test };
	const needed = 2 * horizon + history;
	const there = Math.max(0, Math.floor((asOf - firstEvent) / DAY_MILLISECONDS));
	throw new NotEnoughData(
		`a prediction ${horizonDays} days ahead needs ${needed / DAY_MILLISECONDS} days of events: one horizon to ` +
			`learn from, one to test on and some history before. The store has ${there}; there will be enough on ` +
			`${toIso(firstEvent + needed).slice(0, 10)}, or choose a shorter horizon now`,
	);
}
