import type { OfferGuard } from '../../types';

/** What was promised, together with this promise, stays within the offer's budget even if everybody uses it. */
export const budget = {
	id: 'budget',
	label: 'Never promise more than the budget',
	refuse: ({ offer, terms }, { promisedCents }) => {
		if (offer.budgetCents === undefined) return undefined;
		const left = offer.budgetCents - (promisedCents.get(offer.id) ?? 0);
		if (terms.commitmentCents <= left) return undefined;
		return `costs ${money(terms.commitmentCents)} and ${money(Math.max(0, left))} of its budget is left`;
	},
} satisfies OfferGuard;

function money(cents: number): string {
	return (cents / 100).toFixed(2);
}
