import { daysOf, type Duration } from '../../core/duration';
import type { FeatureDefinition, Measure, NumericSource, Window } from '../../features/types';
import { toCondition } from './toCondition';
import type { Amount, Fact } from './types';

/** A fact that is counted from events alone, as features are. */
export type MeasuredFact = Exclude<Fact, { readonly kind: 'sequence' | 'column' }>;

const amounts: Readonly<Record<Extract<Amount, string>, NumericSource>> = {
	revenue: 'revenueCents',
	discount: 'discountCents',
	quantity: 'quantity',
};

/** The fact as a feature of this name: both readings of features are then readings of it. */
export function toFeature(fact: MeasuredFact, name: string): FeatureDefinition {
	const isNumberOfThings = fact.kind === 'count' || fact.kind === 'sum';
	return { name, label: name, unit: 'number', missing: isNumberOfThings ? 'zero' : 'unknown', value: toMeasure(fact) };
}

function toMeasure(fact: MeasuredFact): Measure {
	const where = toCondition(fact.events);
	switch (fact.kind) {
		case 'count':
			return { kind: 'count', where, ...windowOf(fact.withinLast) };
		case 'sum': {
			const of = typeof fact.amount === 'object' ? fact.amount : amounts[fact.amount];
			return { kind: 'sum', of, where, ...windowOf(fact.withinLast) };
		}
		default:
			return { kind: fact.kind, where };
	}
}

function windowOf(withinLast: Duration | undefined): { readonly window?: Window } {
	return withinLast === undefined ? {} : { window: { fromDays: daysOf(withinLast), toDays: 0 } };
}
