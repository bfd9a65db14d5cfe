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
import { reportOperation } from './report.operation';

const operations = [reportOperation];

export class SegmentReport implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Segment Report',
		name: 'segmentReport',
		icon: { light: 'file:segmentReport.svg', dark: 'file:segmentReport.dark.svg' },
		group: ['output'],
		version: [1],
		subtitle: '={{ $parameter["title"] }}',
		description: 'Make an HTML report and plots of segments, predictions and example e-mails',
		defaults: { name: 'Segment Report' },
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
