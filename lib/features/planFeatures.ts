import { openNumbering } from './numbering';
import { streamOf, type EventStream } from './streams';
import type { EventCondition, FeatureDefinition, FeatureValue, Measure, TextSource } from './types';

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

export type DistinctMeasure = Extract<Measure, { readonly kind: 'distinct' }>;

/** Measures that count different values of one source. */
export interface PlannedDistinct {
	readonly of: TextSource;
	readonly measures: readonly number[];
}

/** What a list of features needs from the events, each thing once. Indexes number the columns of the statement. */
export interface FeaturePlan {
	readonly conditions: readonly EventCondition[];
	readonly properties: readonly PlannedProperty[];
	readonly measures: readonly Measure[];
	readonly streams: readonly PlannedStream[];
	readonly distincts: readonly PlannedDistinct[];
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
		streams: planGroups(measures.values, streamOf).map(({ by, ...rest }) => ({ stream: by, ...rest })),
		distincts: planGroups(measures.values, countedOf).map(({ by, ...rest }) => ({ of: by, ...rest })),
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

function countedOf(measure: Measure): TextSource | undefined {
	return measure.kind === 'distinct' ? measure.of : undefined;
}

/** Indexes of the measures that are read from the same thing; those that are read from none are left out. */
function planGroups<By>(
	measures: readonly Measure[],
	byOf: (measure: Measure) => By | undefined,
): readonly { readonly by: By; readonly measures: readonly number[] }[] {
	const groups = openNumbering<By>();
	const members = new Map<number, number[]>();
	measures.forEach((measure, index) => {
		const by = byOf(measure);
		if (by === undefined) return;
		const place = groups.indexOf(by);
		members.set(place, [...(members.get(place) ?? []), index]);
	});
	return groups.values.map((by, index) => ({ by, measures: members.get(index) ?? [] }));
}
