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
import { nameOperation } from './name.operation';

const operations = [nameOperation];

export class CohortNaming implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Cohort Naming',
		name: 'cohortNaming',
		icon: { light: 'file:cohortNaming.svg', dark: 'file:cohortNaming.dark.svg' },
		group: ['transform'],
		version: [1],
		subtitle: '={{ $parameter["languageModel"] === "none" ? "By Rules" : "With a Language Model" }}',
		description: 'Give segments names, descriptions and suggested actions, by rules or with a language model',
		defaults: { name: 'Cohort Naming' },
		inputs: languageModelInputs,
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: undefined,
		credentials: languageModelCredentials,
		properties: operationFields(operations),
	};

	methods = storeMethods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
