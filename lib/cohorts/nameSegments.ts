import { z } from 'zod/v4';
import { success, type Outcome } from '../core/outcome';
import { isObject } from '../core/parse';
import type { Engine } from '../engine';
import { saveSegmentNames, type SegmentNaming } from '../segments/segmentsTable';
import { nameCohorts, type NameCohortsOptions } from './nameCohorts';
import { messagePurposes, type CohortName } from './types';

/** As `NameCohortsOptions`, and whether segments that have a name get another. */
export type NameSegmentsOptions = NameCohortsOptions & { readonly again?: boolean };

/**
 * Names the segments of incoming items and keeps the names with the segments they belong to; items that are not from the store (no
 * `model`) are only named. A segment that has a name keeps it: people know it by that. A connected language model names again what was
 * named by rule.
 */
export async function nameSegments(
	engine: Engine,
	segments: readonly unknown[],
	{ again = false, ...options }: NameSegmentsOptions = {},
): Promise<Outcome<CohortName>[]> {
	const kept = segments.map((segment) => (again ? undefined : keptName(segment, engine)));
	const rest = segments.filter((_, index) => kept[index] === undefined);
	const taken = kept.flatMap((name) => (name === undefined ? [] : [name.name]));
	const named = rest.length === 0 ? [] : await nameCohorts(engine, rest, { ...options, taken });
	const namings = named.flatMap((outcome, index): SegmentNaming[] => {
		const item = rest[index];
		if (!outcome.ok || !isObject(item) || typeof item.model !== 'string') return [];
		return [{ ...outcome.value, model: item.model }];
	});
	await saveSegmentNames(engine, namings);
	let next = 0;
	return kept.map((name) => (name === undefined ? named[next++] : success(name)));
}

/** The name a segment of the store has, unless a better namer has come. */
function keptName(segment: unknown, { model }: Engine): CohortName | undefined {
	const read = namedShape.safeParse(segment);
	if (!read.success || (read.data.namedBy === 'rule' && model !== undefined)) return undefined;
	return { ...read.data, reason: 'the segment had this name already', claims: [] };
}

const namedShape = z.object({
	model: z.string().min(1),
	segment: z.string().min(1),
	name: z.string().min(1),
	description: z.string().min(1),
	suggestedAction: z.string(),
	suggestedPurpose: z.enum(messagePurposes),
	namedBy: z.string().refine((by) => by !== 'number'),
});
