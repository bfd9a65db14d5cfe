import type { FeatureExample } from '../types';
import { abandonmentExamples } from './abandonment/example';
import { deviceExamples } from './devices/example';
import { discoveryExamples } from './discovery/example';
import { engagementExamples } from './engagement/example';
import { interestExamples } from './interest/example';
import { preferenceExamples } from './preference/example';
import { purchaseExamples } from './purchases/example';
import { resolutionExamples } from './resolution/example';
import { rhythmExamples } from './rhythm/example';
import { signUpExamples } from './signUp/example';
import { supportExamples } from './support/example';
import { timingExamples } from './timing/example';
import { usageExamples } from './usage/example';
import { visitExamples } from './visits/example';

/** The example of every feature of the catalogue, by its name. */
export const featureExamples: Readonly<Record<string, FeatureExample>> = {
	...purchaseExamples,
	...rhythmExamples,
	...preferenceExamples,
	...usageExamples,
	...visitExamples,
	...discoveryExamples,
	...interestExamples,
	...abandonmentExamples,
	...engagementExamples,
	...supportExamples,
	...resolutionExamples,
	...timingExamples,
	...deviceExamples,
	...signUpExamples,
};
