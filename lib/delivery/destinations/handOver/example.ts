import type { DestinationExample } from '../../types';

/** The fields of n8n's Send Email node; the headers are for providers that take headers. */
export const example = {
	settings: {},
	now: Date.UTC(2025, 2, 15),
	delivery: {
		receiptId: 'message-1',
		message: {
			customerId: 'ada',
			campaign: 'weekly',
			channel: 'email',
			to: 'ada@example.com',
			subject: 'Still thinking about it?',
			html: '<p>10 % off your next order</p>',
			text: '10 % off your next order',
			unsubscribeUrl: 'https://example.com/unsubscribe/opaquepart',
		},
		headers: {
			'List-Unsubscribe': '<https://example.com/unsubscribe/opaquepart>',
			'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
		},
	},
	exchange: [],
	answer: {
		state: 'handedOver',
		email: {
			to: 'ada@example.com',
			subject: 'Still thinking about it?',
			html: '<p>10 % off your next order</p>',
			text: '10 % off your next order',
			headers: {
				'List-Unsubscribe': '<https://example.com/unsubscribe/opaquepart>',
				'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
			},
			receiptId: 'message-1',
		},
	},
} satisfies DestinationExample<Readonly<Record<string, never>>>;
