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

/**
 * A customer as one vector: √(1 − textShare) · behaviour / |behaviour|, then √textShare · text / |text|. Behaviour is the prepared
 * features; text is the mean vector of what a customer wrote, less `mean`, along `directions`. A part that is zero, or absent,
 * stays zero. The product of two customers with both parts is (1 − textShare) · cosine of behaviour + textShare · cosine of text.
 */
export interface CustomerVectorModel {
	readonly kind: 'customerVector';
	readonly preparation: Preparation;
	/** In [0, 1]; 0 without a text part. */
	readonly textShare: number;
	/** Null where too few customers wrote. */
	readonly text: CustomerVectorText | null;
}

export interface CustomerVectorText {
	/** Whose vectors are read. */
	readonly textModel: string;
	readonly mean: readonly number[];
	/** Unit vectors, as long as `mean`. */
	readonly directions: readonly (readonly number[])[];
}

export type Model = NearestCentreModel | LogisticModel | RfmModel | CustomerVectorModel;

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
