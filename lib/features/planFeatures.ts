import { openNumbering } from './numbering';
import { streamOf, type EventStream } from './streams';
import type { EventCondition, FeatureDefinition, FeatureValue, Measure } from './types';

/** A property some measures read, and the conditions (by index) of the events it is read from. */
export interface PlannedProperty {
	readonly property: string;
	readonly as: 'text' | 'number';
	readonly conditions: readonly number[];
}

/** Measures of one stream of events, such as sessions of the same events with the same gap. */
export interface PlannedStream {
	readonly stream: EventStream;
	/** Indexes of the measures that are read from it. */
	readonly measures: readonly number[];
}

/** What a list of features needs from the events, each thing once. Indexes number the columns of the statement. */
export interface FeaturePlan {
	readonly conditions: readonly EventCondition[];
	readonly properties: readonly PlannedProperty[];
	readonly measures: readonly Measure[];
	readonly streams: readonly PlannedStream[];
	conditionOf(measure: Measure): number;
	/** Index of the property a measure reads; undefined when it reads a column or none. */
	propertyOf(measure: Measure): number | undefined;
	measureOf(measure: Measure): number;
}

export function planFeatures(definitions: readonly FeatureDefinition[]): FeaturePlan {
	const conditions = openNumbering<EventCondition>();
	const measures = openNumbering<Measure>();
	const properties = openNumbering<Omit<PlannedProperty, 'conditions'>>();
	for (const measure of definitions.flatMap((definition) => measuresOf(definition.value))) {
		measures.indexOf(measure);
	}
	const propertyOf = (measure: Measure): number | undefined => {
		const source = readProperty(measure);
		return source === undefined ? undefined : properties.indexOf(source);
	};
	const conditionOf = (measure: Measure): number => conditions.indexOf(measure.where);
	const readers = measures.values.filter((measure) => streamOf(measure) === undefined);
	for (const measure of readers) {
		conditionOf(measure);
		propertyOf(measure);
	}
	return {
		conditions: conditions.values,
		measures: measures.values,
		streams: planStreams(measures.values),
		properties: properties.values.map((property, index) => ({
			...property,
			conditions: [
				...new Set(readers.filter((one) => propertyOf(one) === index).map((one) => conditionOf(one))),
			],
		})),
		conditionOf,
		propertyOf,
		measureOf: (measure) => measures.indexOf(measure),
	};
}

/** The measures a feature is made of; none for a select. */
export function measuresOf(value: FeatureValue): readonly Measure[] {
	switch (value.kind) {
		case 'select':
			return [];
		case 'ratio':
			return [value.numerator, value.denominator];
		case 'difference':
			return [value.of, value.minus];
		default:
			return [value];
	}
}

function readProperty(measure: Measure): Omit<PlannedProperty, 'conditions'> | undefined {
	if (!('of' in measure) || typeof measure.of !== 'object') return undefined;
	const isText = measure.kind === 'distinct' || measure.kind === 'firstContains';
	return { property: measure.of.property, as: isText ? 'text' : 'number' };
}

function planStreams(measures: readonly Measure[]): readonly PlannedStream[] {
	const streams = openNumbering<EventStream>();
	const members = new Map<number, number[]>();
	measures.forEach((measure, index) => {
		const stream = streamOf(measure);
		if (stream === undefined) return;
		const place = streams.indexOf(stream);
		members.set(place, [...(members.get(place) ?? []), index]);
	});
	return streams.values.map((stream, index) => ({ stream, measures: members.get(index) ?? [] }));
}
