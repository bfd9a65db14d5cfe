import type { IDataObject } from 'n8n-workflow';
import { failure, parseEvents, recordEvents, sources, success, type CustomerEvent, type Outcome } from '../../lib';
import type { Operation } from '../shared/operation';
import { toItem } from '../shared/toItems';

interface Recorded {
	readonly item: IDataObject;
	readonly eventId: string;
	/** False when the same event was stored before: a retry adds nothing. */
	readonly stored: boolean;
}

/** Records each incoming item as one event; the item goes on, with the event's id. */
export const recordOperation: Operation<IDataObject, Recorded> = {
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
	],
	read: (context, item) => context.getInputData()[item].json,
	run: async (engine, requests) => {
		const plain = sources.find(({ name }) => name === 'plain') ?? sources[0];
		const now = engine.clock.now();
		const parsed = requests.map((request) => parseEvents(plain, request, now)[0]);
		const events = parsed.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
		const receipts = await recordEvents(engine, events);
		const stored = new Map(events.map((event, index) => [event, receipts[index].stored]));
		return parsed.map((outcome, index) => toRecorded(outcome, requests[index], stored));
	},
	show: ({ item, ...recorded }) => [toItem({ ...item, ...recorded })],
};

function toRecorded(
	outcome: Outcome<CustomerEvent>,
	item: IDataObject,
	stored: ReadonlyMap<CustomerEvent, boolean>,
): Outcome<Recorded> {
	if (!outcome.ok) return failure(outcome.error);
	return success({ item, eventId: outcome.value.eventId, stored: stored.get(outcome.value) ?? false });
}
