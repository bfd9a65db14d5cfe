import type { Matrix } from '../../math/matrix';

/** Gaussian components as the kernel reads them; `stride` is the number of columns, rounded up to even. */
export interface Components {
	readonly count: number;
	readonly columns: number;
	/** Whether factors and products are diagonals. */
	readonly diagonal: boolean;
	/** count × stride. */
	readonly means: Float64Array;
	/** count × columns × stride: column j of the upper factor U (U·Uᵀ = Σ⁻¹) in row j; diagonal: count × stride. */
	readonly factors: Float64Array;
	/** ln weight + ln det U − ½ columns · ln 2π. */
	readonly constants: Float64Array;
}

/** Sums over rows, each by its share in each component, of the offsets from the component's mean. */
export interface Moments {
	readonly weights: Float64Array;
	/** count × stride. */
	readonly sums: Float64Array;
	/** count × columns × stride, the upper triangle holds; diagonal: count × stride. */
	readonly products: Float64Array;
}

/** What a pass finds for each row. */
export interface RowShares {
	/** Going in, where to begin (any component); coming out, the likeliest component. */
	readonly labels: Int32Array;
	/** Probability of that component. */
	readonly probabilities: Float32Array;
}

export interface PassTotals {
	readonly logLikelihood: number;
	/** −Σ p · ln p over rows and components: how undecided the rows are. */
	readonly entropy: number;
}

/**
 * The inner loops of Gaussian mixtures. `mixture.ts` runs them as WebAssembly SIMD, `mixture.twin.ts` as plain
 * TypeScript; both give the same bits. Double precision.
 */
export interface MixtureKernel {
	/** One pass over all rows; sets the moments too when they are given (an EM step but for its last line). */
	pass(
		points: Matrix,
		components: Components,
		into: { readonly rows: RowShares; readonly moments?: Moments },
	): PassTotals;
}

/** A component this far (in natural logarithms) below the likeliest one has share 0; it would have been 2e-9. */
export const CUT = 20;

export function strideOf(columns: number): number {
	return columns + (columns % 2);
}

/** Numbers of one component's factor or products. */
export function squareLength({ columns, diagonal }: Pick<Components, 'columns' | 'diagonal'>): number {
	return (diagonal ? 1 : columns) * strideOf(columns);
}
