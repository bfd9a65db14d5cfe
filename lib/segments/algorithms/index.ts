import type { ClusterAlgorithm } from '../types';
import { dbscan } from './dbscan/algorithm';
import { hdbscan } from './hdbscan/algorithm';
import { kmeans } from './kmeans/algorithm';

/** In the order in which they are shown; the first is the default. */
export const clusterAlgorithms = [kmeans, dbscan, hdbscan] as const satisfies readonly ClusterAlgorithm[];
