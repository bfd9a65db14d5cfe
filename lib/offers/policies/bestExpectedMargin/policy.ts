import type { Candidate, OfferPolicy } from '../../types';

/**
 * Epsilon-greedy (Sutton & Barto 2018, section 2.2): the exploration share is spread evenly over all
 * candidates, the rest goes to the highest expected margin; of equals, to the one that promises least.
 */
export const bestExpectedMargin = {
	id: 'bestExpectedMargin',
	label: 'Best Expected Margin',
	description:
		'Mostly the offer with the highest expected margin; a small share of decisions tries the others, so that their effect can be measured',
	probabilities: (candidates, { exploration }) => {
		const best = indexOfBest(candidates);
		const even = exploration / candidates.length;
		return candidates.map((_candidate, index) => even + (index === best ? 1 - exploration : 0));
	},
} satisfies OfferPolicy;

function indexOfBest(candidates: readonly Candidate[]): number {
	let best = 0;
	candidates.forEach(({ terms }, index) => {
		const leader = candidates[best].terms;
		const gain = terms.expectedMarginCents - leader.expectedMarginCents;
		if (gain > 0 || (gain === 0 && terms.commitmentCents < leader.commitmentCents)) best = index;
	});
	return best;
}
