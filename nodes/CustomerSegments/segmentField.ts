import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

/** One segment, by the list or by its id or name. */
export const segmentField: INodeProperties = {
	displayName: 'Segment',
	name: 'segment',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'Whose customers a tool is told of',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchSegments', searchable: true },
		},
		{ displayName: 'ID or Name', name: 'id', type: 'string', placeholder: 'e.g. segment-3' },
	],
};

export function readSegment(context: IExecuteFunctions, item: number): string {
	return String((context.getNodeParameter('segment', item) as { value: unknown }).value ?? '').trim();
}
