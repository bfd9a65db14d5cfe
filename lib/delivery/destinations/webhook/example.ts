import type { DestinationExample } from '../../types';
import type { WebhookSettings } from './settings';

/** One signed request; the signature was computed with OpenSSL over "id.timestamp.body". */
export const example = {
	settings: {
		url: 'https://shop.example/messages',
		secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
		headers: { Authorization: 'Bearer token' },
	},
	now: Date.UTC(2025, 2, 15),
	delivery: {
		receiptId: 'message-1',
		message: {
			customerId: 'ada',
			campaign: 'weekly',
			channel: 'email',
			to: 'ada@example.com',
			subject: 'Hello',
			html: '',
			text: 'Hello',
			details: { offer: 'ten-off' },
		},
		headers: {},
	},
	exchange: [
		{
			request: {
				method: 'POST',
				url: 'https://shop.example/messages',
				headers: {
					Authorization: 'Bearer token',
					'Content-Type': 'application/json',
					'Idempotency-Key': 'message-1',
					'webhook-id': 'message-1',
					'webhook-timestamp': '1741996800',
					'webhook-signature': 'v1,xs9nfE+BTPmICfwUwd1OnRY5jA1CCpqkQs4I0bRKV90=',
				},
				body: '{"receiptId":"message-1","customerId":"ada","campaign":"weekly","channel":"email","to":"ada@example.com","subject":"Hello","html":"","text":"Hello","headers":{},"details":{"offer":"ten-off"}}',
				timeoutSeconds: 30,
			},
			response: { status: 202, headers: {}, body: '' },
		},
	],
	answer: { state: 'sent' },
} satisfies DestinationExample<WebhookSettings>;
