import type { GuardExample } from '../../types';

export const example = {
	refuses: {
		offer: { eligible: { values: { daysSinceLastOrder: { atLeast: 45 } } } },
		customer: { values: { daysSinceLastOrder: 44 } },
		reason: 'asks for daysSinceLastOrder of at least 45, and it is 44',
	},
	passes: {
		offer: { eligible: { values: { daysSinceLastOrder: { atLeast: 45 } } } },
		customer: { values: { daysSinceLastOrder: 45 } },
	},
} satisfies GuardExample;
