import type { Compute, RunOptions } from '../../../compute/types';
import type { Matrix } from '../../../math/matrix';
import { shareMatrix } from '../../../math/sharedMatrix';
import type { ChooseOptions, ClusterChoice, ClusterTrial } from '../types';
import { rangeOf } from './rangeOf';
import { recommendClusters } from './recommendClusters';
import { drawChoiceDataTask, type DrawTask, type TryTask } from './tasks';

export interface ChoiceRequest {
	readonly matrix: Matrix;
	readonly options: ChooseOptions;
	/** `tryClusters` with the algorithm's way to divide. */
	readonly task: TryTask;
	/** `drawChoiceData` unless given. */
	readonly draw?: DrawTask;
}

/**
 * Tries every number of clusters from low to high, each in a worker thread of its own where there are
 * several, and recommends one (see `recommendClusters`). The same seed gives the same choice with any number
 * of threads. Takes, beside the matrix, about 20 MB for a sample of 10,000 rows by 50 columns.
 */
export async function chooseClusters(
	compute: Compute,
	{ matrix, options, task, draw = drawChoiceDataTask }: ChoiceRequest,
	runOptions: RunOptions = {},
): Promise<ClusterChoice> {
	const ks = rangeOf(options, matrix.rows);
	const stop = new AbortController();
	const signal = runOptions.signal ? AbortSignal.any([runOptions.signal, stop.signal]) : stop.signal;
	const report = averageOf(ks, runOptions.onProgress);
	const shared = { matrix: shareMatrix(matrix), options };
	const data = await compute.run(draw, shared, { signal });
	const tries = ks.map(async (k) => {
		const input = { data, options: { ...options, k } };
		const onProgress = (share: number): void => report(k, share);
		const trial = await compute.run(task, input, { signal, onProgress });
		report(k, 1);
		return trial;
	});
	try {
		const trials = await Promise.all(tries);
		const made = trials.filter((trial): trial is ClusterTrial => trial !== undefined);
		const { sizeMin = 1, present } = options;
		return recommendClusters(made, { rows: matrix.rows, sizeMin, present });
	} catch (error) {
		stop.abort(error); // One failed: the others would work for nothing.
		throw error;
	}
}

/** Reports the mean progress of all tries. */
function averageOf(
	ks: readonly number[],
	onProgress: RunOptions['onProgress'],
): (k: number, share: number) => void {
	const shares = new Map(ks.map((k) => [k, 0]));
	return (k, share) => {
		shares.set(k, share);
		const total = [...shares.values()].reduce((sum, value) => sum + value, 0);
		onProgress?.(total / ks.length, `trying ${ks[0]} to ${ks[ks.length - 1]} segments`);
	};
}
