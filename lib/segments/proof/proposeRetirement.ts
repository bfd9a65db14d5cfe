import { toIso } from '../../core/clock';
import type { Estimate, ProofPoint, ProvenSegment, Retirement } from './types';

/** A proof as it is remembered. */
export interface PastProof {
	readonly asOf: number;
	readonly explained: Estimate;
	readonly segments: readonly Pick<ProvenSegment, 'segment' | 'name' | 'difference' | 'separates'>[];
}

/**
 * Proposes to retire what stopped separating its outcome in each of the last `refreshes` proofs, this one included: segments by their
 * difference from the others, the segmentation when its explained share may be zero. Nobody is retired by a rule: the evidence is for a person.
 */
export function proposeRetirement(proofs: readonly PastProof[], refreshes: number): Retirement {
	const newest = [...proofs].sort((one, other) => other.asOf - one.asOf);
	const looked = newest.slice(0, refreshes);
	const enough = looked.length === refreshes;
	const evidence = looked.map(({ asOf, explained }) => pointOf(asOf, explained));
	const proposed = enough && evidence.every(({ interval: [low] }) => low <= 0);
	const segments = (looked[0]?.segments ?? []).flatMap(({ segment, name }) => {
		const own = looked.flatMap((proof) => {
			const found = proof.segments.find((one) => one.segment === segment);
			return found === undefined ? [] : [{ found, asOf: proof.asOf }];
		});
		if (!enough || own.length < refreshes || own.some(({ found }) => found.separates)) return [];
		return [{ segment, name, evidence: own.map(({ found, asOf }) => pointOf(asOf, found.difference)) }];
	});
	const sentences = [
		...(proposed ? [`The segments explained nothing of it in the last ${refreshes} proofs (${tell(evidence)}): consider finding them anew.`] : []),
		...segments.map((one) => `${one.name} did not differ from the others in the last ${refreshes} proofs (${tell(one.evidence)}): consider retiring it.`),
	];
	return { refreshes, model: { proposed, evidence }, segments, sentences };
}

function pointOf(asOf: number, { value, interval }: Estimate): ProofPoint {
	return { asOf, value, interval };
}

function tell(evidence: readonly ProofPoint[]): string {
	return evidence
		.map(({ asOf, value, interval: [low, high] }) => `${toIso(asOf).slice(0, 10)}: ${value.toFixed(2)}, ${low.toFixed(2)} to ${high.toFixed(2)}`)
		.join('; ');
}
