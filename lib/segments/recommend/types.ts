/** How one method divides the customers compared; shares in [0, 1]. */
export interface MethodResult {
	/** Id and label of the algorithm. */
	readonly method: string;
	readonly label: string;
	/** Why it has no result; then the rest is absent. */
	readonly problem?: string;
	readonly segments: number;
	/** Share of customers it leaves in no segment. */
	readonly outside: number;
	/** Mean silhouette of its segments, weighted by size; null where it was not measured. */
	readonly silhouette: number | null;
	/** What customers without groups would give, where the method was held against them. */
	readonly silhouetteOfChance: number | null;
	/** Mean Jaccard overlap with itself when customers are drawn anew (Hennig 2007). */
	readonly stability: number | null;
	/** 1 when all segments are equally large (entropy of sizes / its maximum). */
	readonly balance: number;
	/** Agreement with the dense groups on their members (adjusted Rand index); null without dense groups. */
	readonly agreesWithDense: number | null;
	/** Share of the variance of each outcome that lies between its segments (η²); null where customers do not differ in it. */
	readonly separates: Readonly<Record<string, number | null>>;
}

export interface MethodComparison {
	/** In the order of the algorithms; failed ones too. */
	readonly results: readonly MethodResult[];
	/** Id of the method to use. */
	readonly recommended: string;
	/** How many segments it should make, where that is not left to its own choice. */
	readonly clusters?: { readonly low: number; readonly high: number };
	/** Why, for people to repeat. */
	readonly sentence: string;
	/** Customers compared. */
	readonly customers: number;
}
