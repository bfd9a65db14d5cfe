import fc from 'fast-check';
import { expect, test } from 'vitest';

import { layOut, type Band, type Node } from '../../../lib/report/plots/migration/layOut';
import type { Migration } from '../../../lib/report/plots/migration/definition';

const ends = (count: number) => Array.from({ length: count }, (_, series) => ({ name: `Segment ${series}`, series }));

/** Any flows between up to eight segments on either side, each pair once. */
const migrations = fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 })).chain(([before, after]) =>
	fc
		.array(fc.integer({ min: 0, max: 100_000 }), { minLength: before * after, maxLength: before * after })
		.map((counts): Migration => ({
			before: ends(before),
			after: ends(after),
			flows: counts.map((customers, at) => ({ from: Math.floor(at / after), to: at % after, customers })),
			keptShare: null,
		})),
);

function expectFilled(nodes: readonly Node[], bands: readonly Band[], endOf: (band: Band, at: number) => readonly [number, number] | undefined): void {
	nodes.forEach(({ top, bottom }, at) => {
		let next = top;
		for (const band of bands) {
			const end = endOf(band, at);
			if (end === undefined) continue;
			expect(end[0]).toBeCloseTo(next, 6);
			next = end[1];
		}
		expect(next).toBeCloseTo(bottom, 6);
	});
}

test('bands fill each segment’s bar on both sides, without gap or overlap', () => {
	fc.assert(fc.property(migrations, (migration) => {
		const { before, after, bands } = layOut(migration);
		expectFilled(before, bands, ({ from, left }, at) => (from === at ? left : undefined));
		expectFilled(after, bands, ({ to, right }, at) => (to === at ? right : undefined));
	}));
});

test('bars lie below each other inside the height, with room for two lines each', () => {
	fc.assert(fc.property(migrations, (migration) => {
		const { height, before, after } = layOut(migration);
		for (const nodes of [before, after]) {
			const middles = nodes.map(({ top, bottom }) => (top + bottom) / 2);
			middles.slice(1).forEach((middle, at) => expect(middle - middles[at]).toBeGreaterThanOrEqual(36));
			expect(nodes[0].top).toBeGreaterThanOrEqual(0);
			expect(nodes[nodes.length - 1].bottom).toBeLessThanOrEqual(height + 1e-6);
		}
	}));
});

test('no flows at all are no bars and no division by zero', () => {
	const { height, before, bands } = layOut({ before: ends(1), after: ends(1), flows: [], keptShare: null });
	expect(bands).toEqual([]);
	expect(before).toEqual([{ top: 18, bottom: 18, customers: 0 }]);
	expect(height).toBe(36);
});
