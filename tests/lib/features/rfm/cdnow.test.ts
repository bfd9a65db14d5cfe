import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { DAY_MILLISECONDS } from '../../../../lib/core/clock';
import { drawCutPoints, rfmSides, scoreByRank } from '../../../../lib/features/rfm/cutPoints';
import { scoreItems } from '../../../../lib/features/rfm/scoreItems';
import { dataFolder } from '../../../support/labelledData';

/** CDNOW, the 1/10 sample (Fader & Hardie 2001): 2,357 customers and 6,919 orders, many of one order only; as of 1998-07-01. */
function readCustomers(): { recency: number; orders: number; revenue: number }[] {
	const file = join(dataFolder ?? '', 'cdnow', 'CDNOW_sample.txt.gz');
	const customers = new Map<string, { recency: number; orders: number; revenue: number }>();
	for (const line of gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n')) {
		const [, id, day, , dollars] = line.trim().split(/\s+/);
		const at = Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`);
		const recency = (Date.parse('1998-07-01') - at) / DAY_MILLISECONDS;
		const { recency: last = Infinity, orders = 0, revenue = 0 } = customers.get(id) ?? {};
		customers.set(id, { recency: Math.min(last, recency), orders: orders + 1, revenue: revenue + Math.round(Number(dollars) * 100) });
	}
	return [...customers.values()];
}

test.skipIf(dataFolder === undefined)('every CDNOW customer has one segment, and bins are fifths but for ties', () => {
	const rows = readCustomers();
	const result = scoreItems({ rows, names: {}, asOf: null, ties: 'shareScore', floor: 100 });
	expect([rows.length, rows.reduce((sum, { orders }) => sum + orders, 0)]).toEqual([2357, 6919]);
	expect(result.segments.reduce((sum, { customers }) => sum + customers, 0)).toBe(2357);
	const values = result.rows.map((row) => row.values);
	const cuts = drawCutPoints(values);
	for (const [side, column] of [['recency', 'recencyScore'], ['monetary', 'monetaryScore']] as const) {
		for (const score of [1, 2, 3, 4, 5]) {
			const share = result.rows.filter((row) => row[column] === score).length / rows.length;
			const tied = values.filter((one) => cuts[side].includes(one[side] ?? NaN)).length / rows.length;
			expect(Math.abs(share - 0.2)).toBeLessThanOrEqual(tied + 0.001);
		}
	}
	expect(cuts.frequency).toEqual([1, 1, 2, 4]);
	expect(result.sides.frequency.scoresUsed).toBe(4);
	expect(result.hints[0]).toContain('Only 4 of 5 frequency scores are in use');
	const [champions] = result.segments;
	expect(champions.name).toBe('Champions');
	expect([champions.share, champions.revenueShare]).toEqual([expect.closeTo(0.2516, 4), expect.closeTo(0.6611, 4)]);
});

test.skipIf(dataFolder === undefined)('ranks part the CDNOW customers into fifths', () => {
	const customers = readCustomers().map(({ recency, orders, revenue }, index) => ({
		customerId: String(index),
		values: { recency, frequency: orders, monetary: revenue },
	}));
	const scores = scoreByRank(customers);
	for (const side of rfmSides) {
		for (const score of [1, 2, 3, 4, 5]) {
			const size = scores.filter((one) => one?.[side] === score).length;
			expect([471, 472]).toContain(size);
		}
	}
});
