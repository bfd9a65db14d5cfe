import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultAssumptions } from '../../../lib/offers/catalogue';
import { offerGuards } from '../../../lib/offers/guards';
import { offerTerms } from '../../../lib/offers/offerTerms';
import type { GuardExample, GuardStory } from '../../../lib/offers/types';
import { protectedTraitOf } from '../../../lib/privacy/protectedTraits';
import { anOffer, anOfferCustomer, today } from './builders';

const folder = join(__dirname, '../../../lib/offers/guards');
const folders = readdirSync(folder, { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.map((entry) => entry.name);

test('every guard has a folder, and every folder is in the list', () => {
	expect(offerGuards.map((guard) => guard.id).sort()).toEqual(folders.sort());
});

describe.each(offerGuards)('guard $id', (guard) => {
	const tell = (story: GuardStory): string | undefined => {
		const offer = anOffer(story.offer);
		const customer = anOfferCustomer(story.customer);
		const candidate = { offer, terms: offerTerms(offer, customer, defaultAssumptions) };
		const promisedCents = new Map(Object.entries(story.promisedCents ?? {}));
		return guard.refuse(candidate, { asOf: story.asOf ?? today, customer, promisedCents, protectedTraitOf });
	};

	test('refuses and passes as its example says', async () => {
		const { example } = (await import(join(folder, guard.id, 'example'))) as { example: GuardExample };
		expect(tell(example.refuses)).toBe(example.refuses.reason);
		expect(tell(example.passes)).toBeUndefined();
	});

	test('has nothing against a plain offer for a plain customer', () => {
		expect(tell({})).toBeUndefined();
	});
});
