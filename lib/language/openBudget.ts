import { InvalidInput } from '../core/errors';
import type { TokenUsage } from './types';

/** Price list of one model: money for a million tokens, in the currency the user thinks in. */
export interface Prices {
	readonly inputPerMillion: number;
	readonly outputPerMillion: number;
}

export interface BudgetLimits {
	/** Input and output together. */
	readonly tokensMax?: number;
	/** Needs `prices`. */
	readonly costMax?: number;
	readonly prices?: Prices;
}

export interface Spent extends TokenUsage {
	/** In the currency of the prices; absent without prices. */
	readonly cost?: number;
}

/**
 * What a run may spend. A call is reserved at its worst case before it is made, so calls that run
 * at the same time cannot exceed the limit together; settling puts the real usage in its place.
 */
export interface Budget {
	/** Absent: allowed, and reserved. A sentence: refused, with the reason. */
	reserve(worstCase: TokenUsage): string | undefined;
	settle(worstCase: TokenUsage, actual: TokenUsage): void;
	spent(): Spent;
}

/** A budget with the given limits; without limits it only counts. */
export function openBudget(limits: BudgetLimits = {}): Budget {
	checkLimits(limits);
	const spent = { inputTokens: 0, outputTokens: 0 };
	const reserved = { inputTokens: 0, outputTokens: 0 };
	return {
		reserve(worstCase) {
			const after = addUsage(addUsage(spent, reserved), worstCase);
			const refusal = refusalOf(limits, after);
			if (refusal === undefined) Object.assign(reserved, addUsage(reserved, worstCase));
			return refusal;
		},
		settle(worstCase, actual) {
			reserved.inputTokens -= worstCase.inputTokens;
			reserved.outputTokens -= worstCase.outputTokens;
			Object.assign(spent, addUsage(spent, actual));
		},
		spent: () => (limits.prices ? { ...spent, cost: costOf(spent, limits.prices) } : { ...spent }),
	};
}

export function addUsage(left: TokenUsage, right: TokenUsage): TokenUsage {
	return {
		inputTokens: left.inputTokens + right.inputTokens,
		outputTokens: left.outputTokens + right.outputTokens,
	};
}

/** Money for the tokens, in the currency of the prices. */
export function costOf(usage: TokenUsage, prices: Prices): number {
	return (usage.inputTokens * prices.inputPerMillion + usage.outputTokens * prices.outputPerMillion) / 1_000_000;
}

function refusalOf(limits: BudgetLimits, after: TokenUsage): string | undefined {
	const tokens = after.inputTokens + after.outputTokens;
	if (limits.tokensMax !== undefined && tokens > limits.tokensMax) {
		return `the budget of ${limits.tokensMax} tokens has no room for another call`;
	}
	if (limits.costMax === undefined || !limits.prices) return undefined;
	if (costOf(after, limits.prices) <= limits.costMax) return undefined;
	return `the budget of ${limits.costMax} has no room for another call`;
}

function checkLimits(limits: BudgetLimits): void {
	const numbers = {
		tokensMax: limits.tokensMax,
		costMax: limits.costMax,
		inputPerMillion: limits.prices?.inputPerMillion,
		outputPerMillion: limits.prices?.outputPerMillion,
	};
	for (const [name, value] of Object.entries(numbers)) {
		if (value !== undefined && !(value >= 0)) {
			throw new InvalidInput(`${name} of the budget is ${value}: expected a number from 0 up`);
		}
	}
	if (limits.costMax !== undefined && !limits.prices) {
		throw new InvalidInput('the budget limits the cost, but no prices are given: expected inputPerMillion and outputPerMillion');
	}
}
