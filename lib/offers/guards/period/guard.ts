import { toIso } from '../../../core/clock';
import type { OfferGuard } from '../../types';

/** Only while the offer runs: from its start, until before its end. */
export const period = {
	id: 'period',
	label: 'Only while the offer runs',
	refuse: ({ offer }, { asOf }) => {
		if (offer.startsAt !== undefined && asOf < offer.startsAt) return `starts on ${toIso(offer.startsAt)}`;
		if (offer.endsAt !== undefined && asOf >= offer.endsAt) return `ended on ${toIso(offer.endsAt)}`;
		return undefined;
	},
} satisfies OfferGuard;
