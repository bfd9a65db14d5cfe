import type { FeatureValue } from './types';

/** Counts are 0, never null, when there is no event: 0 is what "missing" looks like there. */
export function countsRows(value: FeatureValue): boolean {
	return value.kind === 'count' || value.kind === 'distinct' || value.kind === 'sessions';
}
