import type { FeatureDefinition } from './types';

/** A feature the live path has no value for, and why. */
export interface LiveGap {
	readonly name: string;
	readonly reason: string;
}

/** What `evaluateFeatures` cannot know of these features: it gives null for them, which is then no fact about the customer. */
export function liveGaps(definitions: readonly FeatureDefinition[]): readonly LiveGap[] {
	return definitions
		.filter(({ live }) => live === false)
		.map(({ name, label }) => ({
			name,
			reason: `${label} is written in SQL: only the customer store can compute it, so it is not known at the moment of an event`,
		}));
}
