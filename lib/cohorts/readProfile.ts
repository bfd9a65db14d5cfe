import { z } from 'zod/v4';
import { InvalidInput } from '../core/errors';
import { failure, success, type Outcome } from '../core/outcome';
import type { SegmentProfile } from './types';

const evidence = z.object({
	feature: z.string().min(1),
	label: z.string().min(1),
	unit: z.string(),
	direction: z.enum(['high', 'low']),
	mean: z.number(),
	overallMean: z.number(),
	standardizedDifference: z.number(),
	interval: z.tuple([z.number(), z.number()]),
});

const profileShape = z.object({
	segment: z.string().min(1),
	size: z.number().int().min(0),
	share: z.number().min(0).max(1),
	revenueShare: z.number().nullish(),
	describedBy: z.array(evidence),
});

/** A segment as an n8n item carries it; the failure names the first field that is wrong. */
export function readProfile(value: unknown): Outcome<SegmentProfile> {
	const result = profileShape.safeParse(value);
	if (result.success) return success(result.data);
	const [issue] = result.error.issues;
	const field = issue.path.join('.') || 'the item';
	return failure(
		new InvalidInput(`${field} of a segment to name: ${issue.message}; expected the output of Customer Segments`),
	);
}
