import type { z } from 'zod/v4';
import { failure, success, type Outcome } from '../core/outcome';
import { InvalidInput } from '../core/errors';

/** The JSON of a model's answer in its shape; the failure's message says, for the model, what is wrong. */
export function readAnswer<Answer>(text: string, shape: z.ZodType<Answer>): Outcome<Answer> {
	let value: unknown;
	try {
		value = JSON.parse(withoutCodeFence(text));
	} catch {
		return failure(new InvalidInput('the answer is not JSON: expected one JSON object and nothing else'));
	}
	const result = shape.safeParse(value);
	if (result.success) return success(result.data);
	const problems = result.error.issues
		.slice(0, 5)
		.map((issue) => `${issue.path.join('.') || 'the answer'}: ${issue.message}`);
	return failure(new InvalidInput(problems.join('; ')));
}

/** Models without structured output like to wrap JSON in a Markdown code block. */
function withoutCodeFence(text: string): string {
	const fenced = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?\s*```\s*$/.exec(text);
	return fenced ? fenced[1] : text;
}
