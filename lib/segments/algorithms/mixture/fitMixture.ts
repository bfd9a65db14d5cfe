import { openMixtureKernel } from '../../../compute/kernels/mixture';
import type { MixtureKernel } from '../../../compute/kernels/mixtureKernel';
import type { TaskControl } from '../../../compute/types';
import { seededRandom } from '../../../core/random';
import type { Matrix } from '../../../math/matrix';
import { rowOf, sampleRows, takeRows } from '../../../math/rows';
import { clusterSizes } from '../../../math/silhouette';
import { fitKmeans } from '../../clustering/centres/fitKmeans';
import { checkAtLeastOne, checkClusters, checkMatrix } from '../../clustering/checkInput';
import { expectMaximize, type Climb } from './expectMaximize';
import { parametersOf } from './parametersOf';
import type { Mixture, MixtureFit, MixtureOptions } from './types';

const defaults = { restarts: 10, iterationsMax: 200, tolerance: 1e-6, varianceMin: 1e-6, startRows: 5_000 };
/** What a start gets before the starts are compared. */
const TRIAL = { iterationsMax: 40, tolerance: 1e-4 };

type Settings = MixtureOptions & typeof defaults;

/**
 * A Gaussian mixture by expectation and maximization: the likeliest of many k-means++ starts, tried on a sample when there
 * are many rows, continued on all of them. Runs on the calling thread. Throws InvalidInput or NotEnoughData.
 */
export function fitMixture(matrix: Matrix, options: MixtureOptions, control?: TaskControl): MixtureFit {
	const settings = { ...defaults, ...options };
	checkMatrix(matrix, options.columnNames);
	checkClusters(settings.k, matrix.rows);
	checkAtLeastOne('The number of restarts', settings.restarts);
	checkAtLeastOne('The highest number of iterations', settings.iterationsMax);
	const kernel = openMixtureKernel();
	const best = bestStart(kernel, startSample(matrix, settings), { ...settings, control });
	const { covariance, varianceMin, iterationsMax, tolerance } = settings;
	const climb = expectMaximize(kernel, matrix, {
		covariance,
		varianceMin,
		iterationsMax,
		tolerance,
		start: best.mixture,
		onIteration: (iteration) => control?.progress(0.5 + (0.5 * iteration) / iterationsMax, 'fitting the groups'),
	});
	return finish(matrix, climb);
}

function startSample(matrix: Matrix, { startRows, k, seed }: Settings): Matrix {
	const rows = Math.max(startRows, 10 * k);
	if (matrix.rows <= rows) return matrix;
	return takeRows(matrix, sampleRows(matrix.rows, rows, seededRandom(seed).fork('mixture sample')));
}

function bestStart(
	kernel: MixtureKernel,
	points: Matrix,
	settings: Settings & { readonly control?: TaskControl },
): Climb {
	const { restarts, seed, control, covariance, varianceMin } = settings;
	let best: Climb | undefined;
	for (let at = 1; at <= restarts; at += 1) {
		const start = startFrom(points, { ...settings, seed: `${seed}/mixture ${at}` });
		const climb = expectMaximize(kernel, points, { covariance, varianceMin, ...TRIAL, start });
		if (best === undefined || climb.logLikelihood > best.logLikelihood) best = climb;
		control?.progress((0.5 * at) / restarts, `start ${at} of ${restarts}`);
	}
	return best as Climb;
}

/** Round components of one size at the centres of k-means; fewer where there are fewer different rows. */
function startFrom(points: Matrix, { k, seed, covariance, varianceMin }: Settings): Mixture {
	const { centres, sizes, inertia } = fitKmeans(points, { k, seed, restarts: 1, startRows: points.rows });
	const { columns } = points;
	const deviation = Math.sqrt(inertia / (points.rows * columns) + varianceMin);
	const factor = Array.from({ length: columns }, (_, row) =>
		Float64Array.from({ length: columns }, (__, column) => (row === column ? 1 / deviation : 0)),
	);
	return {
		covariance,
		columns,
		weights: Float64Array.from(sizes, (size) => size / points.rows),
		means: sizes.map((_, cluster) => Float64Array.from(rowOf(centres, cluster))),
		factors: sizes.map(() => factor),
	};
}

function finish(matrix: Matrix, climb: Climb): MixtureFit {
	const { mixture, rows, logLikelihood, entropy, iterations, converged } = climb;
	const sizes = clusterSizes(rows.labels, mixture.weights.length);
	const order = [...sizes.keys()]
		.filter((component) => sizes[component] > 0)
		.sort((left, right) => sizes[right] - sizes[left] || mixture.means[left][0] - mixture.means[right][0]);
	const position = new Int32Array(sizes.length);
	order.forEach((component, at) => (position[component] = at));
	const bic = -2 * logLikelihood + parametersOf(mixture) * Math.log(matrix.rows);
	return {
		mixture: inOrder(mixture, order),
		labels: rows.labels.map((label) => position[label]),
		sizes: order.map((component) => sizes[component]),
		probabilities: rows.probabilities,
		logLikelihood,
		bic,
		icl: bic + 2 * entropy,
		iterations,
		converged,
	};
}

function inOrder(mixture: Mixture, order: readonly number[]): Mixture {
	const weights = Float64Array.from(order, (component) => mixture.weights[component]);
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	return {
		...mixture,
		weights: weights.map((weight) => weight / total),
		means: order.map((component) => mixture.means[component]),
		factors: order.map((component) => mixture.factors[component]),
	};
}
