import { InvalidInput } from '../core/errors';
import { nameOfFeature, ownColumnOf, refuseProtectedName } from './ownFeature';
import type { FeatureDefinition, FeatureUnit } from './types';

const STATEMENT_LENGTH_MAX = 20_000;

const units = ['cents', 'count', 'days', 'number', 'share'] as const satisfies readonly FeatureUnit[];

/** An analyst's feature. */
export interface SqlFeature {
	readonly name: string;
	/** A select of customer_id and one number from `events`, one row a customer; `:asOf` is the moment in milliseconds. */
	readonly statement: string;
	readonly unit: (typeof units)[number];
	/** What a customer has whom the select does not give. */
	readonly missing: 'zero' | 'unknown';
}

/** The definition; whether the statement may run is `checkSelect`'s to say. InvalidInput names the field. */
export function defineSqlFeature({ name, statement, unit, missing }: SqlFeature): FeatureDefinition {
	const label = nameOfFeature(name);
	refuseProtectedName(label, label);
	const length = statement.trim().length;
	if (length === 0 || length > STATEMENT_LENGTH_MAX) {
		throw new InvalidInput(
			length === 0
				? `Select of feature "${label}" is empty: expected a select of customer_id and a number from events`
				: `Select of feature "${label}" has ${length} characters: expected at most ${STATEMENT_LENGTH_MAX}`,
		);
	}
	if (!units.includes(unit)) {
		throw new InvalidInput(`Unit of feature "${label}" is "${String(unit)}": expected one of ${units.join(', ')}`);
	}
	if (missing !== 'zero' && missing !== 'unknown') {
		throw new InvalidInput(`Without a Row of feature "${label}" is "${String(missing)}": expected zero or unknown`);
	}
	return {
		name: ownColumnOf(label),
		label,
		unit,
		missing,
		live: false,
		value: { kind: 'select', statement: statement.trim() },
	};
}
