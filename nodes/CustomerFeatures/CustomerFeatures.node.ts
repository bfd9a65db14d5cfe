import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { operationFields } from '../shared/fields/operationField';
import { languageModelCredentials } from '../shared/languageModel';
import { runOperation } from '../shared/runOperation';
import { storeMethods } from '../shared/storeMethods';
import { computeOperation } from './compute.operation';
import { customerVectorOperation } from './customerVector.operation';
import { embedTextOperation } from './embedText.operation';
import { customerFeaturesInputs } from './inputs';
import { previewOperation } from './preview.operation';
import { rfmOperation } from './rfm.operation';
import { understandTextOperation } from './understandText.operation';

const operations = [computeOperation, previewOperation, rfmOperation, understandTextOperation, embedTextOperation, customerVectorOperation];

export class CustomerFeatures implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Customer Features',
		name: 'customerFeatures',
		icon: { light: 'file:customerFeatures.svg', dark: 'file:customerFeatures.dark.svg' },
		group: ['transform'],
		version: [1],
		subtitle: '={{ $parameter["operation"] }}',
		description: 'Compute recency, frequency, spend, usage and engagement of every customer from events, and score RFM',
		defaults: { name: 'Customer Features' },
		inputs: customerFeaturesInputs,
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: languageModelCredentials,
		properties: operationFields(operations),
	};

	methods = storeMethods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
