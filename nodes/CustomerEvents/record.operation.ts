import type { IDataObject } from 'n8n-workflow';
import { InvalidInput, parseItem, recordScreened, success, systemClock, type CustomerEvent, type ScreenPolicy } from '../../lib';
import { privacyField, readPrivacy } from '../shared/fields/privacyField';
import type { Operation } from '../shared/operation';
import { toItem } from '../shared/toItems';

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
		{
			displayName:
				'Each item needs a customer (userId, customerId or anonymousId) and a name (event). Also read: messageId, timestamp, orderId, productId, quantity, revenue, currency, channel, properties.',
			name: 'recordNotice',
			type: 'notice',
			default: '',
		},
		privacyField,
	],
	// Parsed while reading, so that a bad item stops the batch before anything is stored.
	read: async (context, item) => ({
		...readEvent(context.getInputData()[item].json),
		policy: await readPrivacy(context, context.getNodeParameter('privacy', item, {}) as IDataObject),
	}),
	run: async (engine, requests) => {
		const [first] = requests;
		const { receipts } = await recordScreened(engine, first.policy, requests.map(({ event }) => event));
		return requests.map(({ item, event: { eventId } }, index) =>
			success({ item, eventId, stored: receipts[index].stored }),
		);
	},
	show: ({ item, ...recorded }) => [toItem({ ...item, ...recorded })],
};

function readEvent(item: IDataObject): Omit<Request, 'policy'> {
	const [parsed, ...others] = parseItem(item, systemClock.now());
	if (parsed === undefined || others.length > 0) {
		throw new InvalidInput(
			`the item holds a list of ${parsed === undefined ? 0 : others.length + 1} events: expected one event an item, so split the list first`,
		);
	}
	if (!parsed.ok) throw parsed.error;
	return { item, event: parsed.value };
}
