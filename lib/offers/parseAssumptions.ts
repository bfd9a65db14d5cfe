import { z } from 'zod/v4';
import { InvalidInput } from '../core/errors';
import type { OfferAssumptions } from './types';

const schema = z.strictObject({
	grossMargin: z.number().min(0).max(1),
	baseResponse: z.number().gt(0).lt(1),
	orderValueCents: z.number().int().min(1),
});

/** The owner's assumptions; InvalidInput names the one that is out of range. */
export function parseAssumptions(value: unknown): OfferAssumptions {
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0];
	throw new InvalidInput(`${['assumptions', ...issue.path].join('.')}: ${issue.message}`);
}
