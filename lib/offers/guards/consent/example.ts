import type { GuardExample } from '../../types';

export const example = {
	refuses: {
		customer: { profiling: 'withdrawn' },
		reason: 'the customer withdrew consent to profiling',
	},
	passes: { customer: { profiling: 'unknown' } },
} satisfies GuardExample;
