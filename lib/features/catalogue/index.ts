import type { CatalogueFeature, FeatureFamily } from '../types';
import { vocabulary } from '../vocabulary';
import { abandonmentFeatures } from './abandonment/definition';
import { deviceFeatures } from './devices/definition';
import { discoveryFeatures } from './discovery/definition';
import { engagementFeatures } from './engagement/definition';
import { interestFeatures } from './interest/definition';
import { preferenceFeatures } from './preference/definition';
import { purchaseFeatures } from './purchases/definition';
import { resolutionFeatures } from './resolution/definition';
import { rhythmFeatures } from './rhythm/definition';
import { signUpFeatures } from './signUp/definition';
import { supportFeatures } from './support/definition';
import { timingFeatures } from './timing/definition';
import { usageFeatures } from './usage/definition';
import { visitFeatures } from './visits/definition';

/** The families of features, in the order tables and reports show them. */
const families: readonly FeatureFamily[] = [
	purchaseFeatures,
	rhythmFeatures,
	preferenceFeatures,
	usageFeatures,
	visitFeatures,
	discoveryFeatures,
	interestFeatures,
	abandonmentFeatures,
	engagementFeatures,
	supportFeatures,
	resolutionFeatures,
	timingFeatures,
	deviceFeatures,
	signUpFeatures,
];

/** Every feature the product ships. */
export const featureCatalogue: readonly CatalogueFeature[] = families.flatMap((family) =>
	family(vocabulary),
);
