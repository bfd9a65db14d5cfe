import { canonicalJson, hashText } from '../core/hash';
import { checkDefinitions } from './checkDefinitions';
import type { FeatureDefinition, FeatureSet } from './types';

/** Freezes definitions, in their order; the same definitions have the same id on every machine. */
export function featureSetOf(definitions: readonly FeatureDefinition[]): FeatureSet {
	checkDefinitions(definitions);
	const plain = definitions.map(({ name, label, unit, missing, value, live, money }) => ({
		name,
		label,
		unit,
		missing,
		value,
		...(live === undefined ? {} : { live }),
		...(money === undefined ? {} : { money }),
	}));
	return { id: hashText(canonicalJson(plain), 8), definitions: plain };
}
