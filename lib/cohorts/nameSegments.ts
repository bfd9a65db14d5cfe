import type { Outcome } from '../core/outcome';
import { isObject } from '../core/parse';
import type { Engine } from '../engine';
import { saveSegmentNames, type SegmentNaming } from '../segments/segmentsTable';
import { nameCohorts, type NameCohortsOptions } from './nameCohorts';
import type { CohortName } from './types';

/**
 * Names the segments of incoming items and keeps the names with the segments they belong to; items that are
 * not from the store (no `model`) are only named.
 */
export async function nameSegments(
	engine: Engine,
	segments: readonly unknown[],
	options: NameCohortsOptions = {},
): Promise<Outcome<CohortName>[]> {
	const outcomes = await nameCohorts(engine, segments, options);
	const namings = outcomes.flatMap((outcome, index): SegmentNaming[] => {
		const item = segments[index];
		if (!outcome.ok || !isObject(item) || typeof item.model !== 'string') return [];
		return [{ ...outcome.value, model: item.model }];
	});
	await saveSegmentNames(engine, namings);
	return outcomes;
}
