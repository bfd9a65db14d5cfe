import type { ClusterAlgorithm } from '../types';
import { dbscan } from './dbscan/algorithm';
import { embeddings } from './embeddings/algorithm';
import { hdbscan } from './hdbscan/algorithm';
import { kmeans } from './kmeans/algorithm';
import { miniBatch } from './miniBatch/algorithm';
import { mixture } from './mixture/algorithm';
import { ward } from './ward/algorithm';

/** In the order in which they are shown; the first is the default. */
export const clusterAlgorithms = [
	kmeans, mixture, ward, dbscan, hdbscan, miniBatch, embeddings,
] as const satisfies readonly ClusterAlgorithm[];
