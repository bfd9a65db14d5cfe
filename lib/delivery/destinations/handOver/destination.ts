import type { Answer, Delivery, DestinationKind } from '../../types';

/**
 * Gives each message to the next node of the workflow, which sends it: n8n's own e-mail nodes, or any provider
 * n8n knows. What became of it is reported back by its receipt id.
 */
export const handOver = {
	id: 'handOver',
	label: 'Next Node (n8n E-Mail)',
	description: "Returns each message as fields for n8n's own e-mail nodes",
	open: () => ({
		id: 'handOver',
		batchMessages: 10_000,
		send: async (_outside, deliveries) => await Promise.resolve(deliveries.map(toAnswer)),
	}),
} satisfies DestinationKind<Readonly<Record<string, never>>>;

function toAnswer({ receiptId, message, headers }: Delivery): Answer {
	const { to = '', subject, html, text } = message;
	return { state: 'handedOver', email: { to, subject, html, text, headers, receiptId } };
}
