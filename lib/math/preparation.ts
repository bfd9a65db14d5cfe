/**
 * How one raw feature becomes a number a distance or a regression can use:
 * prepared = (transform(clamp(raw, low, high)) − centre) / scale, with `missingValue` for an absent raw value.
 * `signedLog` is sign(x) · ln(1 + |x|); `missing` is 1 for an absent raw value, else 0,
 * and ignores low, high and missingValue. A feature may stand in several columns: cut to neighbouring ranges
 * they make a piecewise curve.
 */
export interface ColumnPreparation {
	readonly name: string;
	readonly transform: 'none' | 'signedLog' | 'missing';
	readonly low: number;
	readonly high: number;
	readonly centre: number;
	/** Positive; 1 for a constant column. */
	readonly scale: number;
	/** Raw value that stands for an absent one, such as the median. */
	readonly missingValue: number;
}

/** JSON that reads as SQL (`lib/models`) and as a function (`prepareRow`); frozen with the model it belongs to. */
export interface Preparation {
	readonly columns: readonly ColumnPreparation[];
	/**
	 * Directions to project prepared values on, each with a number a column; coordinate = Σ direction · prepared.
	 * Absent: the prepared values themselves are the coordinates.
	 */
	readonly components?: readonly (readonly number[])[];
}
