import type { CustomerEvent } from '../events/types';
import { countsRows } from './countsRows';
import { evaluateMeasure } from './evaluateMeasure';
import type { FeatureDefinition, FeatureValues, Measure } from './types';

/**
 * Features of one customer from that customer's own events (merged identities included), as known before
 * `asOf`: what occurred or arrived at `asOf` or later is ignored, equal event ids count once, order does
 * not matter. Its twin over the whole store is `compileFeatures`.
 */
export function evaluateFeatures(
	definitions: readonly FeatureDefinition[],
	events: readonly CustomerEvent[],
	asOf: number,
): FeatureValues {
	const known = onceEach(events).filter((event) => event.occurredAt < asOf && event.receivedAt < asOf);
	const read = (measure: Measure): number | null => evaluateMeasure(measure, known, asOf);
	return Object.fromEntries(
		definitions.map((definition) => [definition.name, evaluateFeature(definition, read)]),
	);
}

function onceEach(events: readonly CustomerEvent[]): readonly CustomerEvent[] {
	const firstById = new Map<string, CustomerEvent>();
	for (const event of events) {
		if (!firstById.has(event.eventId)) firstById.set(event.eventId, event);
	}
	return [...firstById.values()];
}

function evaluateFeature(
	{ value, missing }: FeatureDefinition,
	read: (measure: Measure) => number | null,
): number | null {
	const found = value.kind === 'ratio' ? divide(value, read) : read(value);
	if (missing === 'zero') return found ?? 0;
	return found === 0 && countsRows(value) ? null : found;
}

function divide(
	{ numerator, denominator }: { readonly numerator: Measure; readonly denominator: Measure },
	read: (measure: Measure) => number | null,
): number | null {
	const below = read(denominator);
	const above = read(numerator) ?? (numerator.kind === 'sum' ? 0 : null);
	return above === null || below === null || below === 0 ? null : above / below;
}
