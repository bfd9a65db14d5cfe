import type { BenchmarkRow } from '../types';

/** Rows of a file of single-precision numbers, row-major. */
export interface DataFile {
	readonly file: string;
	readonly rows: number;
	readonly columns: number;
}

/** Where a case works, and how large it may be. */
export interface Place {
	/** Removed afterwards. */
	readonly folder: string;
	/** Share of the rows of the goal; below 1 for a quick look, whose figures hold no goal. */
	readonly scale: number;
}

/** One line of the table of goals: measures ours and the peer, one after the other, each in a process of its own. */
export interface SegmentCase {
	/** For `--only`. */
	readonly name: string;
	run(place: Place): Promise<BenchmarkRow[]>;
}

/** What a process of ours or of the peer says of its work. */
export interface Measured {
	readonly seconds: number;
	/** Of all threads, while working. */
	readonly cpuSeconds: number;
	/** Of the whole process. */
	readonly peakMegabytes: number;
	/** 99th percentile of the delay of the main thread's event loop; ours only. */
	readonly delayMilliseconds?: number;
	/** Figures of quality by name. */
	readonly quality: Readonly<Record<string, number>>;
}
