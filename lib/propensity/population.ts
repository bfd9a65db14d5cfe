import { DAY_MILLISECONDS } from '../core/clock';
import { resolvedEvents } from '../events/resolvedEvents';
import { compileCondition } from '../features/compileCondition';
import type { EventCondition, FeatureDefinition } from '../features/types';
import { vocabulary } from '../features/vocabulary';
import { mayProfile } from '../privacy/mayProfile';
import type { Dialect } from '../sql/dialect';
import { sql, type Sql } from '../sql/sql';
import type { OutcomeDefinition } from './types';

/** Events the outcome speaks of; for "any activity", whatever the customer, not the company, does. */
export function outcomeEvents({ eventNames }: OutcomeDefinition): EventCondition {
	return eventNames.length === 0 ? vocabulary.activity : { names: eventNames };
}

/** Events that make a customer one the outcome is asked about. */
function qualifyingEvents(outcome: OutcomeDefinition): EventCondition {
	return outcome.kind === 'stops' ? outcomeEvents(outcome) : vocabulary.activity;
}

/** The number of qualifying events, as a feature: training reads it in the same pass as the others. */
export function qualifyingFeature(outcome: OutcomeDefinition): FeatureDefinition {
	return {
		name: 'qualifying_events_of_outcome',
		label: 'events that make a customer one the outcome is asked about',
		unit: 'count',
		missing: 'zero',
		value: {
			kind: 'count',
			where: qualifyingEvents(outcome),
			window: { fromDays: outcome.activeWithinDays, toDays: 0 },
		},
	};
}

export interface PopulationOptions {
	readonly asOf: number;
	readonly dialect: Dialect;
	/** Only these are asked about: their events alone are read. */
	readonly customerIds?: readonly string[];
}

/**
 * Condition on a customer id: has qualifying events as of an instant, and is not against being profiled. Scoring
 * asks the same as training, so nobody is scored whose kind was never trained on.
 */
export function inPopulation(customerId: Sql, outcome: OutcomeDefinition, options: PopulationOptions): Sql {
	const { asOf, dialect, customerIds } = options;
	const since = asOf - outcome.activeWithinDays * DAY_MILLISECONDS;
	return sql`${customerId} in (
		select resolved_id from ${resolvedEvents(asOf, customerIds)} known
		where resolved_id is not null and occurred_at >= ${since}
			and ${compileCondition(qualifyingEvents(outcome), dialect)}
	) and ${mayProfile(customerId, { dialect, asOf })}`;
}
