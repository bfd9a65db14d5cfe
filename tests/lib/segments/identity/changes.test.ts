import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findChanges } from '../../../../lib/segments/identity/findChanges';
import { countFlows, keptShare, sumOf, type Flow } from '../../../../lib/segments/identity/flows';
import { tellChanges } from '../../../../lib/segments/identity/tellChanges';
import { properties } from '../../../support/properties';

const many = (customers: number, id: string | null): (string | null)[] => Array.from({ length: customers }, () => id);
const told = (flows: readonly Flow[]): string[] => {
	const names = new Map([['a', 'Regulars'], ['b', 'Bargain Hunters'], ['c', 'Newcomers'], ['d', 'Sleepers']]);
	return tellChanges({ flows, changes: findChanges(flows), names });
};

test('customers are counted by where they were and are, the largest flow first', () => {
	const flows = countFlows(['a', 'a', 'a', 'b', null], ['a', 'a', 'b', null, 'b']);
	expect(flows).toEqual([
		{ from: 'a', to: 'a', customers: 2 },
		{ from: null, to: 'b', customers: 1 },
		{ from: 'a', to: 'b', customers: 1 },
		{ from: 'b', to: null, customers: 1 },
	]);
	expect(keptShare(flows)).toBeCloseTo(2 / 3, 12);
	expect(keptShare([{ from: null, to: 'a', customers: 3 }])).toBeNull();
});

test('the clusters of algorithms.md 12 have one birth and no death, and what came together or apart is said', () => {
	// A = {1,2,3,4},{5,6,7},{8,9}; B = {5,6},{1,2,3},{8,9,10},{4,7}; a kept cluster goes by the id of A.
	const before = ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', null];
	const after = ['a', 'a', 'a', 'd', 'b', 'b', 'd', 'c', 'c', 'c'];
	const changes = findChanges(countFlows(before, after));
	expect(changes.filter(({ kind }) => kind === 'new')).toEqual([
		{
			kind: 'new', segment: 'd', size: { before: 0, after: 2 },
			cameFrom: [{ segment: 'a', customers: 1, share: 0.5 }, { segment: 'b', customers: 1, share: 0.5 }],
		},
	]);
	expect(changes.filter(({ kind }) => kind === 'gone')).toEqual([]);
	// Half of the two people of d came from each: both a and b cover it.
	expect(changes.filter(({ kind }) => kind === 'split').map(({ segment }) => segment)).toEqual(['a', 'b']);
});

test('a merger and a division are told with the segments they are made of', () => {
	const merged = countFlows([...many(60, 'a'), ...many(50, 'b')], many(110, 'a'));
	expect(findChanges(merged).filter(({ kind }) => kind === 'merged')).toEqual([
		{ kind: 'merged', segment: 'a', size: { before: 60, after: 110 }, outOf: ['a', 'b'] },
	]);
	expect(told(merged)).toEqual([
		'55 % of the customers are in the segment they were in.',
		'Regulars now holds most of Regulars and Bargain Hunters.',
		'Bargain Hunters is no more (it had 50): they are now in Regulars (100 %).',
		'Regulars grew from 60 to 110 customers (+83 %).',
	]);
	const divided = countFlows(many(100, 'a'), [...many(60, 'a'), ...many(40, 'd')]);
	expect(told(divided)).toEqual([
		'60 % of the customers are in the segment they were in.',
		'Regulars was divided into Regulars and Sleepers.',
		'Sleepers is new (40 customers): they come from Regulars (100 %).',
		'Regulars shrank from 100 to 60 customers (−40 %).',
	]);
});

test('newcomers and leavers are counted, and neither divide nor join segments', () => {
	const flows = countFlows([...many(50, 'a'), ...many(20, 'a'), ...many(80, null)], [...many(50, 'a'), ...many(20, null), ...many(80, 'c')]);
	expect(told(flows)).toEqual([
		'100 % of the customers are in the segment they were in; 80 came in; 20 left all segments.',
		'Newcomers is new (80 customers): they come from outside (100 %).',
		'Regulars shrank from 70 to 50 customers (−29 %).',
	]);
});

test('when nothing changed, one sentence says so; without anything before, that is said', () => {
	expect(told(countFlows(many(9, 'a'), many(9, 'a')))).toEqual(['100 % of the customers are in the segment they were in.']);
	expect(told(countFlows(many(9, null), many(9, 'a')))[0]).toContain('first segments');
	expect(told([])).toHaveLength(1);
});

test('every segment of either time is kept, new or gone, and its sizes add up to its customers', () => {
	const place = fc.constantFrom('a', 'b', 'c', 'd', null);
	fc.assert(
		fc.property(fc.array(fc.tuple(place, place), { maxLength: 40 }), (customers) => {
			const [before, after] = [customers.map(([from]) => from), customers.map(([, to]) => to)];
			const flows = countFlows(before, after);
			expect(sumOf(flows)).toBe(customers.length);
			const changes = findChanges(flows);
			const states = changes.filter(({ kind }) => kind === 'kept' || kind === 'new' || kind === 'gone');
			const ids = new Set([...before, ...after].filter((id) => id !== null));
			expect(states.map(({ segment }) => segment).sort()).toEqual([...ids].sort());
			for (const { segment, size } of changes) {
				expect(size).toEqual({
					before: before.filter((id) => id === segment).length,
					after: after.filter((id) => id === segment).length,
				});
			}
			for (const change of changes) {
				const shares = change.kind === 'new' ? change.cameFrom : change.kind === 'gone' ? change.wentTo : [];
				if (shares.length > 0) expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10);
			}
		}),
		properties(100),
	);
});
