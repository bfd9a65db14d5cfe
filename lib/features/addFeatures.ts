import { InvalidInput } from '../core/errors';
import { canonicalJson } from '../core/hash';
import { featureSetOf } from './featureSetOf';
import { withMoney } from './money';
import type { FeatureDefinition, FeatureSet, MoneyTable } from './types';

/**
 * A feature set with further features behind its own, counted in its money. What is there already stays once; InvalidInput
 * for a column that would mean something else than before.
 */
export function addFeatures(
	featureSet: FeatureSet,
	added: readonly FeatureDefinition[],
	money: MoneyTable | undefined,
): FeatureSet {
	if (added.length === 0) return featureSet;
	const known = new Map(featureSet.definitions.map((definition) => [definition.name.toLowerCase(), definition]));
	const fresh = withMoney(added, money).filter((definition) => {
		const present = known.get(definition.name.toLowerCase());
		if (present === undefined) return true;
		if (canonicalJson(present) === canonicalJson(definition)) return false;
		throw new InvalidInput(
			`feature "${definition.label}" is in the feature set already, with another definition: give it another name`,
		);
	});
	return featureSetOf([...featureSet.definitions, ...fresh]);
}
