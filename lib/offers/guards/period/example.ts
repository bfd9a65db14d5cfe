import type { GuardExample } from '../../types';

const end = Date.UTC(2025, 5, 30);

export const example = {
	refuses: { offer: { endsAt: end }, asOf: end, reason: 'ended on 2025-06-30T00:00:00.000Z' },
	passes: { offer: { endsAt: end }, asOf: end - 1 },
} satisfies GuardExample;
