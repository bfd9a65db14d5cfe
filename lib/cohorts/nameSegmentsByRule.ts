import { canonicalJson } from '../core/hash';
import { tellNumbers, tellSize, tellStory } from './describeProfile';
import { genericNames } from './genericNames';
import { levelsOf, type Level } from './levelsOf';
import { namePatterns } from './namePatterns';
import type { Claim, CohortName, MessagePurpose, NamePattern, SegmentProfile } from './types';

export interface NamingOptions {
	/** ISO 4217, for amounts of money; without it they stand without a sign. */
	readonly currency?: string;
	/** Names that are given already and may not be given again. */
	readonly taken?: readonly string[];
}

/** A pattern must explain at least this share of what sets the segment apart (cosine). */
const FIT_MIN = 0.4;

/** One trait must not outshout the others: beyond this many standard deviations, more is not more telling. */
const LEVEL_MAX = 2.5;

interface Portrait {
	readonly profile: SegmentProfile;
	readonly levels: readonly Level[];
	/** Orders portraits by what they are, so that neither position nor id decides a name. */
	readonly key: string;
}

interface Naming {
	readonly name: string;
	readonly pattern?: NamePattern;
}

/**
 * Names segments by what sets them apart: the best fitting known kinds of customers first, a grammar over
 * labels for the rest. Distinct, in the order of the input, and the same whatever that order is.
 */
export function nameSegmentsByRule(
	profiles: readonly SegmentProfile[],
	options: NamingOptions = {},
): CohortName[] {
	const portraits = profiles.map(portray).sort(byContent);
	const taken = new Set((options.taken ?? []).map((name) => name.toLowerCase()));
	const namings = new Map<SegmentProfile, Naming>();
	for (const { portrait, pattern } of bestFits(portraits)) {
		if (namings.has(portrait.profile) || taken.has(pattern.name.toLowerCase())) continue;
		taken.add(pattern.name.toLowerCase());
		namings.set(portrait.profile, { name: pattern.name, pattern });
	}
	for (const { profile, levels } of portraits) {
		if (namings.has(profile)) continue;
		const name = firstFree(genericNames(levels), taken);
		taken.add(name.toLowerCase());
		namings.set(profile, { name });
	}
	return profiles.map((profile) => toCohortName(portray(profile), namings.get(profile)!, options));
}

function portray(profile: SegmentProfile): Portrait {
	const { describedBy, share, size, segment } = profile;
	return { profile, levels: levelsOf(profile), key: canonicalJson([describedBy, share, size, segment]) };
}

/** The larger segment first. */
function byContent(left: Portrait, right: Portrait): number {
	if (left.profile.share !== right.profile.share) return right.profile.share - left.profile.share;
	return left.key < right.key ? -1 : left.key > right.key ? 1 : 0;
}

/** Every pattern that is true of a segment and explains enough of it, best fit first. */
function bestFits(
	portraits: readonly Portrait[],
): { readonly portrait: Portrait; readonly pattern: NamePattern; readonly fit: number }[] {
	return portraits
		.flatMap((portrait) =>
			namePatterns.map((pattern) => ({ portrait, pattern, fit: fitOf(portrait.levels, pattern) })),
		)
		.filter(({ fit }) => fit >= FIT_MIN)
		.sort(
			(left, right) =>
				right.fit - left.fit ||
				byContent(left.portrait, right.portrait) ||
				(left.pattern.name < right.pattern.name ? -1 : 1),
		);
}

/** Cosine between what sets the segment apart and what the pattern says; 0 when any part of it is not true. */
function fitOf(levels: readonly Level[], pattern: NamePattern): number {
	const wanted = Object.entries(pattern.when);
	const shown = wanted.map(([trait, direction]) => {
		const level = levels.find((candidate) => candidate.trait === trait)?.level ?? 0;
		return Math.max(0, clamp(level) * direction);
	});
	if (shown.some((level) => level === 0)) return 0;
	const length = Math.hypot(...levels.map(({ level }) => clamp(level)));
	return shown.reduce((sum, level) => sum + level, 0) / (length * Math.sqrt(wanted.length));
}

function clamp(level: number): number {
	return Math.max(-LEVEL_MAX, Math.min(LEVEL_MAX, level));
}

function firstFree(candidates: Iterable<string>, taken: ReadonlySet<string>): string {
	let last = '';
	for (const candidate of candidates) {
		if (!taken.has(candidate.toLowerCase())) return candidate;
		last = candidate;
	}
	for (let number = 2; ; number += 1) {
		const candidate = `${last} ${number}`;
		if (!taken.has(candidate.toLowerCase())) return candidate;
	}
}

function toCohortName(
	{ profile, levels }: Portrait,
	{ name, pattern }: Naming,
	options: NamingOptions,
): CohortName {
	const telling = pattern ? patternFirst(levels, pattern) : levels;
	const numbers = tellNumbers(telling, options.currency) || tellSize(profile);
	return {
		segment: profile.segment,
		name,
		description: `${tellStory(telling)} ${numbers}`,
		suggestedAction: pattern?.suggestedAction ?? GENERIC_ACTION,
		suggestedPurpose: pattern?.suggestedPurpose ?? genericPurpose(levels),
		namedBy: 'rule',
		reason: reasonOf(levels, pattern),
		claims: claimsOf(telling, pattern),
	};
}

function reasonOf(levels: readonly Level[], pattern: NamePattern | undefined): string {
	if (pattern) return `it shows what "${pattern.name}" says, and no segment shows it more clearly`;
	if (levels.length === 0) return 'nothing sets it apart from the average customer';
	return 'no known kind of customer fits, so the name says what sets it apart';
}

const GENERIC_ACTION = 'Look at a few of its customers, then test one message made for what sets them apart.';

function genericPurpose(levels: readonly Level[]): MessagePurpose {
	const level = (trait: string) => levels.find((candidate) => candidate.trait === trait)?.level ?? 0;
	return level('recentActivity') < 0 || level('recentOrders') < 0 || level('trend') < 0 ? 'winBack' : 'recommend';
}

/** The traits the name speaks of come first in the description. */
function patternFirst(levels: readonly Level[], pattern: NamePattern): Level[] {
	const named = (level: Level) => (level.trait in pattern.when ? 0 : 1);
	return [...levels].sort((left, right) => named(left) - named(right));
}

function claimsOf(levels: readonly Level[], pattern: NamePattern | undefined): Claim[] {
	const count = pattern ? Object.keys(pattern.when).length : 2;
	return levels
		.slice(0, count)
		.map(({ evidence }) => ({ feature: evidence.feature, direction: evidence.direction }));
}
