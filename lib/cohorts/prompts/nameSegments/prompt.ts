import { z } from 'zod/v4';
import { messagePurposes, type CohortPrompt } from '../../types';
import { nameSegmentsExample } from './example';

/** One segment as the model sees it: codes instead of ids, words and ready-made numbers, nobody's data. */
export interface SegmentToName {
	/** "s1" */
	readonly id: string;
	readonly share: string;
	readonly revenueShare?: string;
	readonly traits: readonly {
		/** "f1" */
		readonly feature: string;
		readonly label: string;
		readonly direction: 'high' | 'low';
		readonly strength: 'slight' | 'clear' | 'strong';
		readonly value: string;
		readonly amongAll: string;
	}[];
}

export interface NameSegmentsData {
	readonly segments: readonly SegmentToName[];
}

export const nameSegmentsShape = z.strictObject({
	cohorts: z.array(
		z.strictObject({
			segment: z.string(),
			name: z.string().max(60),
			description: z.string().max(300),
			suggestedAction: z.string().max(240),
			suggestedPurpose: z.enum(messagePurposes),
			claims: z.array(z.strictObject({ feature: z.string(), direction: z.enum(['high', 'low']) })),
		}),
	),
});

export type NameSegmentsAnswer = z.infer<typeof nameSegmentsShape>;

export const nameSegmentsPrompt: CohortPrompt<NameSegmentsData, NameSegmentsAnswer> = {
	name: 'name_segments',
	system:
		'You name customer segments for a growth marketer. You are given statistics only and describe only what ' +
		'they show. You write plain English, warm but exact, and never make a segment sound worse than it is.',
	task: [
		'Name every segment in the data below. For each one give:',
		'- name: two to five words a marketer would use at work, such as "Loyal Big Spenders" or "Fading Regulars"; ' +
			'letters only; unlike the names of all other segments.',
		'- description: one sentence starting with "They" on what sets these customers apart. No numbers at all: ' +
			'they are added afterwards.',
		'- suggestedAction: one sentence on what to do for them next. No numbers, no links.',
		'- suggestedPurpose: why one would write to them: onboard new ones, help those in trouble, educate those who could use more, ' +
			'recommend products, reward the best, win back those who are leaving.',
		'- claims: the features the name and the description rest on, with the direction given in the data. ' +
			'At least one. A claim that is not in the data of that segment makes the answer useless.',
		'Use only what is high or low in the data. Stronger traits matter more than slight ones.',
	].join('\n'),
	shape: nameSegmentsShape,
	outputTokensMax: ({ segments }) => Math.min(16_000, 3000 + 250 * segments.length),
	example: nameSegmentsExample,
};
