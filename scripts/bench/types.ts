/** One figure, beside the same figure of a peer in the same run where there is one. */
export interface BenchmarkRow {
	readonly case: string;
	/** With its unit: "seconds", "peak megabytes", "median milliseconds". */
	readonly metric: string;
	readonly ours: number;
	/** Null where nothing comparable runs here. */
	readonly peer: number | null;
	/** ours / peer. */
	readonly ratio: number | null;
	/** What the figure is held against, in words; null when it is only reported. */
	readonly goal: string | null;
	readonly holds: boolean | null;
}

export type Benchmark = (options: readonly string[]) => Promise<BenchmarkRow[]>;
