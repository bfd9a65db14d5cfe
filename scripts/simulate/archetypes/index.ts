import { invariant } from '../../../lib/core/invariant';
import type { Archetype } from '../plantedTypes';
import { bargainHunters } from './bargainHunters';
import { fadingCustomers } from './fadingCustomers';
import { integrationEvaluators } from './integrationEvaluators';
import { loyalRegulars } from './loyalRegulars';
import { powerUsers } from './powerUsers';
import { secondThinkers } from './secondThinkers';
import { strugglers } from './strugglers';
import { webinarLearners } from './webinarLearners';
import { windowShoppers } from './windowShoppers';

/** All planted archetypes; new ones go to the end, because customers are drawn in this order. */
export const archetypes: readonly Archetype[] = [
	integrationEvaluators, secondThinkers, powerUsers, bargainHunters, loyalRegulars, windowShoppers,
	strugglers, fadingCustomers, webinarLearners,
];

const byName: ReadonlyMap<string, Archetype> = new Map(
	archetypes.map((archetype) => [archetype.name, archetype]),
);

export function archetypeByName(name: string): Archetype {
	const archetype = byName.get(name);
	invariant(archetype !== undefined, `archetype "${name}" is not planted`);
	return archetype;
}
