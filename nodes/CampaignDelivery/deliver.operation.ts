import { setTimeout as wait } from 'node:timers/promises';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import {
	deliverMessages,
	destinations,
	InvalidInput,
	type DeliveryOptions,
	type Destination,
	type OutgoingMessage,
	type Outcome,
	type Receipt,
} from '../../lib';
import type { Operation } from '../shared/operation';
import { optionsOf, readRequiredText } from '../shared/readParameters';
import { runInGroups } from '../shared/runInGroups';
import { toItem } from '../shared/toItems';

interface Request {
	readonly item: IDataObject;
	readonly message: OutgoingMessage;
	readonly destination: Destination;
	/** What the destination was opened with. */
	readonly destinationSettings: readonly string[];
	readonly options: DeliveryOptions;
}

interface Delivered {
	readonly item: IDataObject;
	readonly receipt: Receipt;
}

const fields: readonly INodeProperties[] = [
	{
		displayName: 'Destination',
		name: 'destination',
		type: 'options',
		default: 'handOver',
		options: Object.values(destinations).map(({ id, label, description }) => ({ name: label, value: id, description })),
		description: 'Who sends the messages that may be sent',
	},
	{
		displayName: 'Webhook Address',
		name: 'webhookUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://mail.example.com/messages',
		displayOptions: { show: { destination: ['webhook'] } },
		description: 'Each message is posted there as JSON, with an idempotency key',
	},
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: true,
		description: 'Whether to only say who would be written to, without sending or recording anything',
	},
	{
		displayName: 'Customers Without a Consent Record',
		name: 'unknownConsent',
		type: 'options',
		default: 'withhold',
		options: [
			{ name: 'Write to Them', value: 'send', description: 'Only if you hold their consent elsewhere' },
			{ name: 'Do Not Write to Them', value: 'withhold', description: 'The safe choice' },
		],
		description: 'What to do where no consent to marketing is on record; a withdrawn consent always holds',
	},
	{
		displayName: 'Options',
		name: 'deliveryOptions',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Days of the Frequency Cap',
				name: 'capDays',
				type: 'number',
				default: 7,
				typeOptions: { minValue: 1, maxValue: 365 },
				description: "Days in which 'Most Messages per Customer' counts",
			},
			{
				displayName: 'Most Messages per Customer',
				name: 'capMessages',
				type: 'number',
				default: 2,
				typeOptions: { minValue: 1, maxValue: 100 },
				description: 'Over all campaigns, in the days of the frequency cap',
			},
			{
				displayName: 'Signing Secret',
				name: 'secret',
				type: 'string',
				typeOptions: { password: true },
				default: '',
				description: 'Signs each post to the webhook, so that the receiver can check who sent it',
			},
		],
	},
];

/** Asks consent and caps last, then hands each message on or posts it, at most once. */
export const deliverOperation: Operation<Request, Delivered> = {
	name: 'deliver',
	label: 'Deliver',
	action: 'Deliver messages',
	description: 'Deliver written messages to those who may be written to, each at most once',
	runs: 'perItem',
	fields,
	read: (context, item) => ({
		item: context.getInputData()[item].json,
		message: readMessage(context.getInputData()[item].json, item),
		...readDestination(context, item),
		options: {
			dryRun: context.getNodeParameter('dryRun', item) === true,
			unknownConsent: context.getNodeParameter('unknownConsent', item) === 'send' ? 'send' : 'withhold',
			frequencyCap: {
				messages: optionsOf(context, 'deliveryOptions', item)('capMessages', 2),
				days: optionsOf(context, 'deliveryOptions', item)('capDays', 7),
			},
			wait: async (milliseconds) => await wait(milliseconds),
		},
	}),
	run: async (engine, requests) =>
		await runInGroups(requests, settingsOf, async (group) => {
			const [{ destination, options }] = group;
			const messages = group.map(({ message }) => message);
			const outcomes = await deliverMessages(engine, destination, { messages, options });
			return outcomes.map((outcome, index): Outcome<Delivered> =>
				outcome.ok ? { ok: true, value: { item: group[index].item, receipt: outcome.value } } : outcome,
			);
		}),
	show: ({ item, receipt: { email, ...receipt } }) => [toItem({ ...item, ...receipt, ...(email ?? {}) })],
};

const settingsOf = ({ destinationSettings, options }: Request): unknown => [destinationSettings, options];

function readDestination(
	context: IExecuteFunctions,
	item: number,
): Pick<Request, 'destination' | 'destinationSettings'> {
	if (context.getNodeParameter('destination', item) === 'handOver') {
		return { destination: destinations.handOver.open(), destinationSettings: [] };
	}
	const secret = optionsOf(context, 'deliveryOptions', item)('secret', '');
	const url = readRequiredText(context, { name: 'webhookUrl', label: 'Webhook Address' }, item);
	return {
		destination: destinations.webhook.open({ url, attemptsMax: 3, ...(secret === '' ? {} : { secret }) }),
		destinationSettings: [url, secret],
	};
}

function readMessage(json: IDataObject, item: number): OutgoingMessage {
	const text = (name: string): string => {
		const value = json[name];
		if (typeof value === 'string' && value.trim() !== '') return value;
		throw new InvalidInput(`${name} of item ${item} is missing: expected the output of Personalized Email, or items with customerId, campaign, subject, html and text`);
	};
	return {
		customerId: text('customerId'),
		campaign: text('campaign'),
		channel: typeof json.channel === 'string' ? json.channel : 'email',
		...(typeof json.to === 'string' && json.to !== '' ? { to: json.to } : {}),
		subject: text('subject'),
		html: text('html'),
		text: text('text'),
		...(typeof json.occasion === 'string' ? { occasion: json.occasion } : {}),
		...(typeof json.unsubscribeUrl === 'string' ? { unsubscribeUrl: json.unsubscribeUrl } : {}),
		details: detailsOf(json),
	};
}

/** What the event of the send should remember, for later measurement. */
function detailsOf(json: IDataObject): Record<string, unknown> {
	const offer = json.offer as IDataObject | null | undefined;
	const decision = json.offerDecision as IDataObject | undefined;
	return {
		writtenBy: json.writtenBy ?? null,
		segment: json.segment ?? json.segmentName ?? null,
		offer: offer?.id ?? null,
		decision: decision?.id ?? null,
	};
}

