import type { OfferPolicy } from '../../types';

/** Every eligible offer equally often: the cleanest way to measure offers about which nothing is known. */
export const equalChance = {
	id: 'equalChance',
	label: 'Equal Chance',
	description: 'Every eligible offer equally often, to measure what each one does',
	probabilities: (candidates) => candidates.map(() => 1 / candidates.length),
} satisfies OfferPolicy;
