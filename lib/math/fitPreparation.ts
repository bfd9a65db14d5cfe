import { InvalidInput } from '../core/errors';
import { signedExp, signedLog } from './prepareValue';
import type { ColumnPreparation, Preparation } from './preparation';
import { isConstant, quantile, sortPresent, summarize, type Summary } from './summary';

/** One raw feature of all customers; NaN where it is absent. */
export interface FeatureColumn {
	readonly name: string;
	readonly values: ArrayLike<number>;
}

export interface FitPreparationOptions {
	/** Share of the values at either end that is drawn in before the mean and spread are taken. */
	readonly winsorShare?: number;
	/** Prepared values stay within ± this many standard deviations: a rare flag or a huge order is no axis of its own. */
	readonly limit?: number;
	/** Skewness above which a column is taken on the signed log, if that makes it less skewed. */
	readonly skewnessForLog?: number;
}

/**
 * Learns how each raw feature becomes comparable: absent values are the median, the ends are drawn in, skewed
 * counts and amounts go on the signed log, then mean 0 and population standard deviation 1. A constant
 * column becomes 0 for every customer, later ones included. Throws InvalidInput for an infinite value.
 */
export function fitPreparation(
	columns: readonly FeatureColumn[],
	options: FitPreparationOptions = {},
): Preparation {
	return { columns: columns.map((column) => fitColumn(column, options)) };
}

function fitColumn(column: FeatureColumn, options: FitPreparationOptions): ColumnPreparation {
	const { winsorShare = 0.001, limit = 4, skewnessForLog = 1 } = options;
	const sorted = sortPresent(column.values);
	refuseInfinite(column, sorted);
	if (sorted.length === 0) return constantColumn(column.name, 0);
	const missingValue = quantile(sorted, 0.5);
	const low = quantile(sorted, winsorShare);
	const high = quantile(sorted, 1 - winsorShare);
	const drawnIn = Float64Array.from(column.values, (value) =>
		Math.min(Math.max(Number.isNaN(value) ? missingValue : value, low), high),
	);
	const { transform, mean, standardDeviation } = chooseTransform(drawnIn, skewnessForLog);
	if (isConstant(standardDeviation, mean)) return constantColumn(column.name, missingValue);
	const back = transform === 'signedLog' ? signedExp : (value: number): number => value;
	return {
		name: column.name,
		transform,
		low: Math.max(low, back(mean - limit * standardDeviation)),
		high: Math.min(high, back(mean + limit * standardDeviation)),
		centre: mean,
		scale: standardDeviation,
		missingValue,
	};
}

/** The scale on which the column is less skewed, with its mean and spread there. */
function chooseTransform(
	values: Float64Array,
	skewnessForLog: number,
): Summary & { readonly transform: ColumnPreparation['transform'] } {
	const plain = summarize(values);
	if (Math.abs(plain.skewness) <= skewnessForLog) return { ...plain, transform: 'none' };
	const logged = summarize(values.map(signedLog));
	return Math.abs(logged.skewness) < Math.abs(plain.skewness)
		? { ...logged, transform: 'signedLog' }
		: { ...plain, transform: 'none' };
}

/** Draws every value, known or new, to `only`, which becomes 0. */
function constantColumn(name: string, only: number): ColumnPreparation {
	return {
		name,
		transform: 'none',
		low: only,
		high: only,
		centre: only,
		scale: 1,
		missingValue: only,
	};
}

function refuseInfinite({ name }: FeatureColumn, sorted: Float64Array): void {
	const ends = [sorted[0] ?? 0, sorted[sorted.length - 1] ?? 0];
	const infinite = ends.find((value) => !Number.isFinite(value));
	if (infinite === undefined) return;
	throw new InvalidInput(`Feature "${name}" has the value ${infinite}: expected finite numbers or no value`);
}
