import { InvalidInput } from '../core/errors';
import { defineOwnFeature, type OwnFeature } from './ownFeature';
import { defineSqlFeature, type SqlFeature } from './sqlFeature';
import type { FeatureDefinition } from './types';

/** The definitions of features people add, in order. InvalidInput names the feature, the field and what was expected. */
export function defineAdded(added: {
	readonly own?: readonly OwnFeature[];
	readonly sql?: readonly SqlFeature[];
}): readonly FeatureDefinition[] {
	const definitions = [...(added.own ?? []).map(defineOwnFeature), ...(added.sql ?? []).map(defineSqlFeature)];
	const labelOf = new Map<string, string>();
	for (const { name, label } of definitions) {
		const other = labelOf.get(name.toLowerCase());
		if (other !== undefined) {
			throw new InvalidInput(`Name "${label}" makes the same column as "${other}" (${name}): rename one of the two`);
		}
		labelOf.set(name.toLowerCase(), label);
	}
	return definitions;
}
