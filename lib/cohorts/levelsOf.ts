import { traits, type Trait } from './traits';
import type { SegmentProfile } from './types';

type Evidence = SegmentProfile['describedBy'][number];

/** How much of a trait a segment shows, in standard deviations; positive is high. */
export interface Level {
	/** Name of a known trait, or "feature NAME" for a feature nobody lists. */
	readonly trait: string;
	readonly known: Trait | undefined;
	readonly level: number;
	/** The feature that shows it most. */
	readonly evidence: Evidence;
}

/** Below this a difference is not worth a word (Cohen: 0.2 is small). */
export const NOTABLE = 0.2;

/** A segment's traits, strongest first; of several features of one trait the strongest speaks. */
export function levelsOf(profile: SegmentProfile): Level[] {
	const strongest = new Map<string, Level>();
	for (const evidence of profile.describedBy) {
		const level = levelOf(evidence);
		const other = strongest.get(level.trait);
		if (isNotable(evidence) && (!other || Math.abs(level.level) > Math.abs(other.level))) {
			strongest.set(level.trait, level);
		}
	}
	return [...strongest.values()].sort(
		(left, right) =>
			Math.abs(right.level) - Math.abs(left.level) || (left.trait < right.trait ? -1 : 1),
	);
}

/** "event_orderCompletedLast90Days": how often one event happened. */
const EVENT_COUNT = /^event_(\w+?)(?:_[0-9a-f]{8})?Last\d+Days$/;

export function traitOf(feature: string): Trait | undefined {
	const event = EVENT_COUNT.exec(feature)?.[1];
	if (event === undefined) return traits.find((trait) => trait.features.test(feature));
	return traits.find((trait) => trait.events?.test(event));
}

/** Large enough, and, where an interval is known, surely not zero. */
export function isNotable(evidence: Evidence): boolean {
	const [low, high] = evidence.interval ?? [evidence.standardizedDifference, evidence.standardizedDifference];
	return Math.abs(evidence.standardizedDifference) >= NOTABLE && low * high > 0;
}

function levelOf(evidence: Evidence): Level {
	const known = traitOf(evidence.feature);
	const size = Math.abs(evidence.standardizedDifference) * (evidence.direction === 'high' ? 1 : -1);
	return {
		trait: known?.name ?? `feature ${evidence.feature}`,
		known,
		level: known?.inverted ? -size : size,
		evidence,
	};
}
