import { InvalidInput, NotEnoughData } from '../../../core/errors';
import type { ChooseOptions } from '../types';

/** Every number of clusters to try, after checking that they can be tried. */
export function rangeOf({ low = 3, high = 10, restarts = 5 }: ChooseOptions, rows: number): number[] {
	checkRange(low, high);
	if (!(restarts >= 3)) {
		throw new InvalidInput(
			`The number of restarts is ${restarts}: expected at least 3 to compare numbers of clusters`,
		);
	}
	if (rows <= low) {
		throw new NotEnoughData(
			`${low} clusters were asked of ${rows} customers: expected at least ${low + 1} customers`,
		);
	}
	return Array.from({ length: high - low + 1 }, (_, at) => low + at);
}

function checkRange(low: number, high: number): void {
	if (Number.isInteger(low) && Number.isInteger(high) && low >= 2 && high >= low) return;
	throw new InvalidInput(
		`The range of clusters is ${low} to ${high}: expected whole numbers of at least 2, the lower first`,
	);
}
