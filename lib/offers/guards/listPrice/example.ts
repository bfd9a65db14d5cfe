import type { GuardExample } from '../../types';

export const example = {
	refuses: {
		offer: { kind: 'bundle', listPriceCents: 9_900, priceCents: 9_901 },
		reason: 'its price of 9901 cents is not between 0 and the list price of 9900',
	},
	passes: { offer: { kind: 'bundle', listPriceCents: 9_900, priceCents: 9_900 } },
} satisfies GuardExample;
