/** The part of density-clustering that tests hold ours against; the package ships no types. */
declare module 'density-clustering' {
	export class DBSCAN {
		/** Rows of each cluster. */
		run(rows: number[][], radius: number, pointsMin: number): number[][];
	}
}
