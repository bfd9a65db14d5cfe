import type { IDisplayOptions, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { openBudget, type Budget, type Prices } from '../../lib';
import { readNumber } from '../shared/readParameters';

const TOKENS = 200_000;

/** What a run may spend on a model. */
export function tokensField(show: NonNullable<IDisplayOptions['show']>): INodeProperties {
	return {
		displayName: 'Most Tokens',
		name: 'tokensMax',
		type: 'number',
		default: TOKENS,
		typeOptions: { minValue: 1 },
		displayOptions: { show },
		description: 'Most tokens a run may use, input and output together; what that takes is said before the first call',
	};
}

export function readBudget(context: IExecuteFunctions, item: number, prices?: Prices): Budget {
	const tokensMax = readNumber(context, { name: 'tokensMax', label: 'Most Tokens', low: 1, high: 1e12, fallback: TOKENS }, item);
	return openBudget({ tokensMax, ...(prices && { prices }) });
}
