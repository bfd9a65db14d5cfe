import type { GuardExample } from '../../types';

const march = (day: number): number => Date.UTC(2025, 2, day);

export const example = {
	refuses: {
		offer: { perCustomerWindowDays: 7 },
		customer: { history: [{ offerId: 'gift', decidedAt: march(1), windowDays: 30 }] },
		asOf: march(31) - 1,
		reason: 'the customer got "gift" on 2025-03-01, within its window of 30 days',
	},
	passes: {
		offer: { perCustomerWindowDays: 7 },
		customer: { history: [{ offerId: 'gift', decidedAt: march(1), windowDays: 30 }] },
		asOf: march(31),
	},
} satisfies GuardExample;
