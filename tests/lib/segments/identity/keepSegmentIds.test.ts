import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keepSegmentIds, segmentNumber } from '../../../../lib/segments/identity/keepSegmentIds';
import { properties } from '../../../support/properties';

test('without segments of before, clusters are numbered from one', () => {
	const named = keepSegmentIds({ before: [null, null, null], labels: [1, 0, 2], clusters: 3, highest: 0 });
	expect(named).toEqual({ ids: ['segment-1', 'segment-2', 'segment-3'], kept: [] });
});

test('a cluster of the same people keeps its id whatever its place', () => {
	const before = ['segment-4', 'segment-4', 'segment-9', 'segment-9', null];
	const named = keepSegmentIds({ before, labels: [1, 1, 0, 0, 0], clusters: 2, highest: 9 });
	expect(named.ids).toEqual(['segment-9', 'segment-4']);
	expect(named.kept).toEqual([
		{ id: 'segment-4', cluster: 1, by: 'people', overlap: 1 },
		{ id: 'segment-9', cluster: 0, by: 'people', overlap: 1 },
	]);
});

test('people who only shared half of a segment are a new one, numbered above every id ever given', () => {
	const before = Array.from({ length: 6 }, () => 'segment-2');
	const named = keepSegmentIds({ before, labels: [0, 0, 0, 1, 1, 2], clusters: 3, highest: 7 });
	// Jaccard of cluster 0 with segment-2 is 3/6: exactly at the bound, so it continues; the others do not.
	expect(named.ids).toEqual(['segment-2', 'segment-8', 'segment-9']);
});

test('customers without a label belong to no cluster', () => {
	const named = keepSegmentIds({ before: ['segment-1', 'segment-1'], labels: [-1, 0], clusters: 1, highest: 1 });
	expect(named.ids).toEqual(['segment-1']);
});

test('newcomers do not make a segment another one, however many', () => {
	const before = ['segment-1', 'segment-1', ...Array.from({ length: 9 }, () => null)];
	const named = keepSegmentIds({ before, labels: new Int32Array(11), clusters: 1, highest: 1 });
	expect(named.ids).toEqual(['segment-1']);
});

test('other people who behave as those did continue the segment; its own people come first', () => {
	// Nobody of before is in cluster 0, but all its people are who the borders until now would have put into segment 1.
	const before = ['segment-1', 'segment-1', 'segment-2', 'segment-2', null, null, null];
	const labels = [1, 1, 2, 2, 0, 0, 0];
	const reapplied = ['segment-2', 'segment-2', 'segment-2', 'segment-2', 'segment-1', 'segment-1', 'segment-1'];
	const named = keepSegmentIds({ before: [null, null, ...before.slice(2)], reapplied, labels, clusters: 3, highest: 2 });
	expect(named.ids).toEqual(['segment-1', 'segment-3', 'segment-2']);
	expect(named.kept.map(({ id, by }) => [id, by])).toEqual([['segment-2', 'people'], ['segment-1', 'behaviour']]);
	expect(keepSegmentIds({ before, reapplied, labels, clusters: 3, highest: 2 }).ids).toEqual(['segment-3', 'segment-1', 'segment-2']);
});

test('ids are never given twice, and known ids only to clusters that share members with them', () => {
	const partition = fc.array(fc.record({ before: fc.integer({ min: -1, max: 4 }), label: fc.integer({ min: 0, max: 4 }) }), { maxLength: 40 });
	fc.assert(
		fc.property(partition, (customers) => {
			const before = customers.map((one) => (one.before < 0 ? null : `segment-${one.before + 1}`));
			const labels = customers.map(({ label }) => label);
			const { ids, kept } = keepSegmentIds({ before, labels, clusters: 5, highest: 5 });
			expect(new Set(ids).size).toBe(5);
			for (const [cluster, id] of ids.entries()) {
				const shares = customers.some(({ label }, row) => label === cluster && before[row] === id);
				const goesOn = kept.some((one) => one.id === id && one.cluster === cluster);
				expect(goesOn).toBe(shares && segmentNumber(id) <= 5);
				if (!goesOn) expect(segmentNumber(id)).toBeGreaterThan(5);
			}
		}),
		properties(100),
	);
});

test('the number of an id is read back, and of anything else is 0', () => {
	expect([segmentNumber('segment-12'), segmentNumber('segment-'), segmentNumber('vip')]).toEqual([12, 0, 0]);
});
