import { openNumbering } from './numbering';
import type { EventCondition, FeatureDefinition, FeatureValue, Measure } from './types';

/** A property some measures read, and the conditions (by index) of the events it is read from. */
export interface PlannedProperty {
	readonly property: string;
	readonly as: 'text' | 'number';
	readonly conditions: readonly number[];
}

/** Measures of one stream of sessions: same events, same gap. */
export interface PlannedSessions {
	readonly where: EventCondition;
	readonly gapMinutes: number;
	/** Indexes of the measures that count these sessions. */
	readonly measures: readonly number[];
}

/** What a list of features needs from the events, each thing once. Indexes number the columns of the statement. */
export interface FeaturePlan {
	readonly conditions: readonly EventCondition[];
	readonly properties: readonly PlannedProperty[];
	readonly measures: readonly Measure[];
	readonly sessions: readonly PlannedSessions[];
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
	const readers = measures.values.filter((measure) => measure.kind !== 'sessions');
	for (const measure of readers) {
		conditionOf(measure);
		propertyOf(measure);
	}
	return {
		conditions: conditions.values,
		measures: measures.values,
		sessions: planSessions(measures.values),
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
	if (value.kind === 'select') return [];
	return value.kind === 'ratio' ? [value.numerator, value.denominator] : [value];
}

function readProperty(measure: Measure): Omit<PlannedProperty, 'conditions'> | undefined {
	if (!('of' in measure) || typeof measure.of !== 'object') return undefined;
	return { property: measure.of.property, as: measure.kind === 'distinct' ? 'text' : 'number' };
}

function planSessions(measures: readonly Measure[]): readonly PlannedSessions[] {
	const streams = openNumbering<Omit<PlannedSessions, 'measures'>>();
	const members = new Map<number, number[]>();
	measures.forEach((measure, index) => {
		if (measure.kind !== 'sessions') return;
		const stream = streams.indexOf({ where: measure.where, gapMinutes: measure.gapMinutes });
		members.set(stream, [...(members.get(stream) ?? []), index]);
	});
	return streams.values.map((stream, index) => ({ ...stream, measures: members.get(index) ?? [] }));
}
