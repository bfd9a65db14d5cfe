import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../lib/core/random';
import { chooseOffer } from '../../../lib/offers/chooseOffer';
import { offerPolicies } from '../../../lib/offers/policies';
import type { Candidate, OfferTerms, PolicyExample } from '../../../lib/offers/types';
import { anOffer } from './builders';

const deep = process.env.COHORTS_DEEP === '1' ? 100 : 1;
const folder = join(__dirname, '../../../lib/offers/policies');
const folders = readdirSync(folder, { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.map((entry) => entry.name);

function aCandidate(parts: Partial<OfferTerms>, index: number): Candidate {
	const terms: OfferTerms = {
		listPriceCents: 5_000,
		priceCents: 5_000,
		commitmentCents: 0,
		marginCents: 2_000,
		marginShare: 0.4,
		response: 0.1,
		expectedMarginCents: 200,
		...parts,
	};
	return { offer: anOffer({ id: `offer-${index}` }), terms };
}

test('every policy has a folder, and every folder is in the list', () => {
	expect(offerPolicies.map((policy) => policy.id).sort()).toEqual(folders.sort());
});

describe.each(offerPolicies)('policy $id', (policy) => {
	test('gives the probabilities of its example', async () => {
		const { example } = (await import(join(folder, policy.id, 'example'))) as { example: PolicyExample };
		const candidates = example.candidates.map(aCandidate);
		const probabilities = policy.probabilities(candidates, { exploration: example.exploration });
		expect(probabilities.length).toBe(example.probabilities.length);
		probabilities.forEach((share, index) => expect(share).toBeCloseTo(example.probabilities[index], 12));
	});

	test('one candidate is chosen for certain', () => {
		expect(policy.probabilities([aCandidate({}, 0)], { exploration: 0.05 })).toEqual([1]);
	});

	test('probabilities are above 0 and sum to 1, whatever the candidates are worth', () => {
		const worth = fc.record({
			expectedMarginCents: fc.oneof(fc.integer({ min: -9_000, max: 9_000 }), fc.constant(100)),
			commitmentCents: fc.nat(900),
		});
		fc.assert(
			fc.property(
				fc.array(worth, { minLength: 1, maxLength: 12 }),
				fc.double({ min: 0.001, max: 1, noNaN: true }),
				(candidates, exploration) => {
					const shares = policy.probabilities(candidates.map(aCandidate), { exploration });
					expect(Math.min(...shares)).toBeGreaterThan(0);
					expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
				},
			),
			{ seed: 7, numRuns: 200 * deep },
		);
	});

	test('an offer is chosen as often as the logged probability says', () => {
		const candidates = [
			{ expectedMarginCents: 200 },
			{ expectedMarginCents: 260 },
			{ expectedMarginCents: 180 },
		].map(aCandidate);
		const random = seededRandom('how often');
		const draws = 20_000;
		const counts = [0, 0, 0];
		let logged: readonly number[] = [];
		for (let draw = 0; draw < draws; draw += 1) {
			const choice = chooseOffer(policy, { candidates, exploration: 0.3 }, random);
			counts[choice.index] += 1;
			logged = choice.probabilities;
		}
		logged.forEach((probability, index) => {
			const standardError = Math.sqrt((probability * (1 - probability)) / draws);
			expect(Math.abs(counts[index] / draws - probability)).toBeLessThan(4 * standardError);
		});
	});

	test('the same seed chooses the same', () => {
		const candidates = [{ expectedMarginCents: 1 }, { expectedMarginCents: 2 }].map(aCandidate);
		const choose = () =>
			Array.from({ length: 50 }, (_, index) =>
				chooseOffer(policy, { candidates, exploration: 0.5 }, seededRandom(index)).index,
			);
		expect(choose()).toEqual(choose());
	});
});

test('of offers worth the same, the one that promises less is preferred', () => {
	const candidates = [
		aCandidate({ commitmentCents: 500 }, 0),
		aCandidate({ commitmentCents: 0 }, 1),
	];
	expect(offerPolicies[0].probabilities(candidates, { exploration: 0.1 })[1]).toBeCloseTo(0.95, 12);
});
