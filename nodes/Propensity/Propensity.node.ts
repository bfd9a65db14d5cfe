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
import { evaluateOperation } from './evaluate.operation';
import { scoreOperation } from './score.operation';
import { trainOperation } from './train.operation';

const operations = [trainOperation, evaluateOperation, scoreOperation];

export class Propensity implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Propensity',
		name: 'propensity',
		icon: { light: 'file:propensity.svg', dark: 'file:propensity.dark.svg' },
		group: ['transform'],
		version: [1],
		subtitle: '={{ $parameter["operation"] }}',
		description: 'Predict what customers will do, such as buy, upgrade or leave, and score everybody',
		defaults: { name: 'Propensity' },
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
