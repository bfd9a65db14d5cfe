import type { FeatureExample } from '../types';
import { engagementExamples } from './engagement/example';
import { interestExamples } from './interest/example';
import { purchaseExamples } from './purchases/example';
import { supportExamples } from './support/example';
import { timingExamples } from './timing/example';
import { usageExamples } from './usage/example';

/** The example of every feature of the catalogue, by its name. */
export const featureExamples: Readonly<Record<string, FeatureExample>> = {
	...purchaseExamples,
	...usageExamples,
	...interestExamples,
	...engagementExamples,
	...supportExamples,
	...timingExamples,
};
