import { predict as predictCore } from './corePoints/predict';
import { toSql as coreToSql } from './corePoints/toSql';
import { predict as predictMixture } from './mixture/predict';
import { toSql as mixtureToSql } from './mixture/toSql';
import { predict as predictNearest } from './nearestCentre/predict';
import { toSql as nearestToSql } from './nearestCentre/toSql';
import type { ClusterModel, FeatureValues } from './types';
import type { Sql } from '../sql/sql';

/** Where a customer belongs. */
export interface Assignment {
	/** null: in none. */
	readonly segment: string | null;
	/** How well it fits, by the kind of the model (`scoreMeaning`); null in none. */
	readonly score: number | null;
}

export const clusterKinds = ['nearestCentre', 'mixture', 'corePoints'] as const satisfies readonly ClusterModel['kind'][];

/** What the score of a membership is, for people. */
export const scoreMeaning: Readonly<Record<ClusterModel['kind'], string>> = {
	nearestCentre: 'distance to the centre of the segment',
	mixture: 'probability of the segment',
	corePoints: 'distance to the nearest typical member of the segment',
};

/** Why a customer is in a segment, as memberships keep it. */
export const assignmentReason: Readonly<Record<ClusterModel['kind'], string>> = {
	nearestCentre: 'nearest centre',
	mixture: 'most likely group',
	corePoints: 'near a typical member',
};

/** The segment of one customer. */
export function assign(model: ClusterModel, features: FeatureValues): Assignment {
	if (model.kind === 'mixture') return predictMixture(model, features);
	return model.kind === 'corePoints' ? predictCore(model, features) : predictNearest(model, features);
}

/** A statement with `customer_id`, `segment` and `score` for every row of a relation with raw features; equals `assign`. */
export function assignmentSql(model: ClusterModel, relation: Sql): Sql {
	if (model.kind === 'mixture') return mixtureToSql(model, relation);
	return model.kind === 'corePoints' ? coreToSql(model, relation) : nearestToSql(model, relation);
}
