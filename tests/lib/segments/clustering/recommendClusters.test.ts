import { describe, expect, test } from 'vitest';
import { NotEnoughData } from '../../../../lib/core/errors';
import { recommendClusters } from '../../../../lib/segments/clustering/quality/recommendClusters';
import type { ClusterTrial } from '../../../../lib/segments/clustering/types';

function aTrial(k: number, given: Partial<ClusterTrial> = {}): ClusterTrial {
	return {
		k,
		inertia: 1000 / k,
		silhouette: 0.05,
		nullSilhouette: 0.05,
		marginSpread: 0.001,
		gap: 0,
		calinskiHarabasz: 100,
		daviesBouldin: 1,
		stability: 0.9,
		stabilityByCluster: new Array<number>(k).fill(0.9),
		smallestShare: 0.1,
		...given,
	};
}

test('two halves of every cloud do not win by their high silhouette', () => {
	const { k, support } = recommendClusters([
		aTrial(2, { silhouette: 0.3, nullSilhouette: 0.29, gap: 0.01 }),
		aTrial(3, { silhouette: 0.22, nullSilhouette: 0.2, gap: 0.02 }),
		aTrial(7, { silhouette: 0.2, nullSilhouette: 0.05, gap: 0.3 }),
	]);
	expect(k).toBe(7);
	expect(support).toBe('clear');
});

test('of numbers that separate about as well, the tightest against chance wins', () => {
	const trials = [
		aTrial(4, { silhouette: 0.21, nullSilhouette: 0.08, gap: 0.13 }),
		aTrial(6, { silhouette: 0.18, nullSilhouette: 0.065, gap: 0.2 }),
		aTrial(9, { silhouette: 0.17, nullSilhouette: 0.055, gap: 0.27 }),
		aTrial(12, { silhouette: 0.12, nullSilhouette: 0.05, gap: 0.3 }),
	];
	const { k, reason } = recommendClusters(trials);
	expect(k).toBe(9);
	expect(reason).toContain('9 segments keep customers about as far apart as 4');
	expect(reason).toContain('separation is 0.17, where customers without groups would give 0.06');
	expect(reason).toContain('90 % of a segment is found again');
});

test('clusters that do not come back are not chosen, however far apart they are', () => {
	const { k } = recommendClusters([
		aTrial(3, { silhouette: 0.15, gap: 0.1 }),
		aTrial(4, { silhouette: 0.3, gap: 0.5, stability: 0.5 }),
	]);
	expect(k).toBe(3);
});

test('a tighter number that is not stable gives way to a stable one, or else to the most stable', () => {
	const same = { silhouette: 0.2, nullSilhouette: 0.1 };
	const four = aTrial(4, { ...same, gap: 0.1, stability: 0.8 });
	const six = aTrial(6, { ...same, gap: 0.2, stability: 0.76 });
	const nine = aTrial(9, { ...same, gap: 0.3, stability: 0.61 });
	expect(recommendClusters([four, six, nine]).k).toBe(6);
	const surer = recommendClusters([six, { ...nine, silhouette: 0.21 }]);
	expect(surer.reason).toContain('6 segments keep customers about as far apart as 9 and come back more surely');
	expect(recommendClusters([{ ...four, stability: 0.73 }, { ...six, stability: 0.7 }, nine]).k).toBe(4);
});

test('numbers with a segment too small to be of use are passed over, and the reason says so', () => {
	const trials = [
		aTrial(3, { silhouette: 0.15, gap: 0.1, smallestShare: 0.2 }),
		aTrial(8, { silhouette: 0.3, gap: 0.4, smallestShare: 0.01 }),
	];
	expect(recommendClusters(trials, { rows: 20_000, sizeMin: 100 }).k).toBe(8);
	const small = recommendClusters(trials, { rows: 5000, sizeMin: 100 });
	expect(small.k).toBe(3);
	expect(small.reason).toContain('fewer than 100 customers were passed over');
	expect(recommendClusters(trials, { rows: 100, sizeMin: 100 }).k).toBe(8);
});

describe('without groups', () => {
	test('the surest clusters are used and the reason says that their borders are a convenience', () => {
		const { k, support, reason } = recommendClusters([
			aTrial(3, { stability: 0.7 }),
			aTrial(4, { stability: 0.8, silhouette: 0.055 }),
			aTrial(5, { stability: 0.6 }),
		]);
		expect(k).toBe(4);
		expect(support).toBe('none');
		expect(reason).toContain('No number from 3 to 5 stands out');
		expect(reason).toContain('80 % of a segment');
	});

	test('a margin that chance explains is not believed', () => {
		const noisy = { silhouette: 0.09, nullSilhouette: 0.05, marginSpread: 0.02 };
		expect(recommendClusters([aTrial(3, noisy), aTrial(4, { marginSpread: 0.02 })]).support).toBe('none');
		expect(recommendClusters([aTrial(3, { ...noisy, marginSpread: 0.001 }), aTrial(4)]).support).toBe('weak');
	});
});

test('one number is taken as asked, with its figures', () => {
	const { k, support, reason, elbow } = recommendClusters([aTrial(5, { silhouette: 0.2 })]);
	expect({ k, support, elbow }).toEqual({ k: 5, support: 'clear', elbow: null });
	expect(reason).toMatch(/^5 segments, as asked: separation is 0\.20/);
});

test('the elbow is told', () => {
	const inertia = [100, 40, 20, 15, 10, 5, 4, 3];
	const trials = inertia.map((value, at) => aTrial(at + 3, { inertia: value, silhouette: at === 5 ? 0.3 : 0.1 }));
	const { k, elbow, reason } = recommendClusters(trials);
	expect({ k, elbow }).toEqual({ k: 8, elbow: 5 });
	expect(reason).toContain('Tightness alone (the elbow) would have stopped at 5.');
});

test('no trial at all means that the customers are all alike', () => {
	expect(() => recommendClusters([])).toThrow(NotEnoughData);
});

test('the number in use stays while it is stable and about as good, and no longer', () => {
	const trials = [
		aTrial(4, { silhouette: 0.21, nullSilhouette: 0.08, gap: 0.13 }),
		aTrial(6, { silhouette: 0.18, nullSilhouette: 0.065, gap: 0.2 }),
		aTrial(9, { silhouette: 0.17, nullSilhouette: 0.055, gap: 0.27 }),
		aTrial(12, { silhouette: 0.12, nullSilhouette: 0.05, gap: 0.3 }),
	];
	const numberAfter = (present: number) => recommendClusters(trials, { rows: 1000, sizeMin: 0, present }).k;
	expect(numberAfter(0)).toBe(9);
	expect(numberAfter(4)).toBe(4);
	expect(numberAfter(6)).toBe(6);
	expect(numberAfter(12)).toBe(9);
	const shaky = trials.map((trial) => (trial.k === 4 ? { ...trial, stability: 0.7 } : trial));
	expect(recommendClusters(shaky, { rows: 1000, sizeMin: 0, present: 4 }).k).toBe(9);
});
