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
import { computeOperation } from './compute.operation';
import { previewOperation } from './preview.operation';
import { understandTextOperation } from './understandText.operation';

const operations = [computeOperation, previewOperation, understandTextOperation];

export class CustomerFeatures implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Customer Features',
		name: 'customerFeatures',
		icon: { light: 'file:customerFeatures.svg', dark: 'file:customerFeatures.dark.svg' },
		group: ['transform'],
		version: [1],
		subtitle: '={{ $parameter["operation"] }}',
		description: 'Compute recency, frequency, spend, usage and engagement of every customer from events',
		defaults: { name: 'Customer Features' },
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
