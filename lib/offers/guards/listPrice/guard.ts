import type { OfferGuard } from '../../types';

/** Offers only ever go down from the list price; nobody pays more because of who they are. */
export const listPrice = {
	id: 'listPrice',
	label: 'Never above the list price',
	refuse: ({ terms }) => {
		if (terms.priceCents <= terms.listPriceCents && terms.priceCents >= 0) return undefined;
		return `its price of ${terms.priceCents} cents is not between 0 and the list price of ${terms.listPriceCents}`;
	},
} satisfies OfferGuard;
