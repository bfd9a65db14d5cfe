import { expect, test } from 'vitest';
import { seededRandom } from '../../../../lib/core/random';
import { measureProof } from '../../../../lib/segments/proof/measureProof';
import { proposeRetirement, type PastProof } from '../../../../lib/segments/proof/proposeRetirement';
import { separateSegments } from '../../../../lib/segments/proof/separateSegments';
import { tellProof } from '../../../../lib/segments/proof/tellProof';
import type { ProvenDivision } from '../../../../lib/segments/proof/types';

const random = seededRandom('proof');
/** Three groups whose outcome differs by `gap` standard deviations from one to the next. */
const planted = (rows: number, gap: number) => {
	const groups = Int32Array.from({ length: rows }, (_, row) => row % 3);
	return { groups, values: Float64Array.from(groups, (group) => group * gap + random.normal()) };
};
const chance = (rows: number): Int32Array => Int32Array.from({ length: rows }, () => Math.floor(random.next() * 3));

test('nine in ten intervals or more hold what was planted', () => {
	// Means 0, 1, 2 with variance 1 within: 2/3 of variance between, so 2/3 / (1 + 2/3) = 0.4 is explained.
	const held = Array.from({ length: 60 }, () => {
		const { groups, values } = planted(300, 1);
		const [{ explained }] = measureProof({ values, divisions: [groups], seed: 1 });
		return explained.interval[0] < 0.4 && explained.interval[1] > 0.4;
	});
	expect(held.filter((one) => one).length).toBeGreaterThanOrEqual(54);
});

test('what chance divides explains nothing, and the first division more than it; the same seed gives the same intervals', () => {
	const { groups, values } = planted(3_000, 1);
	const [segments, other] = measureProof({ values, divisions: [groups, chance(3_000)], seed: 1 });
	expect(segments.explained.interval[0]).toBeGreaterThan(0.3);
	expect(other.explained.interval[0]).toBeLessThan(0.005);
	expect(other.firstMore?.interval[0]).toBeGreaterThan(0.3);
	expect(segments.firstMore).toBeUndefined();
	expect(measureProof({ values, divisions: [groups], seed: 1 })[0]).toEqual(segments);
});

test('a segment separates when it differs clearly; its means are told as they came', () => {
	const { groups, values } = planted(600, 1);
	const raw = values.map((value) => value * 100);
	const [low, middle, high] = separateSegments(groups, 3, { raw, judged: values });
	expect(low.separates && high.separates).toBe(true);
	expect(low.difference.value).toBeLessThan(0);
	expect(high.mean).toBeGreaterThan(high.othersMean);
	expect(Math.abs(middle.difference.value)).toBeLessThan(0.25);
	expect(high.customers).toBe(200);
});

test('a group of nobody, of one, or an outcome that is the same for all separates nothing', () => {
	const groups = [0, 0, 0, 2];
	const found = separateSegments(groups, 3, { raw: [1, 2, 3, 9], judged: [1, 2, 3, 9] });
	expect(found.map(({ separates }) => separates)).toEqual([false, false, false]);
	expect(found[1]).toMatchObject({ customers: 0, difference: { value: 0, interval: [0, 0] } });
	expect(separateSegments([0, 0, 1, 1], 2, { raw: [5, 5, 5, 5], judged: [5, 5, 5, 5] })[0].separates).toBe(false);
});

const division = (by: string, value: number, more?: readonly [number, number]): ProvenDivision => ({
	by, label: by === 'segments' ? 'the segments' : by, groups: 3,
	explained: { value, interval: [value - 0.02, value + 0.02] },
	...(more === undefined ? {} : { segmentsMore: { value: (more[0] + more[1]) / 2, interval: more } }),
});

test('the verdict compares with the simpler divisions, by the interval of the difference', () => {
	const verdict = (...divisions: ProvenDivision[]) => tellProof(divisions, 'revenue in the 30 days after').verdict;
	expect(verdict(division('segments', 0.2), division('RFM segments', 0.1, [0.05, 0.15]))).toBe('predicts more than the others');
	expect(verdict(division('segments', 0.2), division('RFM segments', 0.19, [-0.02, 0.04]))).toBe('predicts as well');
	expect(verdict(division('segments', 0.2), division('RFM segments', 0.4, [-0.25, -0.15]))).toBe('predicts less');
	expect(verdict(division('segments', 0.01), division('RFM segments', 0.4, [-0.45, -0.3]))).toBe('does not predict');
	const { sentences } = tellProof([division('segments', 0.2), division('RFM segments', 0.4, [-0.25, -0.15])], 'revenue in the 30 days after');
	expect(sentences).toEqual([
		'The segments explain 20 % (18 to 22 %) of the differences in revenue in the 30 days after; RFM segments 40 % (38 to 42 %).',
		'They predict it, but less than RFM segments.',
	]);
});

const proof = (day: number, explainedLow: number, separates: boolean): PastProof => ({
	asOf: Date.parse('2025-01-01T00:00:00Z') + day * 86_400_000,
	explained: { value: explainedLow + 0.02, interval: [explainedLow, explainedLow + 0.04] },
	segments: [
		{ segment: 'segment-1', name: 'Regulars', difference: { value: 0.5, interval: [0.4, 0.6] }, separates: true },
		{ segment: 'segment-2', name: 'Sleepers', difference: { value: 0.01, interval: [-0.1, 0.12] }, separates },
	],
});

test('what separated nothing in three proofs in a row is proposed for retirement with the evidence; two are not enough', () => {
	const three = [proof(0, -0.01, false), proof(7, -0.01, false), proof(14, -0.02, false)];
	const retired = proposeRetirement(three, 3);
	expect(retired.model.proposed).toBe(true);
	expect(retired.segments.map(({ segment }) => segment)).toEqual(['segment-2']);
	expect(retired.segments[0].evidence.map(({ asOf }) => asOf)).toEqual([three[2].asOf, three[1].asOf, three[0].asOf]);
	expect(retired.sentences[1]).toBe(
		'Sleepers did not differ from the others in the last 3 proofs (2025-01-15: 0.01, -0.10 to 0.12; 2025-01-08: 0.01, -0.10 to 0.12; 2025-01-01: 0.01, -0.10 to 0.12): consider retiring it.',
	);
	for (const fewer of [three.slice(0, 2), []]) {
		expect(proposeRetirement(fewer, 3)).toMatchObject({ model: { proposed: false }, segments: [], sentences: [] });
	}
	const recovered = [...three.slice(1), proof(21, 0.1, true)];
	expect(proposeRetirement(recovered, 3)).toMatchObject({ model: { proposed: false }, segments: [] });
});
