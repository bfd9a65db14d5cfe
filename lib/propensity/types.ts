import type { LogisticModel } from '../models/types';
import type { LiftDecile } from './evaluation/liftDeciles';
import type { Estimate } from './evaluation/bootstrapInterval';
import type { ReliabilityBin } from './evaluation/reliabilityBins';

/** Something customers may do, or stop doing, within some days; JSON, kept with the model. */
export interface OutcomeDefinition {
	/** `happens`: at least one of the events. `stops`: none of them, asked of customers who did them lately. */
	readonly kind: 'happens' | 'stops';
	/** Any of these events, by name; empty: anything the customer does (only for `stops`). */
	readonly eventNames: readonly string[];
	/** Whole days the outcome is given from the moment of prediction. */
	readonly horizonDays: number;
	/**
	 * Who is asked about: customers with an event (for `stops`, one of the events) in this many days before.
	 * Others are neither trained on nor scored.
	 */
	readonly activeWithinDays: number;
}

/** Numbers of many rows in double precision, row-major, for regression. */
export interface Design {
	readonly rows: number;
	readonly columns: number;
	readonly values: Float64Array;
}

/** Customers as they were known at one or more cutoffs, and what each did in the horizon after it. */
export interface LabelledRows {
	/** values[f][r]: raw feature f of row r, NaN where it is not known. */
	readonly values: readonly Float64Array[];
	/** 1 for the outcome. */
	readonly labels: Uint8Array;
	/** The label one horizon later, where that is observed; 2 where it is not. */
	readonly laterLabels?: Uint8Array;
	readonly customerIds: readonly string[];
}

/** A feature as the learner sees it; in the order of `LabelledRows.values`. */
export interface NamedFeature {
	readonly name: string;
	readonly label: string;
}

/** A feature that knows too much, and why it is thought so; without a reason it simply tells the outcome. */
export interface Leak extends NamedFeature {
	readonly reason?: string;
}

/** How far a model's probabilities can be trusted, on customers and days it was not trained on. */
export interface PropensityEvaluation {
	readonly rows: number;
	readonly positives: number;
	readonly baseRate: number;
	/** Probability that a customer with the outcome scores above one without; 0.5 is chance. 95 % interval. */
	readonly auc: Estimate;
	readonly averagePrecision: number;
	/** Mean squared error of the probabilities, and what everybody at the base rate would have. */
	readonly brier: number;
	readonly brierOfBaseRate: number;
	readonly logLoss: number;
	/** Expected calibration error over 10 bins of equal mass. */
	readonly ece: number;
	/** 1 is right; below, the probabilities are too extreme. 95 % interval. */
	readonly calibrationSlope: Estimate;
	/** Mean probability minus the rate observed. */
	readonly calibrationGap: number;
	readonly deciles: readonly LiftDecile[];
	readonly reliability: readonly ReliabilityBin[];
	/** The raw feature that alone ranks these customers best, in its better direction. */
	readonly bestSingleFeature: { readonly name: string; readonly label: string; readonly auc: number };
}

/** One feature's part in the score, other things equal. */
export interface Driver {
	readonly name: string;
	/** Share of the variance of the log-odds that goes with this feature; the shares of all sum to 1. */
	readonly share: number;
	readonly direction: 'more' | 'less';
	/** "orders in the last 90 days: the higher, the likelier" */
	readonly sentence: string;
}

/** What the learner found; plain data. */
export interface LearnedPropensity {
	readonly model: LogisticModel;
	readonly evaluation: PropensityEvaluation;
	readonly drivers: readonly Driver[];
	readonly converged: boolean;
	/** Features left out because each knows what it should not, such as the outcome itself. */
	readonly leaks: readonly Leak[];
	/** Features that were used, but that somebody should look at. */
	readonly suspects: readonly Leak[];
	/** Columns the model has, and how many more it would have with more outcomes. */
	readonly columns: number;
	readonly columnsLeftOut: number;
}
