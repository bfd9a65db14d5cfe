import type { Engine } from '../engine';
import { sql } from '../sql/sql';
import { chooseMoney } from './chooseMoney';
import { compileFeatures } from './compileFeatures';
import { findCandidates } from './findCandidates';
import { findSignals } from './findSignals';
import { fitFeatureSet } from './fitFeatureSet';
import { withMoney } from './money';
import { storeFeatureSet } from './storeFeatureSet';
import type { FittedFeatureSet } from './types';

/**
 * The features that tell the customers of this store apart as of an instant, frozen in the table
 * `feature_sets`: what the catalogue offers plus the most common events.
 */
export async function defineFeatureSet(
	engine: Engine,
	{ asOf }: { readonly asOf: number },
): Promise<FittedFeatureSet> {
	const { store } = engine;
	const found = await findCandidates(store, asOf);
	const { money, hint } = await chooseMoney(store, asOf, undefined);
	if (hint !== undefined) engine.notify.hint(hint);
	const candidates = { ...found, features: withMoney(found.features, money) };
	const all = compileFeatures(
		candidates.features,
		{ asOf, scope: { kind: 'everyone' } },
		store.dialect,
	);
	const signals = await findSignals(store, sql`(${all}) candidates`, candidates.features);
	const fitted = fitFeatureSet(candidates.features, { signals });
	await storeFeatureSet(store, fitted.featureSet, engine.clock.now());
	return { ...fitted, leftOut: [...fitted.leftOut, ...candidates.leftOut] };
}
