import type { FeatureUnit } from './types';

/**
 * The next value that `describeValue` shows without loss, above or below: what people read as a bound must
 * still be beyond it. Counts are whole, shares whole percents, money whole cents, days whole days.
 */
export function roundOutward(value: number, direction: 'up' | 'down', unit: FeatureUnit): number {
	const perUnit = stepsPerUnit(value, unit);
	const round = direction === 'up' ? Math.ceil : Math.floor;
	return round(value * perUnit) / perUnit;
}

function stepsPerUnit(value: number, unit: FeatureUnit): number {
	switch (unit) {
		case 'share':
			return 100;
		case 'cents':
		case 'count':
		case 'days':
			return 1;
		default:
			return Math.abs(value) >= 10 ? 1 : 10;
	}
}
