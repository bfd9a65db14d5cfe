import { millisecondsOf, type Duration } from '../../core/duration';
import type { Fact, Test } from './types';
import { factsOf } from './walkTest';

/** How many milliseconds back tests look at most; Infinity for all history. */
export function horizonOf(tests: readonly Test[]): number {
	return tests.flatMap(factsOf).reduce((longest, fact) => Math.max(longest, lookBack(fact)), 0);
}

function lookBack(fact: Fact): number {
	switch (fact.kind) {
		case 'column':
			return 0;
		case 'sequence':
			return lengthOf(fact.sequence.withinLast);
		case 'count':
		case 'sum':
			return lengthOf(fact.withinLast);
		default:
			return Infinity;
	}
}

function lengthOf(withinLast: Duration | undefined): number {
	return withinLast === undefined ? Infinity : millisecondsOf(withinLast);
}
