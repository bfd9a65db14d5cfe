import type { CatalogueFeature } from '../types';
import { engagementFeatures } from './engagement/definition';
import { interestFeatures } from './interest/definition';
import { purchaseFeatures } from './purchases/definition';
import { supportFeatures } from './support/definition';
import { timingFeatures } from './timing/definition';
import { usageFeatures } from './usage/definition';

/** Every feature the product ships, in the order tables and reports show them. */
export const featureCatalogue: readonly CatalogueFeature[] = [
	...purchaseFeatures,
	...usageFeatures,
	...interestFeatures,
	...engagementFeatures,
	...supportFeatures,
	...timingFeatures,
];
