import type { IDataObject } from 'n8n-workflow';
import { recordScreenedEach, success, type CustomerEvent, type ScreenPolicy } from '../../lib';
import { privacyField, readPrivacy } from '../shared/fields/privacyField';
import type { Operation } from '../shared/operation';
import { toItem } from '../shared/toItems';
import { readEvent, recordFields } from './recordFields';

interface Request {
	readonly item: IDataObject;
	readonly event: CustomerEvent;
	readonly policy: ScreenPolicy;
}

interface Recorded {
	readonly item: IDataObject;
	readonly eventId: string;
	/** False when the same event was stored before: a retry adds nothing. */
	readonly stored: boolean;
}

/** Records each incoming item as one event; the item goes on, with the event's id. */
export const recordOperation: Operation<Request, Recorded> = {
	name: 'record',
	label: 'Record Items',
	action: 'Record items as events',
	description: 'Store each incoming item as one event, once by its ID',
	runs: 'perItem',
	fields: [
		...recordFields,
		privacyField,
	],
	// Parsed while reading, so that a bad item stops the batch before anything is stored.
	read: async (context, item) => ({
		...readEvent(context, item),
		policy: await readPrivacy(context, context.getNodeParameter('privacy', item, {}) as IDataObject),
	}),
	run: async (engine, requests) => {
		const { receipts } = await recordScreenedEach(engine, requests);
		return requests.map(({ item, event: { eventId } }, index) => success({ item, eventId, stored: receipts[index].stored }));
	},
	show: ({ item, ...recorded }) => [toItem({ ...item, ...recorded })],
};
