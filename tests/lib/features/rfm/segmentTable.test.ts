import { expect, test } from 'vitest';
import { cellsOf, rfmSegments, rfmSegmentTable, segmentOf, type RfmSegmentId } from '../../../../lib/features/rfm/segmentTable';

const ids = Object.keys(rfmSegments) as RfmSegmentId[];
const bought = { recency: 1, frequency: 1, monetary: 1 };

test('the table gives every one of the 125 cells one segment, without gap or overlap', () => {
	expect(Object.values(rfmSegmentTable).map((row) => row.length)).toEqual([5, 5, 5, 5, 5]);
	const cells = ids.flatMap(cellsOf);
	expect(cells).toHaveLength(125);
	expect(new Set(cells).size).toBe(125);
	for (const segment of ids) {
		for (const cell of cellsOf(segment)) {
			const [recency, frequency, monetary] = [...String(cell)].map(Number);
			expect(segmentOf({ recency, frequency, monetary }, bought)).toBe(segment);
		}
	}
});

test('every named segment but the two without scores has cells', () => {
	expect(ids.filter((segment) => cellsOf(segment).length === 0)).toEqual(['neverBought', 'notScored']);
});

test('known cells have the names people expect', () => {
	const named = (cell: string) => {
		const [recency, frequency, monetary] = [...cell].map(Number);
		return rfmSegments[segmentOf({ recency, frequency, monetary }, bought)].name;
	};
	expect(['555', '111', '511', '155', '333', '235', '311'].map(named)).toEqual([
		'Champions', 'Lost', 'New', "Can't Lose", 'Need Attention', 'At Risk', 'About to Sleep',
	]);
});

test('who never bought is not who bought long ago, and not who lacks a value', () => {
	expect(segmentOf(null, { recency: null, frequency: 0, monetary: 0 })).toBe('neverBought');
	expect(segmentOf(null, { recency: null, frequency: null, monetary: null })).toBe('neverBought');
	expect(segmentOf(null, { recency: 4, frequency: null, monetary: 10 })).toBe('notScored');
	expect(segmentOf(null, { recency: 4, frequency: 2, monetary: null })).toBe('notScored');
});
