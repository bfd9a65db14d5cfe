import type { FeatureValue } from './types';

const countingKinds: ReadonlySet<string> = new Set<FeatureValue['kind']>([
	'count',
	'distinct',
	'sessions',
	'newValues',
	'droppedValues',
]);

/** Counts are 0, never null, when there is no event: 0 is what "missing" looks like there. */
export function countsRows(value: FeatureValue): boolean {
	return countingKinds.has(value.kind);
}
