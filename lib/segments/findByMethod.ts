import { InvalidInput } from '../core/errors';
import type { Engine } from '../engine';
import { clusterAlgorithms } from './algorithms/index';
import type { ClusterAlgorithm, ClusterRequest, FoundClusters } from './types';

/** The id of an algorithm. */
export type SegmentMethod = string;

export const DEFAULT_METHOD: SegmentMethod = clusterAlgorithms[0].id;

/** Clusters by the algorithm asked for, with progress for people. InvalidInput for a method that does not exist. */
export async function findByMethod(
	engine: Pick<Engine, 'compute' | 'notify' | 'signal'>,
	method: SegmentMethod,
	request: ClusterRequest,
): Promise<FoundClusters> {
	const algorithm = algorithmOf(method);
	const onProgress = (share: number, sentence: string): void =>
		engine.notify.progress(`Segments: ${Math.round(share * 100)} % · ${sentence}`);
	return await algorithm.find(engine.compute, request, { signal: engine.signal, onProgress });
}

function algorithmOf(method: SegmentMethod): ClusterAlgorithm {
	const all: readonly ClusterAlgorithm[] = clusterAlgorithms;
	const found = all.find(({ id }) => id === method);
	if (found !== undefined) return found;
	throw new InvalidInput(`Method is "${method}": expected one of ${all.map(({ id }) => `"${id}"`).join(', ')}`);
}
