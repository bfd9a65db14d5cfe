import { canonicalJson } from '../core/hash';
import type { NamingEvidence } from './checkNames';
import { formatShare, formatValue } from './formatValue';
import { isNotable, levelsOf, traitOf } from './levelsOf';
import { plainLabel } from './plainLabel';
import type { NameSegmentsData, SegmentToName } from './prompts/nameSegments/prompt';
import type { SegmentProfile } from './types';

export interface PromptData {
	readonly data: NameSegmentsData;
	/** By segment code ("s1"). */
	readonly evidence: ReadonlyMap<string, NamingEvidence>;
	readonly codeOf: ReadonlyMap<SegmentProfile, string>;
	/** Feature name by code ("f1"). */
	readonly featureOf: ReadonlyMap<string, string>;
}

/**
 * Profiles as a prompt may show them: codes for ids and features, labels made harmless, in an order that
 * depends only on their content, so that equal segments make an equal prompt.
 */
export function toPromptData(profiles: readonly SegmentProfile[], currency?: string): PromptData {
	const ordered = [...profiles].sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
	const features = [...new Set(ordered.flatMap(({ describedBy }) => describedBy.map(({ feature }) => feature)))];
	const codes = new Map(features.map((feature, index) => [feature, `f${index + 1}`]));
	const codeOf = new Map(ordered.map((profile, index) => [profile, `s${index + 1}`]));
	const segments = ordered.map((profile) => toSegment(profile, { id: codeOf.get(profile)!, codes, currency }));
	return {
		data: { segments },
		codeOf,
		featureOf: new Map(features.map((feature) => [codes.get(feature)!, feature])),
		evidence: new Map(
			ordered.map((profile, index) => [segments[index].id, { claims: segments[index].traits, levels: levelsOf(profile) }]),
		),
	};
}

function keyOf(profile: SegmentProfile): string {
	return canonicalJson([profile.describedBy, profile.share, profile.size, profile.segment]);
}

function toSegment(
	profile: SegmentProfile,
	{ id, codes, currency }: { readonly id: string; readonly codes: ReadonlyMap<string, string>; readonly currency?: string },
): SegmentToName {
	const { revenueShare } = profile;
	return {
		id,
		share: formatShare(profile.share),
		...(typeof revenueShare === 'number' && { revenueShare: formatShare(revenueShare) }),
		traits: profile.describedBy.filter(isNotable).map((trait) => ({
			feature: codes.get(trait.feature)!,
			label: traitOf(trait.feature) ? trait.label : plainLabel(trait.label),
			direction: trait.direction,
			strength: strengthOf(Math.abs(trait.standardizedDifference)),
			value: formatValue(trait.mean, trait.unit, currency),
			amongAll: formatValue(trait.overallMean, trait.unit, currency),
		})),
	};
}

/** Cohen (1988): 0.5 is medium, 0.8 is large. */
function strengthOf(difference: number): 'slight' | 'clear' | 'strong' {
	if (difference >= 0.8) return 'strong';
	return difference >= 0.5 ? 'clear' : 'slight';
}
