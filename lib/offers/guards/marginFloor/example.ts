import type { GuardExample } from '../../types';

/** A cost of 60 at a minimum margin of 30 % needs a price of at least 85.71: 14 % off 100 passes, 15 % does not. */
export const example = {
	refuses: {
		offer: { listPriceCents: 10_000, goodsCostCents: 6_000, discountPercent: 15, minimumMargin: 0.3 },
		reason: 'leaves a margin of 29.4 %, less than its minimum of 30.0 %',
	},
	passes: {
		offer: { listPriceCents: 10_000, goodsCostCents: 6_000, discountPercent: 14, minimumMargin: 0.3 },
	},
} satisfies GuardExample;
