import type { GuardExample } from '../../types';

export const example = {
	refuses: {
		offer: { eligible: { values: { ageGroup: { atLeast: 2 } } } },
		reason: 'asks for ageGroup, which speaks of a protected trait (age): remove it from the offer',
	},
	passes: { offer: { eligible: { values: { accountAgeDays: { atLeast: 2 } } } } },
} satisfies GuardExample;
