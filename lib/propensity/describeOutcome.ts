import { hashText } from '../core/hash';
import type { OutcomeDefinition } from './types';

/** "Order Completed within 30 days", "no Order Completed within 30 days": the same words everywhere. */
export function describeOutcome({ kind, eventNames, horizonDays }: OutcomeDefinition): string {
	const event = eventNames.length === 0 ? 'activity' : eventNames.join(' or ');
	return `${kind === 'happens' ? event : `no ${event}`} within ${horizonDays} days`;
}

/** Name its models are kept under. */
export function modelNameOf(outcome: OutcomeDefinition): string {
	return `propensity:${describeOutcome(outcome)}`;
}

/** Longest name of a column every engine keeps whole. */
const NAME_CHARACTERS_MAX = 63;

/**
 * Column its scores are written to: "propensityOrderCompletedWithin30Days". A name that does not fit, or that
 * has letters no column can have, ends in a hash, so that two outcomes never share a column.
 */
export function scoreNameOf(outcome: OutcomeDefinition): string {
	const described = describeOutcome(outcome);
	const words = described.normalize('NFKD').replace(/\p{M}/gu, '').match(/[A-Za-z0-9]+/g) ?? [];
	const name = `propensity${words.map((word) => word[0].toUpperCase() + word.slice(1)).join('')}`;
	const plain = /^[A-Za-z0-9 ]*$/.test(described);
	if (plain && name.length <= NAME_CHARACTERS_MAX) return name;
	return `${name.slice(0, NAME_CHARACTERS_MAX - 8)}${hashText(described, 4)}`;
}
