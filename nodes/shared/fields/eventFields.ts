import type { ImportField } from '../../../lib';

export interface EventField {
	readonly name: string;
	readonly value: ImportField;
	readonly description: string;
	readonly type: 'string' | 'number' | 'dateTime';
}

/** What an event can have, in plain words; the same in every place where fields are mapped. In order of the alphabet, as n8n shows options. */
export const eventFields: readonly EventField[] = [
	{ name: 'Anonymous ID', value: 'anonymousId', type: 'string', description: 'Of a visitor or device, before anybody signed in' },
	{ name: 'Campaign', value: 'campaign', type: 'string', description: 'Campaign that led to the event' },
	{ name: 'Channel', value: 'channel', type: 'string', description: 'Such as e-mail, push or web' },
	{ name: 'Coupon', value: 'coupon', type: 'string', description: 'Code that was used' },
	{ name: 'Currency', value: 'currency', type: 'string', description: 'Three letters, such as EUR' },
	{ name: 'Customer ID', value: 'customerId', type: 'string', description: 'Who it was: an ID or an e-mail address' },
	{ name: 'Device', value: 'device', type: 'string', description: 'Such as mobile or desktop' },
	{ name: 'Discount', value: 'discount', type: 'number', description: 'Amount taken off' },
	{ name: 'Event ID', value: 'eventId', type: 'string', description: 'The same event is stored once by its ID' },
	{ name: 'Event Name', value: 'name', type: 'string', description: 'What happened, such as Order Completed' },
	{ name: 'Order ID', value: 'orderId', type: 'string', description: 'Lines with the same order are one order' },
	{ name: 'Platform', value: 'platform', type: 'string', description: 'Such as iOS, Android or Windows' },
	{ name: 'Product ID', value: 'productId', type: 'string', description: 'What it was about' },
	{ name: 'Quantity', value: 'quantity', type: 'number', description: 'How many' },
	{ name: 'Received At', value: 'receivedAt', type: 'dateTime', description: 'When it was known, where that is later than when it happened' },
	{ name: 'Revenue', value: 'revenue', type: 'number', description: 'Amount paid' },
	{ name: 'Session ID', value: 'sessionId', type: 'string', description: 'Of the visit' },
	{ name: 'Time', value: 'occurredAt', type: 'dateTime', description: 'When it happened; now where there is none' },
	{ name: 'Unit Price', value: 'unitPrice', type: 'number', description: 'Of one piece' },
];

/** As choices of an options field. */
export function fieldChoices(except: readonly ImportField[] = []): { name: string; value: ImportField; description: string }[] {
	return eventFields
		.filter(({ value }) => !except.includes(value))
		.map(({ name, value, description }) => ({ name, value, description }));
}
