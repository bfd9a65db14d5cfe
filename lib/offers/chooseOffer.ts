import { invariant } from '../core/invariant';
import type { Random } from '../core/random';
import type { Candidate, OfferPolicy, PolicySettings } from './types';

export interface Choice {
	readonly index: number;
	/** Of each candidate, in order; the chosen one's is the probability that is logged. */
	readonly probabilities: readonly number[];
}

/** Draws one candidate by the policy's own probabilities; one draw, so the same seed chooses the same. */
export function chooseOffer(
	policy: OfferPolicy,
	{ candidates, ...settings }: PolicySettings & { readonly candidates: readonly Candidate[] },
	random: Random,
): Choice {
	const probabilities = policy.probabilities(candidates, settings);
	invariant(
		probabilities.length === candidates.length && probabilities.every((share) => share > 0),
		`policy ${policy.id} must give each candidate a probability above 0`,
	);
	const draw = random.next();
	let reached = 0;
	const found = probabilities.findIndex((share) => {
		reached += share;
		return draw < reached;
	});
	return { index: found === -1 ? probabilities.length - 1 : found, probabilities };
}
