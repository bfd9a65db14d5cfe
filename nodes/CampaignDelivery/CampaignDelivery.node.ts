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
import { confirmOperation } from './confirm.operation';
import { deliverOperation } from './deliver.operation';

const operations = [deliverOperation, confirmOperation];

export class CampaignDelivery implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Campaign Delivery',
		name: 'campaignDelivery',
		icon: { light: 'file:campaignDelivery.svg', dark: 'file:campaignDelivery.dark.svg' },
		group: ['output'],
		version: [1],
		subtitle: '={{ $parameter["operation"] }}',
		description: 'Deliver messages to customers who may be written to, each at most once',
		defaults: { name: 'Campaign Delivery' },
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
