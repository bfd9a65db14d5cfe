import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { operationFields } from '../shared/fields/operationField';
import { runOperation } from '../shared/runOperation';
import { storeCredentials } from '../shared/storeCredentials';
import { storeMethods } from '../shared/storeMethods';
import { chooseOperation } from './choose.operation';

const operations = [chooseOperation];

export class OfferDecision implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Offer Decision',
		name: 'offerDecision',
		icon: { light: 'file:offerDecision.svg', dark: 'file:offerDecision.dark.svg' },
		group: ['transform'],
		version: [1],
		subtitle: '={{ $parameter["campaign"] }}',
		description: 'Choose the offer each customer gets, within consent, budget, margin and frequency',
		defaults: { name: 'Offer Decision' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: storeCredentials,
		properties: operationFields(operations),
	};

	methods = storeMethods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
