import type { JsonObject } from '../../core/parse';
import { slug } from '../../models/slug';

/** A version of a segment made by a rule, as the store keeps it. Only what was checked and tried is kept; the newest is in use. */
export interface RuleSegment {
	/** Id of the segment, and name of its line of history: "rule:high-intent". */
	readonly segment: string;
	/** As the owner wrote it: "High intent". */
	readonly name: string;
	readonly version: number;
	/** JSON; `parseRule` reads it. */
	readonly rule: JsonObject;
	/** Fewer customers than this are withheld. */
	readonly floor: number;
	/** Switched off on purpose: nobody is in it. */
	readonly isActive: boolean;
	readonly asOf: number;
	readonly createdAt: number;
}

const prefix = 'rule:';

/** What every rule's id starts with, for SQL. */
export const rulePattern = `${prefix}%`;

/** "High intent" → "rule:high-intent": names that read alike are one segment. */
export function ruleSegmentId(name: string): string {
	return `${prefix}${slug(name)}`;
}

export function isRuleSegment(segment: string): boolean {
	return segment.startsWith(prefix);
}
