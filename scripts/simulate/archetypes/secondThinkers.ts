import { integrationEvaluators } from './integrationEvaluators';
import type { Archetype } from '../plantedTypes';

/** Twin of `integrationEvaluators`: only the order of the planted sequence differs. */
export const secondThinkers: Archetype = {
	...integrationEvaluators,
	name: 'secondThinkers',
	story: 'buy the add-on at once, go silent for five days, then read pricing three times and integrations',
	share: 6,
	driftsTo: 'strugglers',
};
