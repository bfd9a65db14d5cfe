import { confirmSync, success } from '../../lib';
import type { Operation } from '../shared/operation';
import { readNumber, readRequiredText } from '../shared/readParameters';
import { toItem } from '../shared/toItems';

interface Request {
	readonly sync: string;
	readonly position: number;
}

/** Says that a tool took what Get Changes for Sync gave. */
export const confirmSyncOperation: Operation<Request, Request> = {
	name: 'confirmSync',
	label: 'Confirm Sync',
	action: 'Confirm a sync',
	description: "Say that a tool took the changes of 'Get Changes for Sync', so that they are not given again",
	runs: 'once',
	fields: [
		{
			displayName: 'Sync Name',
			name: 'sync',
			type: 'string',
			default: '={{ $json.sync }}',
			required: true,
			description: "The name given in 'Get Changes for Sync'",
		},
		{
			displayName: 'Position',
			name: 'position',
			type: 'string',
			default: '={{ $json.position }}',
			required: true,
			description: "'position' of the item of 'Get Changes for Sync'",
		},
	],
	read: (context, item) => ({
		sync: readRequiredText(context, { name: 'sync', label: 'Sync Name' }, item),
		position: readNumber(context, { name: 'position', label: 'Position', low: 1, high: Number.MAX_SAFE_INTEGER }, item),
	}),
	run: async (engine, [request]) => {
		await confirmSync(engine, request);
		return [success(request)];
	},
	show: ({ sync, position }) => [toItem({ sync, position, confirmed: true })],
};
