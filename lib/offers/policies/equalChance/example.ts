import type { PolicyExample } from '../../types';

export const example = {
	candidates: [
		{ expectedMarginCents: 200, commitmentCents: 0 },
		{ expectedMarginCents: 260, commitmentCents: 500 },
	],
	exploration: 0.05,
	probabilities: [0.5, 0.5],
} satisfies PolicyExample;
