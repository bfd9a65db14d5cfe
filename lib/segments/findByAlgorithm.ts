import { InvalidInput } from '../core/errors';
import type { Engine } from '../engine';
import { coordinateNames } from '../math/coordinates';
import { clusterAlgorithms } from './algorithms/index';
import type { PreparedFeatures } from './prepareFeatures';
import { DENSE_COLUMNS_MAX, projectFeaturesTask } from './projectFeatures';
import type { ClusterAlgorithm, ClusterRequest, FoundClusters } from './types';

/** The method that compares the others and uses the one it recommends. */
export const RECOMMENDED = 'recommended';

export const DEFAULT_METHOD: string = clusterAlgorithms[0].id;

/** What is asked of a method beside the customers. */
export type MethodRequest = Omit<ClusterRequest, 'matrix' | 'columnNames'>;

export interface FoundByMethod {
	readonly found: FoundClusters;
	/** The features as the method took them: dense groups are looked for along a few components. */
	readonly prepared: PreparedFeatures;
}

/** What a method works with. */
export type Working = Pick<Engine, 'compute' | 'notify' | 'signal'>;

/** The algorithm with an id. InvalidInput for another. */
export function algorithmOf(method: string): ClusterAlgorithm {
	const all: readonly ClusterAlgorithm[] = clusterAlgorithms;
	const found = all.find(({ id }) => id === method);
	if (found !== undefined) return found;
	throw new InvalidInput(`Method is "${method}": expected one of ${[RECOMMENDED, ...all.map(({ id }) => id)].map((id) => `"${id}"`).join(', ')}`);
}

/** Clusters by one algorithm, with progress for people. */
export async function findByAlgorithm(
	engine: Working,
	algorithm: ClusterAlgorithm,
	{ prepared, request }: { readonly prepared: PreparedFeatures; readonly request: MethodRequest },
): Promise<FoundByMethod> {
	const onProgress = (share: number, sentence: string): void =>
		engine.notify.progress(`${algorithm.label}: ${Math.round(share * 100)} % · ${sentence}`);
	const space = await spaceOf(engine, algorithm, { prepared, seed: request.seed });
	const { coordinates: matrix, preparation } = space.prepared;
	const asked = { ...request, matrix, columnNames: coordinateNames(preparation) };
	const found = await algorithm.find(engine.compute, asked, { signal: engine.signal, onProgress });
	return { found: { ...found, notes: [...space.notes, ...found.notes] }, prepared: space.prepared };
}

async function spaceOf(
	engine: Working,
	{ findsNumber }: ClusterAlgorithm,
	input: { readonly prepared: PreparedFeatures; readonly seed: number },
): Promise<{ readonly prepared: PreparedFeatures; readonly notes: readonly string[] }> {
	const features = input.prepared.matrix.columns;
	if (findsNumber !== true || features <= DENSE_COLUMNS_MAX) return { prepared: input.prepared, notes: [] };
	const { prepared, explained } = await engine.compute.run(projectFeaturesTask, input, { signal: engine.signal });
	const count = prepared.coordinates.columns;
	return {
		prepared,
		notes: [`Looked for along ${count} principal components, which hold ${Math.round(explained * 100)} % of the differences in ${features} features`],
	};
}
