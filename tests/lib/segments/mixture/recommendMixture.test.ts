import { expect, test } from 'vitest';
import { NotEnoughData } from '../../../../lib/core/errors';
import { recommendMixture } from '../../../../lib/segments/algorithms/mixture/recommendMixture';
import type { MixtureTrial } from '../../../../lib/segments/algorithms/mixture/types';

function aTrial(k: number, bic: number, given: Partial<MixtureTrial> = {}): MixtureTrial {
	return { k, bic, icl: bic + 5, covariance: 'full', smallestShare: 0.2, inertia: 100 / k, ...given };
}

const customers = { rows: 1000, sampled: 1000, sizeMin: 50 };

test('the lowest BIC wins, and the reason says how much lower than for one group', () => {
	const { chosen, reason } = recommendMixture([aTrial(1, 900), aTrial(2, 700), aTrial(3, 750)], customers);
	expect(chosen.k).toBe(2);
	expect(reason).toBe(
		'2 segments describe the customers best for their number, each with a shape of its own: BIC is 700, 200 less than for a single group.',
	);
});

test('one cloud is said to be one cloud', () => {
	const { chosen, reason } = recommendMixture([aTrial(1, 600), aTrial(2, 700), aTrial(3, 650)], customers);
	expect(chosen.k).toBe(3);
	expect(reason).toContain('No number from 2 to 3 stands out: a single group describes the customers as well');
});

test('the number in use is kept while no other is strongly better, and a number with a tiny group is passed over', () => {
	const trials = [aTrial(1, 900), aTrial(2, 705), aTrial(3, 700), aTrial(4, 600, { smallestShare: 0.01 })];
	const { chosen, reason } = recommendMixture(trials, { ...customers, present: 2 });
	expect(chosen.k).toBe(2);
	expect(reason).toContain('As many as before');
	expect(reason).toContain('fewer than 50 customers were passed over');
	expect(recommendMixture([aTrial(2, 720), aTrial(3, 700)], { ...customers, present: 2 }).chosen.k).toBe(3);
	expect(recommendMixture(trials, { ...customers, rows: 10_000, sampled: 4000 }).reason).toContain('a sample of 4000');
});

test('customers who are all alike cannot be divided', () => {
	expect(() => recommendMixture([aTrial(1, 100)], customers)).toThrow(NotEnoughData);
});
