import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { operationFields } from '../shared/fields/operationField';
import { languageModelCredentials, languageModelInputs } from '../shared/languageModel';
import { runOperation } from '../shared/runOperation';
import { storeMethods } from '../shared/storeMethods';
import { writeOperation } from './write.operation';

const operations = [writeOperation];

export class PersonalizedEmail implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Personalized Email',
		name: 'personalizedEmail',
		icon: { light: 'file:personalizedEmail.svg', dark: 'file:personalizedEmail.dark.svg' },
		group: ['transform'],
		version: [1],
		subtitle: '={{ $parameter["languageModel"] === "none" ? "From Templates" : "With a Language Model" }}',
		description: 'Write an individual e-mail for each customer, checked against what is known',
		defaults: { name: 'Personalized Email' },
		inputs: languageModelInputs,
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: undefined,
		credentials: languageModelCredentials,
		properties: operationFields(operations),
		sensitiveOutputFields: ['html', 'text', 'to'],
	};

	methods = storeMethods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
