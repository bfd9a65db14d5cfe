import type { Fact, Test } from './types';

/** Every part of a test that has no parts of its own, in the order written. */
export function leavesOf(test: Test): readonly Exclude<Test, { readonly kind: 'all' | 'any' | 'not' }>[] {
	switch (test.kind) {
		case 'all':
		case 'any':
			return test.of.flatMap(leavesOf);
		case 'not':
			return leavesOf(test.of);
		default:
			return [test];
	}
}

/** The facts a test looks at. */
export function factsOf(test: Test): readonly Fact[] {
	return leavesOf(test).flatMap((leaf) => {
		if (leaf.kind === 'member') return [];
		return leaf.kind === 'same' ? leaf.facts : [leaf.fact];
	});
}

/** The segments a test asks for. */
export function segmentsOf(test: Test): readonly string[] {
	return leavesOf(test).flatMap((leaf) => (leaf.kind === 'member' ? [leaf.segment] : []));
}

/** The test with something else in place of each segment it asks for. */
export function replaceMembers(test: Test, replace: (segment: string) => Test): Test {
	switch (test.kind) {
		case 'all':
		case 'any':
			return { kind: test.kind, of: test.of.map((one) => replaceMembers(one, replace)) };
		case 'not':
			return { kind: 'not', of: replaceMembers(test.of, replace) };
		case 'member':
			return replace(test.segment);
		default:
			return test;
	}
}
