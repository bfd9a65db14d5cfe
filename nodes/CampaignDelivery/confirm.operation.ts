import { settleDelivery, type DeliveryOutcome, type Outcome, type Receipt } from '../../lib';
import type { Operation } from '../shared/operation';
import { readRequiredText } from '../shared/readParameters';
import { toItem } from '../shared/toItems';

interface Request {
	readonly receiptId: string;
	readonly outcome: DeliveryOutcome;
}

/** Reports back what became of messages that another node sent. */
export const confirmOperation: Operation<Request, Receipt> = {
	name: 'confirm',
	label: 'Confirm Sent',
	action: 'Confirm what became of messages',
	description: 'Record that messages handed to another node were sent, or were refused and may be sent anew',
	runs: 'perItem',
	fields: [
		{
			displayName: 'Receipt ID',
			name: 'receiptId',
			type: 'string',
			default: '={{ $json.receiptId }}',
			required: true,
			description: 'As Deliver put it on the item',
		},
		{
			displayName: 'What Became of It',
			name: 'outcome',
			type: 'options',
			default: 'sent',
			options: [
				{ name: 'Refused', value: 'refused', description: 'Not accepted: it may be sent anew' },
				{ name: 'Sent', value: 'sent', description: 'Accepted by the provider' },
			],
		},
	],
	read: (context, item) => ({
		receiptId: readRequiredText(context, { name: 'receiptId', label: 'Receipt ID' }, item),
		outcome: context.getNodeParameter('outcome', item) === 'refused' ? 'refused' : 'sent',
	}),
	run: async (engine, requests) => {
		const settled = new Map<Request, Outcome<Receipt>>();
		for (const outcome of ['sent', 'refused'] as const) {
			const group = requests.filter((request) => request.outcome === outcome);
			const outcomes = await settleDelivery(engine, group.map(({ receiptId }) => receiptId), outcome);
			group.forEach((request, index) => settled.set(request, outcomes[index]));
		}
		return requests.flatMap((request) => settled.get(request) ?? []);
	},
	show: (receipt) => [toItem(receipt)],
};
