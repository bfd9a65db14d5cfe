import type { z } from 'zod/v4';

/** A request to a language model about texts, with one example that a test runs. */
export interface TextPrompt<Data, Answer> {
	/** Letters, digits, `_` and `-`. */
	readonly name: string;
	readonly system: string;
	readonly task: string;
	/** The answer may only use what the data allows. */
	shape(data: Data): z.ZodType<Answer>;
	outputTokensMax(data: Data): number;
	readonly example: { readonly data: Data; readonly answer: Answer };
}
