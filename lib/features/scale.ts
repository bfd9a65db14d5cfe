import type { NumericSource } from './types';

/** Largest size of a number that is believed; beyond it, a quantity or property is a mistake of its sender. */
export const NUMBER_MAX = 1e9;

/** Parts of one: quantities and properties are read in whole millionths, so that sums are exact in any order. */
export const MILLIONTHS = 1_000_000;

const wholeColumns: readonly NumericSource[] = ['revenueCents', 'refundedCents', 'discountCents'];

/** Whole units in one unit of a source: cents are whole already, everything else is counted in millionths. */
export function unitsPerOne(source: NumericSource): 1 | typeof MILLIONTHS {
	return wholeColumns.includes(source) ? 1 : MILLIONTHS;
}
