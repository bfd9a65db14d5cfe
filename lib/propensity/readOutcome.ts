import { z } from 'zod/v4';
import { InvalidInput } from '../core/errors';
import type { OutcomeDefinition } from './types';

/** An outcome as somebody wrote it: `activeWithinDays` may be left out. */
export type OutcomeRequest = Omit<OutcomeDefinition, 'activeWithinDays'> & {
	readonly activeWithinDays?: number;
};

/** A year: whoever did nothing for longer is gone, and would make any model look good. */
const ACTIVE_WITHIN_DAYS = 365;

const days = z.number().int().min(1).max(3_650);
const shape = z.object({
	kind: z.enum(['happens', 'stops']),
	eventNames: z.array(z.string().trim().min(1)),
	horizonDays: days,
	activeWithinDays: days.optional(),
});

/** Checks an outcome and fills in who it is asked about; InvalidInput names the field and what was expected. */
export function readOutcome(request: OutcomeRequest): OutcomeDefinition {
	const read = shape.safeParse(request);
	if (!read.success) {
		const [issue] = read.error.issues;
		throw new InvalidInput(`${issue.path.join('.')} of the outcome: ${issue.message}`, { cause: read.error });
	}
	const { kind, horizonDays, activeWithinDays } = read.data;
	const eventNames = [...new Set(read.data.eventNames)].sort();
	if (kind === 'happens' && eventNames.length === 0) {
		throw new InvalidInput(
			'eventNames of the outcome is empty: expected at least one event, such as "Order Completed"',
		);
	}
	const usual = kind === 'happens' ? ACTIVE_WITHIN_DAYS : horizonDays;
	return { kind, eventNames, horizonDays, activeWithinDays: activeWithinDays ?? usual };
}
