import type { FeatureColumn } from '../math/fitPreparation';
import { prepareValue } from '../math/prepareValue';
import type { ColumnPreparation, Preparation } from '../math/preparation';

/** Features more alike than this are one fact written twice and would count double in every distance. */
const CORRELATION_MAX = 0.98;

export interface SelectedFeatures {
	readonly preparation: Preparation;
	/** "signIns…: the same as …" for each feature set aside. */
	readonly leftOut: readonly string[];
}

/**
 * Keeps, in order, the features that vary and are not nearly the same as one kept before (Pearson correlation
 * of prepared values). Earlier features win: the catalogue stands before the counts of single events.
 */
export function selectFeatures(
	preparation: Preparation,
	columns: readonly FeatureColumn[],
): SelectedFeatures {
	const kept: { readonly preparation: ColumnPreparation; readonly values: Float64Array }[] = [];
	const leftOut: string[] = [];
	for (const column of preparation.columns) {
		const raw = columns.find(({ name }) => name === column.name);
		if (raw === undefined) continue;
		const values = standardized(Float64Array.from(raw.values, (value) => prepareValue(column, value)));
		if (values === undefined) {
			leftOut.push(`${column.name}: the same for every customer`);
			continue;
		}
		const twin = kept.find((other) => Math.abs(meanProduct(values, other.values)) > CORRELATION_MAX);
		if (twin === undefined) kept.push({ preparation: column, values });
		else leftOut.push(`${column.name}: says nearly the same as ${twin.preparation.name}`);
	}
	return { preparation: { columns: kept.map((one) => one.preparation) }, leftOut };
}

/** Mean 0 and variance 1; undefined for a constant column. */
function standardized(values: Float64Array): Float64Array | undefined {
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
	if (!(variance > 1e-12)) return undefined;
	const scale = Math.sqrt(variance);
	return values.map((value) => (value - mean) / scale);
}

function meanProduct(left: Float64Array, right: Float64Array): number {
	let sum = 0;
	for (let index = 0; index < left.length; index += 1) sum += left[index] * right[index];
	return sum / left.length;
}
