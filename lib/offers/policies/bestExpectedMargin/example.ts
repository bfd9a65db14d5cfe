import type { PolicyExample } from '../../types';

/** 9 % of decisions over three candidates: 3 % each, and the best one keeps the rest. */
export const example = {
	candidates: [
		{ expectedMarginCents: 200, commitmentCents: 0 },
		{ expectedMarginCents: 260, commitmentCents: 500 },
		{ expectedMarginCents: 180, commitmentCents: 490 },
	],
	exploration: 0.09,
	probabilities: [0.03, 0.94, 0.03],
} satisfies PolicyExample;
