/** What customers may do later, in the days after a moment. */
export type ProofOutcome =
	| { readonly kind: 'revenue'; readonly horizonDays: number }
	| { readonly kind: 'retention'; readonly horizonDays: number }
	| { readonly kind: 'conversion'; readonly horizonDays: number; readonly eventNames: readonly string[] };

/** An estimate and its 95 % interval by bootstrap. */
export interface Estimate {
	readonly value: number;
	readonly interval: readonly [number, number];
}

/** A way to divide customers, and how much of the differences in what they did later it explains. */
export interface ProvenDivision {
	/** "segments", "rfm", or the name of a trait. */
	readonly by: string;
	readonly label: string;
	readonly groups: number;
	/** Share of the variance of the outcome, less what chance gives; 0 is nothing, 1 everything. */
	readonly explained: Estimate;
	/** How much more the segments explain; absent for themselves. */
	readonly segmentsMore?: Estimate;
}

/** What the customers of one segment did later. */
export interface ProvenSegment {
	readonly segment: string;
	readonly name: string;
	readonly customers: number;
	/** Mean of the outcome: money in cents, or a share of the customers. */
	readonly mean: number;
	readonly othersMean: number;
	/** (mean − mean of the others) / standard deviation of all, on the scale the shares are on; with its 95 % interval. */
	readonly difference: Estimate;
	readonly separates: boolean;
}

export interface SegmentProof {
	readonly model: string;
	readonly outcome: ProofOutcome;
	/** "revenue in the 30 days after" */
	readonly outcomeLabel: string;
	/** Customers were in the segments of this moment; what they did is counted from here. */
	readonly asOf: number;
	readonly customers: number;
	readonly divisions: readonly ProvenDivision[];
	readonly segments: readonly ProvenSegment[];
	readonly verdict: 'predicts more than the others' | 'predicts as well' | 'predicts less' | 'does not predict';
	/** The verdict for people, and what to know about it. */
	readonly sentences: readonly string[];
	readonly retirement: Retirement;
}

/** Whether segments have stopped separating their outcome. */
export interface Retirement {
	/** Proofs in a row that are looked at. */
	readonly refreshes: number;
	/** The segmentation as a whole. */
	readonly model: { readonly proposed: boolean; readonly evidence: readonly ProofPoint[] };
	/** Single segments that are proposed, with the evidence. */
	readonly segments: readonly { readonly segment: string; readonly name: string; readonly evidence: readonly ProofPoint[] }[];
	readonly sentences: readonly string[];
}

/** A figure of one proof: the share explained, or the difference of a segment. */
export interface ProofPoint {
	readonly asOf: number;
	readonly value: number;
	readonly interval: readonly [number, number];
}
