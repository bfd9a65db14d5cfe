import { NodeOperationError, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import type { MoneyTable } from '../../../lib';
import { readText } from '../readParameters';

/** What amounts are counted in; empty: the currency of most orders, and nothing beside it. */
export const moneyFields: readonly INodeProperties[] = [
	{
		displayName: 'Report Currency',
		name: 'reportCurrency',
		type: 'string',
		default: '',
		placeholder: 'e.g. EUR',
		description: 'Currency all amounts are counted in; empty for the one of most orders',
	},
	{
		displayName: 'Conversion Rates',
		name: 'conversionRates',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Rate',
		default: {},
		description: 'What other currencies are worth; amounts in a currency without a rate are not counted as money',
		options: [
			{
				displayName: 'Rate',
				name: 'rate',
				values: [
					{ displayName: 'Currency', name: 'currency', type: 'string', default: '', placeholder: 'e.g. USD' },
					{
						displayName: 'Worth',
						name: 'worth',
						type: 'number',
						typeOptions: { numberPrecision: 9 },
						default: 1,
						description: 'What one unit of it is worth in the report currency',
					},
				],
			},
		],
	},
];

/** Undefined when nothing was chosen. The engine checks codes and rates; a rate given twice or without a report currency is refused here. */
export function readMoney(context: IExecuteFunctions, item: number): MoneyTable | undefined {
	const reportCurrency = readText(context, 'reportCurrency', item).toUpperCase();
	const given = context.getNodeParameter('conversionRates', item, {}) as IDataObject;
	const rows = (given.rate ?? []) as readonly { readonly currency: string; readonly worth: unknown }[];
	const rates: Record<string, number> = {};
	for (const { currency, worth } of rows) {
		const code = String(currency).trim().toUpperCase();
		if (Object.hasOwn(rates, code)) {
			throw refusal(context, item, `'Conversion Rates' has ${code} twice: expected one rate a currency`);
		}
		rates[code] = typeof worth === 'number' ? worth : Number(String(worth).trim() || Number.NaN);
	}
	if (reportCurrency !== '') return { reportCurrency, rates };
	if (rows.length === 0) return undefined;
	throw refusal(context, item, `'Report Currency' is empty: expected the currency that 'Conversion Rates' convert to, such as EUR`);
}

function refusal(context: IExecuteFunctions, item: number, message: string): NodeOperationError {
	return new NodeOperationError(context.getNode(), `${message} [item ${item}]`, { itemIndex: item });
}
