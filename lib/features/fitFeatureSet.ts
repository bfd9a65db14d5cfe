import type { Signal } from './findSignals';
import { featureSetOf } from './featureSetOf';
import type { CatalogueFeature, FittedFeatureSet } from './types';

/**
 * Keeps the candidates that tell customers apart, and of two that mean the same the more exact one; those named in
 * `keep` in any case. Says of every other candidate why it was left out.
 */
export function fitFeatureSet(
	candidates: readonly CatalogueFeature[],
	{ signals, keep = [] }: { readonly signals: ReadonlyMap<string, Signal>; readonly keep?: readonly string[] },
): FittedFeatureSet {
	const verdicts = candidates.map((candidate) => ({
		candidate,
		reason: keep.includes(candidate.name) ? undefined : reasonAgainst(candidate, candidates, signals),
	}));
	return {
		featureSet: featureSetOf(
			verdicts.filter(({ reason }) => reason === undefined).map(({ candidate }) => candidate),
		),
		leftOut: verdicts.flatMap(({ candidate, reason }) =>
			reason === undefined ? [] : [`${candidate.label}: ${reason}`],
		),
	};
}

function reasonAgainst(
	{ name, standsInFor }: CatalogueFeature,
	candidates: readonly CatalogueFeature[],
	signals: ReadonlyMap<string, Signal>,
): string | undefined {
	const better = candidates.find((candidate) => candidate.name === standsInFor);
	if (better !== undefined && signals.get(better.name) === 'varies') {
		return `"${better.label}" says it more exactly`;
	}
	return reasons[signals.get(name) ?? 'unknown'];
}

const reasons: Readonly<Record<Signal, string | undefined>> = {
	varies: undefined,
	constant: 'it does not differ between customers',
	zero: 'zero for every customer',
	unknown: 'not known for any customer',
};
