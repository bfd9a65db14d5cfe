import type { CatalogueFeature, FeatureFamily } from '../types';
import { vocabulary } from '../vocabulary';
import { engagementFeatures } from './engagement/definition';
import { interestFeatures } from './interest/definition';
import { purchaseFeatures } from './purchases/definition';
import { supportFeatures } from './support/definition';
import { timingFeatures } from './timing/definition';
import { usageFeatures } from './usage/definition';

/** The families of features, in the order tables and reports show them. */
const families: readonly FeatureFamily[] = [
	purchaseFeatures,
	usageFeatures,
	interestFeatures,
	engagementFeatures,
	supportFeatures,
	timingFeatures,
];

/** Every feature the product ships. */
export const featureCatalogue: readonly CatalogueFeature[] = families.flatMap((family) =>
	family(vocabulary),
);
