import type { z } from 'zod/v4';
import type { Segment } from '../segments/types';

/** What naming reads of a segment: who stands out in what, and by how much. A `Segment` is one. */
export type SegmentProfile = Pick<Segment, 'segment' | 'size' | 'share' | 'describedBy'> & {
	/** Of the net revenue of all customers, in [0, 1]. */
	readonly revenueShare?: number | null;
};

/** Why one would write to the people of a segment; chooses the words of its e-mails. */
export const messagePurposes = ['educate', 'help', 'onboard', 'recommend', 'reward', 'winBack'] as const;
export type MessagePurpose = (typeof messagePurposes)[number];

/** A known kind of customer: what must be high (1) or low (−1) for the name to be true. */
export interface NamePattern {
	readonly name: string;
	/** By name of the trait (see `traits`). */
	readonly when: Readonly<Record<string, 1 | -1>>;
	readonly suggestedAction: string;
	readonly suggestedPurpose: MessagePurpose;
}

/** A segment's name as people see it, and where it comes from. */
export interface CohortName {
	readonly segment: string;
	/** At most five words, unlike any other name of the set. */
	readonly name: string;
	/** One or two plain sentences; every number in them was computed, not written by a model. */
	readonly description: string;
	readonly suggestedAction: string;
	readonly suggestedPurpose: MessagePurpose;
	/** "rule", or the language model's name. */
	readonly namedBy: string;
	/** Why it was named by whom it was. */
	readonly reason: string;
	/** Features the name rests on, each with its direction. */
	readonly claims: readonly Claim[];
}

/** "High in this feature", to be held against the statistics. */
export interface Claim {
	readonly feature: string;
	readonly direction: 'high' | 'low';
}

/** What a member of `prompts/` is: what to say, and what shape comes back. Data is fenced by `askModel`. */
export interface CohortPrompt<Data, Answer> {
	/** Letters, digits, `_` and `-`; also the label of the fence. */
	readonly name: string;
	readonly system: string;
	readonly task: string;
	readonly shape: z.ZodType<Answer>;
	/** Room for the answer, thinking included. */
	readonly outputTokensMax: (data: Data) => number;
	/** Data and a good answer to it: the member's first test and its documentation. */
	readonly example: { readonly data: Data; readonly answer: Answer };
}
