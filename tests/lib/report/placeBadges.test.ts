import fc from 'fast-check';
import { expect, test } from 'vitest';

import { placeBadges } from '../../../lib/report/plots/segmentMap/placeBadges';

const numRuns = process.env.COHORTS_DEEP === '1' ? 5_000 : 50;
const frame = { x: [0, 10], y: [0, 10], width: 500, height: 400, distance: 26 } as const;

test('a badge stands at the median of its segment, whatever one customer does', () => {
	const points = [1, 2, 3, 4, 1000].map((x) => ({ x, y: 5, segment: 0 }));
	expect(placeBadges({ segments: ['A'], points }, frame)).toEqual([{ segment: 0, number: '1', x: 3, y: 5 }]);
});

test('a segment without points has no badge', () => {
	const points = [{ x: 5, y: 5, segment: 1 }];
	expect(placeBadges({ segments: ['A', 'B'], points }, frame).map(({ number }) => number)).toEqual(['2']);
});

test('badges of 15 segments never cover each other nor leave the frame, even when all are in one place', () => {
	const place = fc.record({ x: fc.double({ min: -3, max: 13, noNaN: true }), y: fc.constantFrom(0, 5, 10) });
	fc.assert(
		fc.property(fc.array(place, { minLength: 1, maxLength: 15 }), (places) => {
			const points = places.map(({ x, y }, segment) => ({ x, y, segment }));
			const badges = placeBadges({ segments: points.map(({ segment }) => `segment ${segment}`), points }, frame);
			const pixels = badges.map(({ x, y }) => ({ x: x * 50, y: y * 40 }));
			for (const [index, { x, y }] of pixels.entries()) {
				expect(x).toBeGreaterThanOrEqual(0);
				expect(x).toBeLessThanOrEqual(500);
				expect(y).toBeGreaterThanOrEqual(0);
				expect(y).toBeLessThanOrEqual(400);
				for (const other of pixels.slice(0, index)) {
					expect(Math.hypot(x - other.x, y - other.y)).toBeGreaterThan(22);
				}
			}
		}),
		{ seed: 5, numRuns },
	);
});
