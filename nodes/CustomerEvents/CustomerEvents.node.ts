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
import { importOperation } from './import.operation';
import { importCredentials } from './importSource';
import { linkIdentitiesOperation } from './linkIdentities.operation';
import { readinessOperation } from './readiness.operation';
import { recordOperation } from './record.operation';
import { getEventFields } from './recordFields';

const credentials = [...storeCredentials, ...importCredentials];

const operations = [importOperation, recordOperation, linkIdentitiesOperation, readinessOperation];

export class CustomerEvents implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Customer Events',
		name: 'customerEvents',
		icon: { light: 'file:customerEvents.svg', dark: 'file:customerEvents.dark.svg' },
		group: ['transform'],
		version: [1],
		subtitle: '={{ $parameter["operation"] }}',
		description: 'Import customer events, record items as events, link the IDs of a customer, and check whether there is enough data',
		defaults: { name: 'Customer Events' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials,
		properties: operationFields(operations),
	};

	methods = { ...storeMethods, resourceMapping: { getEventFields } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
