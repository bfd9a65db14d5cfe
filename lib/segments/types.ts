import type { Compute, RunOptions } from '../compute/types';
import type { FeatureDefinition } from '../features/types';
import type { Matrix } from '../math/matrix';
import type { RuleOfThumb } from './surrogate/rulesOfThumb';
import type { ClusterModel, CorePointsModel, MixtureModel, NearestCentreModel } from '../models/types';

/** What people read about a feature. */
export type DescribedFeature = Pick<FeatureDefinition, 'name' | 'label' | 'unit'>;

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
	/** One line on raw features that most members fit; null where the surrogate has none. */
	readonly ruleOfThumb: RuleOfThumb | null;
	/** Ids of the customers nearest to the middle of it. */
	readonly typicalCustomers: readonly string[];
	/** Why it is not published, synced or written to; absent when it is. */
	readonly withheld?: string;
}

/** One number of segments that was tried. */
export interface ClusterCandidate {
	readonly clusters: number;
	readonly inertia: number;
	readonly silhouette: number;
	readonly stability: number;
	/** Silhouette that customers of the same mix without groups would give. */
	readonly nullSilhouette?: number;
	/** Gap statistic: how much tighter than customers without groups. */
	readonly gap?: number;
	readonly calinskiHarabasz?: number;
	readonly daviesBouldin?: number;
	readonly smallestShare?: number;
	/** Bayesian information criterion of a mixture; lower is better. */
	readonly bic?: number;
	/** BIC and twice the entropy of the shares; lower is better. */
	readonly icl?: number;
}

/** What an algorithm is asked for: customers × prepared features in shared memory, without missing values. */
export interface ClusterRequest {
	readonly matrix: Matrix;
	readonly columnNames: readonly string[];
	/** How many clusters may be found; equal ends ask for exactly that many. */
	readonly clusters: { readonly low: number; readonly high: number };
	/** Customers a segment should have to be of use. */
	readonly sizeMin: number;
	/** How many there are now; kept while no other number is clearly better. */
	readonly present?: number;
	readonly seed: number;
}

type ReaderOf<Kind extends ClusterModel> = Omit<Kind, 'preparation' | 'segments'>;

/** How any customer is put into a cluster later, in the units of the matrix; with preparation and segments it is the model. */
export type ClusterReader = ReaderOf<NearestCentreModel> | ReaderOf<MixtureModel> | ReaderOf<CorePointsModel>;

/** Clusters of customers, the largest first, and how good they are. */
export interface FoundClusters {
	readonly reader: ClusterReader;
	/** The cluster of each customer; −1 for none. */
	readonly labels: Int32Array;
	/** Probability that each customer belongs to its cluster, where the algorithm knows one. */
	readonly membership?: Float32Array;
	readonly sizes: readonly number[];
	/** Mean silhouette of a sample of the members; null when none was in it. */
	readonly silhouetteByCluster: readonly (number | null)[];
	/** Mean Jaccard overlap with itself over bootstrap samples. */
	readonly stabilityByCluster: readonly number[];
	readonly candidates: readonly ClusterCandidate[];
	/** Why that many, for people. */
	readonly reason: string;
	/** What else was found out on the way, in sentences; empty for none. */
	readonly notes: readonly string[];
	/** Why there are no groups, only customers who differ by degree; absent when there are, or it was not asked. */
	readonly refusal?: string;
}

/** A way to divide customers into groups that behave alike: a folder below `algorithms/`, listed in its index. */
export interface ClusterAlgorithm {
	readonly id: string;
	readonly label: string;
	/** When to choose it, in one plain sentence. */
	readonly description: string;
	/** It finds as many clusters as there are, whatever number is asked for, and leaves customers in none. */
	readonly findsNumber?: true;
	/** Same seed, same clusters. Throws InvalidInput or NotEnoughData; runs in worker threads. */
	find(compute: Compute, request: ClusterRequest, options?: RunOptions): Promise<FoundClusters>;
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
	readonly notes: readonly string[];
	/** False when none of the segments is to be relied on: then what was published before is as it was. */
	readonly published: boolean;
	/** Whether the borders of segments are others than before. */
	readonly redrawn: boolean;
	/** What changed since the refresh before, in sentences. */
	readonly changed: readonly string[];
	/** Share of the customers in a segment both times who are in the same one; null without segments before. */
	readonly keptShare: number | null;
	/** Share of customers, not used to make them, whom the rules of the segments put where the model does; null for one segment. */
	readonly fidelity: number | null;
	readonly features: readonly string[];
	/** Features that were set aside, each with the reason. */
	readonly leftOut: readonly string[];
	/** Sample of customers on the first two principal components, for the map. */
	readonly map: {
		readonly points: readonly { readonly x: number; readonly y: number; readonly segment: string }[];
		/** Share of the variance on each of the first two principal components. */
		readonly explained: readonly [number, number];
		/** By principal components, or by neighbours (UMAP) where those would hide who is alike. */
		readonly drawnBy?: 'components' | 'neighbours';
		/** How far neighbours on the map are neighbours in truth, 0 … 1 (Venna & Kaski 2001); null for too few. */
		readonly trustworthiness?: number | null;
	};
	readonly seed: number;
}

export interface DiscoverRequest {
	/** Snapshot id or "latest". */
	readonly snapshot: string;
	/** Id of the algorithm; the first of all when absent. */
	readonly method?: string;
	/** Names of features to use; absent: all that tell customers apart. */
	readonly features?: readonly string[];
	readonly clusters: { readonly low: number; readonly high: number };
	readonly floor: number;
	/** What becomes of a segment of fewer customers than the floor: it is withheld, or added to the nearest. Withheld when absent. */
	readonly small?: 'withhold' | 'merge';
	/** Whether the owner publishes what is not stable or no more than chance; never what is too small. */
	readonly insists?: boolean;
	/** What happens to segments that are there already; `lookAgain` when absent. */
	readonly present?: PresentSegments;
	readonly seed: number;
}

/**
 * `lookAgain`: new borders, where they are worth moving people who did not change. `keep`: everybody is assigned by the present
 * borders. `keepForDays`: the same until the borders are so many days old. `redraw`: new borders in any case.
 */
export type PresentSegments =
	| { readonly mode: 'lookAgain' | 'keep' | 'redraw' }
	| { readonly mode: 'keepForDays'; readonly days: number };

/** One customer in a segment. */
export interface Member {
	readonly customerId: string;
	readonly segment: string;
	readonly segmentName: string;
	readonly since: number;
	/** How well the customer fits: `scoreMeaning` of the model says what it is. */
	readonly score: number;
}
