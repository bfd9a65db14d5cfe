import type { Preparation } from '../math/preparation';

/** Raw features of one customer by name; null for what is not known. */
export type FeatureValues = Readonly<Record<string, number | null>>;

/**
 * A nearest-centre model: a customer belongs to the centre nearest to its coordinates (`coordinatesOf`).
 * centres[k][c] is in the units and order of the coordinates.
 */
export interface NearestCentreModel {
	readonly kind: 'nearestCentre';
	readonly preparation: Preparation;
	readonly segments: readonly string[];
	readonly centres: readonly (readonly number[])[];
	/** With "cosine" coordinates are scaled to length 1 first, and so are the centres. Euclidean when absent. */
	readonly metric?: 'euclidean' | 'cosine';
}

/**
 * A Gaussian mixture: a customer belongs to the component most likely to have made its coordinates x.
 * precisionFactors[k] is, row by row, the upper triangle of U with U·Uᵀ = the inverse of the covariance; the log
 * density is −½(d·ln 2π + |y|²) + ln det U with y = (x − means[k])·U.
 */
export interface MixtureModel {
	readonly kind: 'mixture';
	readonly preparation: Preparation;
	readonly segments: readonly string[];
	/** Share of each component, positive, summing to 1. */
	readonly weights: readonly number[];
	readonly means: readonly (readonly number[])[];
	readonly precisionFactors: readonly (readonly number[])[];
}

/**
 * Groups of any shape, each known by typical members: a customer belongs to the group of the nearest point that
 * lies within that point's radius, and to none where there is no such point.
 */
export interface CorePointsModel {
	readonly kind: 'corePoints';
	readonly preparation: Preparation;
	readonly segments: readonly string[];
	/** Coordinates; at most POINTS_MAX of them. */
	readonly points: readonly (readonly number[])[];
	/** Place in `segments` of each point. */
	readonly clusters: readonly number[];
	readonly radii: readonly number[];
}

/** A model that puts customers into segments. */
export type ClusterModel = NearestCentreModel | MixtureModel | CorePointsModel;

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

/** A segment made by a rule of its owner (`lib/segments/rules`). */
export interface RuleModel {
	readonly kind: 'rule';
	/** As the owner wrote it. */
	readonly segmentName: string;
	/** JSON. */
	readonly rule: Readonly<Record<string, unknown>>;
	/** Fewest customers it is published with. */
	readonly floor: number;
	/** False once it was switched off. */
	readonly isActive: boolean;
}

export type Model = ClusterModel | LogisticModel | RfmModel | RuleModel | CustomerVectorModel;

/** A model as the store keeps it (table `models`): named, versioned, never changed after it was written. */
export interface StoredModel<Kind extends Model = Model> {
	/** "propensity-order-completed-3" */
	readonly id: string;
	/** "segments", "propensity:Order Completed" or "rule:High intent" */
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
