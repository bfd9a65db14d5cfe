import type { OfferGuard } from '../../types';

/** After goods and costs, the stated share of the price remains. */
export const marginFloor = {
	id: 'marginFloor',
	label: 'Keep the minimum margin',
	refuse: ({ offer, terms }) => {
		if (terms.marginShare >= offer.minimumMargin) return undefined;
		return `leaves a margin of ${percent(terms.marginShare)}, less than its minimum of ${percent(offer.minimumMargin)}`;
	},
} satisfies OfferGuard;

function percent(share: number): string {
	return Number.isFinite(share) ? `${(share * 100).toFixed(1)} %` : 'nothing';
}
