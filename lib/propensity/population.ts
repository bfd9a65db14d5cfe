import { DAY_MILLISECONDS } from '../core/clock';
import { resolvedEvents } from '../events/resolvedEvents';
import { compileCondition } from '../features/compileCondition';
import { vocabulary } from '../features/vocabulary';
import { mayProfile } from '../privacy/mayProfile';
import type { Dialect } from '../sql/dialect';
import { sql, type Sql } from '../sql/sql';
import type { OutcomeDefinition } from './types';

/** Events the outcome speaks of; for "any activity", whatever the customer, not the company, does. */
export function outcomeEvents(outcome: OutcomeDefinition, dialect: Dialect): Sql {
	const { eventNames } = outcome;
	return compileCondition(
		eventNames.length === 0 ? vocabulary.activity : { names: eventNames },
		dialect,
	);
}

export interface PopulationOptions {
	/** Instant from which activity is looked back at. */
	readonly cutoff: number;
	/** What is known today; an objection since the cutoff counts. */
	readonly asOf: number;
	readonly dialect: Dialect;
	/** Only these are asked about: their events alone are read. */
	readonly customerIds?: readonly string[];
}

/**
 * Condition on a customer id: lately active as the outcome asks, and not against being profiled. Training
 * and scoring share it, so nobody is scored whose kind was never trained on.
 */
export function inPopulation(
	customerId: Sql,
	outcome: OutcomeDefinition,
	{ cutoff, asOf, dialect, customerIds }: PopulationOptions,
): Sql {
	const since = cutoff - outcome.activeWithinDays * DAY_MILLISECONDS;
	const activity =
		outcome.kind === 'stops'
			? outcomeEvents(outcome, dialect)
			: compileCondition(vocabulary.activity, dialect);
	return sql`${customerId} in (
		select resolved_id from ${resolvedEvents(cutoff, customerIds)} known
		where resolved_id is not null and occurred_at >= ${since} and ${activity}
	) and ${mayProfile(customerId, { dialect, asOf })}`;
}
