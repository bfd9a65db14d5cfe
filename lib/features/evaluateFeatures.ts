import type { CustomerEvent } from '../events/types';
import { countsRows } from './countsRows';
import { evaluateMeasure } from './evaluateMeasure';
import { evaluateStreamMeasure } from './evaluateStreamMeasure';
import { matchCondition } from './matchCondition';
import { inReportCurrency, moneyOf } from './money';
import { openNumbering } from './numbering';
import { measuresOf, planFeatures } from './planFeatures';
import { isStreamMeasure } from './streams';
import type { EventCondition, FeatureDefinition, FeatureValue, FeatureValues, Measure } from './types';

/** Features of one customer from that customer's own events, as of an instant; what `liveGaps` names is null. */
export type FeatureReader = (events: readonly CustomerEvent[], asOf: number) => FeatureValues;

/**
 * Features of one customer from that customer's own events (merged identities included), as known before
 * `asOf`: what occurred or arrived at `asOf` or later is ignored, and so is what no person did (`excluded`); equal
 * event ids count once, order does not matter. Its twin over the whole store is `compileFeatures`.
 */
export function evaluateFeatures(
	definitions: readonly FeatureDefinition[],
	events: readonly CustomerEvent[],
	asOf: number,
): FeatureValues {
	return openFeatureReader(definitions)(events, asOf);
}

/** Reads the definitions once, for many customers or a live path: each condition is then tested once per event. */
export function openFeatureReader(definitions: readonly FeatureDefinition[]): FeatureReader {
	const plan = planFeatures(definitions);
	const money = moneyOf(definitions);
	const conditions = openNumbering<EventCondition>();
	const wanted = plan.measures.map((measure) => ({
		events: conditions.indexOf(measure.where),
		closing: measure.kind === 'untilClosed' ? conditions.indexOf(measure.until) : undefined,
	}));
	const tests = conditions.values.map(matchCondition);
	const features = definitions.map((definition) => ({
		definition,
		places: measuresOf(definition.value).map((measure) => plan.measureOf(measure)),
	}));
	return (events, asOf) => {
		const known = onceEach(events).filter(
			(event) => event.occurredAt < asOf && event.receivedAt < asOf && event.excluded === null,
		);
		// Conditions see the amount as it came: an order in a currency that is not counted is still an order.
		const counted = money === undefined ? known : known.map((event) => inReportCurrency(event, money));
		const matching = tests.map((test) => counted.filter((_, place) => test(known[place])));
		const values = plan.measures.map((measure, place) => {
			const events = matching[wanted[place].events];
			if (!isStreamMeasure(measure)) return evaluateMeasure(measure, events, asOf);
			const closing = wanted[place].closing;
			return evaluateStreamMeasure(measure, { events, closing: closing === undefined ? [] : matching[closing] }, asOf);
		});
		return Object.fromEntries(
			features.map(({ definition, places }) => [
				definition.name,
				evaluateFeature(definition, places.map((place) => values[place])),
			]),
		);
	};
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
	[first, second]: readonly (number | null)[],
): number | null {
	if (value.kind === 'select') return null;
	const found = combine(value, first, second);
	if (missing === 'zero') return found ?? 0;
	return found === 0 && countsRows(value) ? null : found;
}

function combine(value: FeatureValue, first: number | null, second: number | null): number | null {
	if (value.kind === 'ratio') return divide(value.numerator, first, second);
	if (value.kind !== 'difference') return first;
	return first === null || second === null ? null : first - second;
}

function divide(numerator: Measure, above: number | null, below: number | null): number | null {
	const known = above ?? (numerator.kind === 'sum' ? 0 : null);
	return known === null || below === null || below === 0 ? null : known / below;
}
