import type { Preparation } from '../math/preparation';

/** Raw features of one customer by name; null for what is not known. */
export type FeatureValues = Readonly<Record<string, number | null>>;

/**
 * A nearest-centre model: a customer belongs to the centre nearest to its prepared features.
 * centres[k][c] is in prepared units, in the order of preparation.columns.
 */
export interface NearestCentreModel {
	readonly kind: 'nearestCentre';
	readonly preparation: Preparation;
	readonly segments: readonly string[];
	readonly centres: readonly (readonly number[])[];
}

/** Probability = sigmoid(scale · (intercept + Σ weights · prepared) + offset): logistic regression, Platt-calibrated. */
export interface LogisticModel {
	readonly kind: 'logistic';
	readonly preparation: Preparation;
	readonly weights: readonly number[];
	readonly intercept: number;
	readonly calibration: { readonly scale: number; readonly offset: number };
}

export type Model = NearestCentreModel | LogisticModel;

/** A model as the store keeps it (table `models`): named, versioned, never changed after it was written. */
export interface StoredModel<Kind extends Model = Model> {
	/** "propensity-order-completed-3" */
	readonly id: string;
	/** "segments" or "propensity:Order Completed" */
	readonly name: string;
	readonly version: number;
	readonly asOf: number;
	readonly createdAt: number;
	/** Snapshot it was trained on. */
	readonly snapshot: string;
	readonly model: Kind;
	/** Figures and descriptions that belong to it: metrics, segment sizes, seeds. JSON values. */
	readonly details: Readonly<Record<string, unknown>>;
}
