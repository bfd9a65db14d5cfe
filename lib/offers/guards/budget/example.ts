import type { GuardExample } from '../../types';

/** An order of 50.00 with 10 % off promises 5.00. */
export const example = {
	refuses: {
		offer: { id: 'ten-off', budgetCents: 10_000 },
		promisedCents: { 'ten-off': 9_501 },
		reason: 'costs 5.00 and 4.99 of its budget is left',
	},
	passes: {
		offer: { id: 'ten-off', budgetCents: 10_000 },
		promisedCents: { 'ten-off': 9_500 },
	},
} satisfies GuardExample;
