import { success, syncAudience, type SyncDifference, type SyncRequest } from '../../lib';
import type { Operation } from '../shared/operation';
import { readRequiredText } from '../shared/readParameters';
import { toItem } from '../shared/toItems';
import { readSegment, segmentField } from './segmentField';

/** Who a tool outside has to add and remove, as one item. */
export const getChangesOperation: Operation<SyncRequest, SyncDifference> = {
	name: 'getChanges',
	label: 'Get Changes for Sync',
	action: 'Get changes of a segment for a sync',
	description: 'Get who is to be added to and removed from an audience in another tool; everybody the first time',
	runs: 'once',
	fields: [
		segmentField,
		{
			displayName: 'Sync Name',
			name: 'sync',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Newsletter tool',
			description: 'A name of your own for one segment in one tool; what was told under it is remembered',
		},
		{
			displayName: 'Remember',
			name: 'remember',
			type: 'options',
			default: 'whenConfirmed',
			description: 'When the changes count as told',
			options: [
				{ name: 'At Once', value: 'atOnce', description: 'Next time only newer changes are given, even when the tool did not take these' },
				{ name: 'When Confirmed', value: 'whenConfirmed', description: "Until 'Confirm Sync' runs after the tool took them, the same changes are given again" },
			],
		},
	],
	read: (context, item) => ({
		segment: readSegment(context, item),
		sync: readRequiredText(context, { name: 'sync', label: 'Sync Name' }, item),
		remember: context.getNodeParameter('remember', item) as SyncRequest['remember'],
	}),
	run: async (engine, [request]) => [success(await syncAudience(engine, request))],
	show: (difference) => [toItem(difference)],
};
