import { z } from 'zod/v4';
import type { MessagePrompt } from '../../types';
import { writeMessageExample } from './example';

/** What a model is told: nothing that says who the customer is. */
export interface WriteMessageData {
	readonly purpose: string;
	readonly tone: string;
	/** What the segment is like, in one sentence without numbers; for the writer, not for the message. */
	readonly customers: string | null;
	readonly facts: readonly { readonly placeholder: string; readonly label: string; readonly value: string | number }[];
	/** The offer in one phrase; null: there is none, and none may be made. */
	readonly offer: string | null;
	readonly products: readonly { readonly placeholder: string; readonly name: string }[];
	/** All placeholders that exist for this customer. */
	readonly placeholders: readonly string[];
}

export const writeMessageShape = z.strictObject({
	subject: z.string().min(1).max(110),
	paragraphs: z.array(z.string().min(1).max(700)).min(1).max(4),
	buttonLabel: z.string().min(1).max(40),
});

export type WriteMessageAnswer = z.infer<typeof writeMessageShape>;

export const writeMessagePrompt: MessagePrompt<WriteMessageData, WriteMessageAnswer> = {
	name: 'write_message',
	system:
		'You write short e-mails to single customers for a small company. You write like a considerate person: ' +
		'plain words, short sentences, one thought per paragraph, no exclamation marks in a row, no clichés, no ' +
		'pressure. You never state anything you were not told.',
	task: [
		'Write the e-mail described in the data below, in English, for its purpose and in its tone.',
		'- subject: under 60 characters, in sentence case.',
		'- paragraphs: one to three, under 60 words each. Greeting, signature, the exact terms of the offer, the list ' +
			'of products, the address and the way to unsubscribe are added by us around your paragraphs: do not write them. ' +
			'The terms of the offer follow your last paragraph, so it should lead up to them.',
		'- buttonLabel: two to four words.',
		'Where a name, a price, a code or a date belongs, write its placeholder exactly as listed, such as {{firstName}}. ' +
			'Use no placeholder that is not listed. Where {{firstName}} is not listed, write without a name.',
		'State only what the facts say. No other numbers, not even in words; no prices, percentages, dates, links, ' +
			'names or promises of your own; no urgency; no comparison with others; no mention of segments or of being watched. ' +
			'Use capitals only at the start of a sentence.',
	].join('\n'),
	shape: writeMessageShape,
	outputTokensMax: 3000,
	example: writeMessageExample,
};
