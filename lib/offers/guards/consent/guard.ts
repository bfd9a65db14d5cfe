import type { OfferGuard } from '../../types';

/** Who withdrew consent to profiling gets no offer chosen for them. */
export const consent = {
	id: 'consent',
	label: 'No personal offer for who objected to profiling',
	refuse: (_candidate, { customer }) =>
		customer.profiling === 'withdrawn' ? 'the customer withdrew consent to profiling' : undefined,
} satisfies OfferGuard;
