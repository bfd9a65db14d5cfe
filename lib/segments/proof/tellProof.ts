import type { Estimate, ProvenDivision, SegmentProof } from './types';

/** A share whose interval begins above this is more than nothing. */
const EXPLAINS_MIN = 0;

type Told = Pick<SegmentProof, 'verdict' | 'sentences'>;

/** Whether the segments predict what came later, and how they compare with simpler ways to divide customers. */
export function tellProof(divisions: readonly ProvenDivision[], outcomeLabel: string): Told {
	const [segments, ...others] = divisions;
	const first = `The segments explain ${share(segments.explained)} of the differences in ${outcomeLabel}`;
	const rest = others.map(({ label, explained }) => `${label} ${share(explained)}`);
	const compared = rest.length === 0 ? `${first}.` : `${first}; ${rest.join('; ')}.`;
	const verdict = verdictOf(segments, others);
	return { verdict, sentences: [compared, meaning(verdict, others)] };
}

function verdictOf({ explained }: ProvenDivision, others: readonly ProvenDivision[]): SegmentProof['verdict'] {
	if (explained.interval[0] <= EXPLAINS_MIN) return 'does not predict';
	if (others.some(({ segmentsMore }) => segmentsMore !== undefined && segmentsMore.interval[1] < 0)) return 'predicts less';
	const isMore = others.every(({ segmentsMore }) => segmentsMore !== undefined && segmentsMore.interval[0] > 0);
	return isMore ? 'predicts more than the others' : 'predicts as well';
}

function meaning(verdict: SegmentProof['verdict'], others: readonly ProvenDivision[]): string {
	switch (verdict) {
		case 'does not predict':
			return 'That may be nothing: who is in which segment says nothing certain about it.';
		case 'predicts less': {
			const better = others.filter(({ segmentsMore }) => segmentsMore !== undefined && segmentsMore.interval[1] < 0);
			return `They predict it, but less than ${better.map(({ label }) => label).join(' and ')}.`;
		}
		case 'predicts as well':
			return 'They predict it; that they do so better than every simpler division is not certain.';
		case 'predicts more than the others':
			return others.length === 0 ? 'They predict it; there was nothing simpler to compare them with.' : 'They predict it, and certainly more than any simpler division.';
	}
}

function share({ value, interval: [low, high] }: Estimate): string {
	const percent = (part: number): string => String(Math.round(part * 100));
	return `${percent(value)} % (${percent(low)} to ${percent(high)} %)`;
}
