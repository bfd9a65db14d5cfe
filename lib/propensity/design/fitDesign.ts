import { fitPreparation, type FeatureColumn } from '../../math/fitPreparation';
import type { ColumnPreparation, Preparation } from '../../math/preparation';
import { prepareValue } from '../../math/prepareValue';
import { isConstant, quantile, sortPresent, summarize } from '../../math/summary';

export interface FittedDesign {
	readonly preparation: Preparation;
	/** Columns there could be, were more of them allowed. */
	readonly columnsPossible: number;
}

/** An absent value says something of its own when at least this share of the rows has it, and lacks it. */
const MISSING_SHARE_MIN = 0.005;

/** From this share of rows at the lowest value on, that value (mostly 0) is a state of its own. */
const LOWEST_SHARE_MIN = 0.2;

/**
 * How raw features become columns of a regression: each feature on its own scale; an indicator where it is
 * absent, once for features absent together; and pieces of its range, so that an effect may bend. `columns`
 * come most telling first; of `columnsMax`, scales and indicators are taken before pieces.
 */
export function fitDesign(columns: readonly FeatureColumn[], columnsMax: number): FittedDesign {
	const bases = fitPreparation(columns).columns;
	const plain: ColumnPreparation[] = [];
	const pieces: ColumnPreparation[] = [];
	const patterns = new Set<string>();
	columns.forEach((column, index) => {
		const base = bases[index];
		if (base.low < base.high) {
			plain.push(base);
			pieces.push(...fitPieces(column, base));
		}
		const indicator = fitIndicator(column, patterns);
		if (indicator !== undefined) plain.push(indicator);
	});
	const all = [...plain, ...pieces];
	return {
		preparation: { columns: all.slice(0, columnsMax) },
		columnsPossible: all.length,
	};
}

function fitIndicator(
	{ name, values }: FeatureColumn,
	patterns: Set<string>,
): ColumnPreparation | undefined {
	const { missing } = summarize(values);
	const share = missing / values.length;
	if (!(share >= MISSING_SHARE_MIN && share <= 1 - MISSING_SHARE_MIN)) return undefined;
	const pattern = patternOf(values);
	if (patterns.has(pattern)) return undefined;
	patterns.add(pattern);
	const scale = Math.sqrt(share * (1 - share));
	return { name, transform: 'missing', low: 0, high: 1, centre: share, scale, missingValue: 0 };
}

/** Rows in which a feature is absent, as text: two polynomial hashes of their numbers. */
function patternOf(values: ArrayLike<number>): string {
	let [count, first, second] = [0, 0, 0];
	for (let row = 0; row < values.length; row += 1) {
		if (!Number.isNaN(values[row])) continue;
		count += 1;
		first = (Math.imul(first, 31) + row) | 0;
		second = (Math.imul(second, 16_777_619) ^ row) | 0;
	}
	return `${count}/${first}/${second}`;
}

/** The ranges between knots but the last, each flat outside: with the whole range they make any bent line. */
function fitPieces(column: FeatureColumn, base: ColumnPreparation): ColumnPreparation[] {
	const ends = [base.low, ...knotsOf(column, base)];
	return ends.slice(1).flatMap((high, index) => {
		const piece = { ...base, low: ends[index], high, centre: 0, scale: 1 };
		const { mean, standardDeviation } = summarize(
			Float64Array.from(column.values, (value) => prepareValue(piece, value)),
		);
		if (isConstant(standardDeviation, mean)) return [];
		return [{ ...piece, centre: mean, scale: standardDeviation }];
	});
}

/** Where the line may bend: thirds of the values, and the lowest one above a heap of customers at the bottom. */
function knotsOf({ values }: FeatureColumn, { low, high }: ColumnPreparation): number[] {
	const sorted = sortPresent(values);
	const lowest = sorted[0];
	const above = sorted.filter((value) => value > lowest);
	const heaped = sorted.length - above.length >= LOWEST_SHARE_MIN * sorted.length;
	const spread = heaped ? above : sorted;
	const candidates = [1 / 3, 2 / 3].map((share) => quantile(spread, share));
	const knots = heaped ? [above[0], ...candidates] : candidates;
	return [...new Set(knots)].filter((knot) => knot > low && knot < high).sort((left, right) => left - right);
}
