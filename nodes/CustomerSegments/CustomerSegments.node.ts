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
import { assignOperation } from './assign.operation';
import { compareOperation } from './compare.operation';
import { confirmSyncOperation } from './confirmSync.operation';
import { defineRuleOperation } from './defineRule.operation';
import { discoverOperation } from './discover.operation';
import { explainOperation } from './explain.operation';
import { findLookAlikesOperation } from './findLookAlikes.operation';
import { getChangesOperation } from './getChanges.operation';
import { getMembersOperation } from './getMembers.operation';
import { proveOperation } from './prove.operation';
import { recommendOperation } from './recommend.operation';
import { refreshRulesOperation } from './refreshRules.operation';

const operations = [
	discoverOperation,
	recommendOperation,
	getMembersOperation,
	explainOperation,
	assignOperation,
	findLookAlikesOperation,
	compareOperation,
	proveOperation,
	getChangesOperation,
	confirmSyncOperation,
	defineRuleOperation,
	refreshRulesOperation,
];

export class CustomerSegments implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Customer Segments',
		name: 'customerSegments',
		icon: { light: 'file:customerSegments.svg', dark: 'file:customerSegments.dark.svg' },
		group: ['transform'],
		version: [1],
		subtitle: '={{ $parameter["operation"] }}',
		description: 'Discover groups of customers that behave alike, get their members and explain them',
		defaults: { name: 'Customer Segments' },
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
