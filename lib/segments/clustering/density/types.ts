import type { Matrix } from '../../../math/matrix';

/** Rows and their clusters, −1 for none. */
export interface LabelledRows {
	readonly matrix: Matrix;
	readonly labels: Int32Array;
}

/** Members that stand for all of their cluster: who lies within the radius of one belongs to it. */
export interface TypicalMembers {
	readonly points: readonly (readonly number[])[];
	readonly clusters: readonly number[];
	readonly radii: readonly number[];
}
