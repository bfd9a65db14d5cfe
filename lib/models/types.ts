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

/** The three sides of a customer that RFM scores (Hughes 1994). */
export type RfmSide = 'recency' | 'frequency' | 'monetary';

/** Frozen scoring of recency, frequency and money: a score of 1 to 5 counts the cut points a value lies above. */
export interface RfmModel {
	readonly kind: 'rfm';
	/** The feature each side is read from. */
	readonly columns: Readonly<Record<RfmSide, string>>;
	/** Four values a side, upwards; equal ones leave the bin between them empty. */
	readonly cutPoints: RfmCutPoints;
	/** ISO 4217, of the monetary cut points; null when amounts were taken as they came. */
	readonly currency: string | null;
}

export type RfmCutPoints = Readonly<Record<RfmSide, readonly number[]>>;

export type Model = NearestCentreModel | LogisticModel | RfmModel;

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
