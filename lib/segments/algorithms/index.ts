import type { ClusterAlgorithm } from '../types';
import { kmeans } from './kmeans/algorithm';

/** In the order in which they are shown; the first is the default. */
export const clusterAlgorithms = [kmeans] as const satisfies readonly ClusterAlgorithm[];
