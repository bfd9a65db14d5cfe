import type { OfferGuard } from '../../types';

/** An offer that asks for a protected trait is kept from everybody until the owner removes it. */
export const protectedInputs = {
	id: 'protectedInputs',
	label: 'No protected trait decides an offer',
	refuse: ({ offer }, { protectedTraitOf }) => {
		for (const name of Object.keys(offer.eligible.values ?? {})) {
			const trait = protectedTraitOf(name);
			if (trait !== undefined) {
				return `asks for ${name}, which speaks of a protected trait (${trait}): remove it from the offer`;
			}
		}
		return undefined;
	},
} satisfies OfferGuard;
