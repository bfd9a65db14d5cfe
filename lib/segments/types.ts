/** How a segment stands out in one feature; differences are in standard deviations of all customers. */
export interface SegmentTrait {
	readonly feature: string;
	readonly label: string;
	readonly unit: string;
	readonly direction: 'high' | 'low';
	/** Mean of the segment and of all customers in the feature's own unit, absent values left out. */
	readonly mean: number;
	readonly overallMean: number;
	/** (mean of the segment − mean of the others) / standard deviation of all, on prepared values. */
	readonly standardizedDifference: number;
	/** 95 % interval of the standardized difference (normal approximation). */
	readonly interval: readonly [number, number];
}

/** One segment of a discovery, as nodes hand it on and the store keeps it. */
export interface Segment {
	/** Id of the model it belongs to. */
	readonly model: string;
	/** "segment-3": kept from one discovery to the next while it is the same people. */
	readonly segment: string;
	readonly name: string;
	readonly description: string;
	readonly suggestedAction: string;
	/** Why one would write to these people (`messagePurposes`); empty while nobody has named it. */
	readonly suggestedPurpose: string;
	/** "rule", a language model's name, or "number" while nobody has named it. */
	readonly namedBy: string;
	readonly size: number;
	/** Of all customers of the snapshot, in [0, 1]. */
	readonly share: number;
	/** Of the net revenue of all customers; null without revenue. */
	readonly revenueShare: number | null;
	/** Mean silhouette of its members in a sample, in [−1, 1]. */
	readonly silhouette: number | null;
	/** Mean Jaccard overlap with itself over bootstrap samples (Hennig 2007), in [0, 1]. */
	readonly stability: number | null;
	readonly describedBy: readonly SegmentTrait[];
	/** Standardized difference of every feature, as in `describedBy`. */
	readonly differences: Readonly<Record<string, number>>;
	/** Mean of each feature in its own unit. */
	readonly centre: Readonly<Record<string, number | null>>;
	/** Why it is not published, synced or written to; absent when it is. */
	readonly withheld?: string;
}

/** One number of segments that was tried. */
export interface ClusterCandidate {
	readonly clusters: number;
	readonly inertia: number;
	readonly silhouette: number;
	readonly stability: number;
}

/** What a discovery found. */
export interface Discovery {
	readonly model: string;
	readonly snapshot: string;
	readonly asOf: number;
	readonly customers: number;
	readonly segments: readonly Segment[];
	/** How the number of segments was chosen; one candidate when it was given. */
	readonly candidates: readonly ClusterCandidate[];
	readonly reason: string;
	readonly features: readonly string[];
	/** Features that were set aside, each with the reason. */
	readonly leftOut: readonly string[];
	/** Sample of customers on the first two principal components, for the map. */
	readonly map: {
		readonly points: readonly { readonly x: number; readonly y: number; readonly segment: string }[];
		/** Share of the variance on each axis. */
		readonly explained: readonly [number, number];
	};
	readonly seed: number;
}

export interface DiscoverRequest {
	/** Snapshot id or "latest". */
	readonly snapshot: string;
	/** Names of features to use; absent: all that tell customers apart. */
	readonly features?: readonly string[];
	readonly clusters: { readonly low: number; readonly high: number };
	readonly floor: number;
	readonly seed: number;
}

/** One customer in a segment. */
export interface Member {
	readonly customerId: string;
	readonly segment: string;
	readonly segmentName: string;
	readonly since: number;
	/** Distance to the centre of the segment in prepared units. */
	readonly distance: number;
}
