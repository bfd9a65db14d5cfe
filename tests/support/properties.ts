import type fc from 'fast-check';

/** Settings of a property test: fixed seed, `runs` cases, a hundred times as many in deep runs. */
export function properties(runs: number): fc.Parameters<unknown> {
	return { seed: 20_250_301, numRuns: process.env.COHORTS_DEEP === '1' ? runs * 100 : runs };
}
