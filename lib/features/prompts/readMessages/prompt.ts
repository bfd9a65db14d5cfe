import { z } from 'zod/v4';
import type { TextPrompt } from '../../text/types';
import { readMessagesExample } from './example';

export interface ReadMessagesData {
	/** The only topics there are. */
	readonly topics: readonly string[];
	readonly messages: readonly {
		/** "m1" */
		readonly id: string;
		/** Without anything that says who wrote it. */
		readonly text: string;
	}[];
}

export interface ReadMessagesAnswer {
	readonly messages: readonly { readonly id: string; readonly topic: string; readonly sentiment: number }[];
}

export const readMessagesPrompt: TextPrompt<ReadMessagesData, ReadMessagesAnswer> = {
	name: 'read_messages',
	system:
		'You read messages that customers wrote to a company, and say of each what it is about and how its writer feels. ' +
		'You judge only what is written, in whatever language.',
	task: [
		'For every message in the data below give:',
		'- id: as in the data; every id once, none left out.',
		'- topic: the one of the listed topics that fits best, word for word. Where none fits, the one that means "other", if there is one.',
		'- sentiment: from -1 (furious, or deeply disappointed) over 0 (neutral, only asks) to 1 (delighted). Judge what is meant: irony ' +
			'means the opposite of its words, and a complaint without a word of feeling is still a complaint.',
	].join('\n'),
	shape: ({ topics }) =>
		z.strictObject({
			messages: z.array(z.strictObject({ id: z.string(), topic: z.enum(topics as [string, ...string[]]), sentiment: z.number() })),
		}),
	outputTokensMax: ({ messages }) => 3_000 + 60 * messages.length,
	example: readMessagesExample,
};
