import {
	NodeConnectionTypes,
	type INodeType,
	type INodeTypeDescription,
	type ITriggerFunctions,
	type ITriggerResponse,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { addresses } from './addresses';
import { closeEngines } from '../shared/engines';
import { privacyField } from '../shared/fields/privacyField';
import { storeCredentials } from '../shared/storeCredentials';
import { mappingFields } from './mappingFields';
import { openOwnPort } from './openOwnPort';
import { receiveEvents } from './receiveEvents';

export class CustomerEventTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Customer Event Trigger',
		name: 'customerEventTrigger',
		icon: { light: 'file:customerEventTrigger.svg', dark: 'file:customerEventTrigger.dark.svg' },
		group: ['trigger'],
		version: [1],
		subtitle: '={{ $parameter["path"] }}',
		description: 'Collects customer events from your site or tracker and stores them, each once',
		eventTriggerDescription: 'Waiting for an event at the address above',
		activationMessage: 'Events sent to the production address are now stored',
		defaults: { name: 'Customer Event Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: storeCredentials,
		webhooks: addresses,
		properties: [
			{
				displayName: 'Path',
				name: 'path',
				type: 'string',
				default: 'customer-events',
				placeholder: 'e.g. customer-events',
				required: true,
				description: 'End of the address that events are sent to',
			},
			{
				displayName: 'Sent By',
				name: 'source',
				type: 'options',
				default: 'auto',
				description: 'How the sender words its events',
				options: [
					{ name: 'Amplitude', value: 'amplitude', description: 'HTTP V2 and batch uploads of Amplitude' },
					{ name: 'Any: Recognize by Address and Body', value: 'auto', description: 'Several trackers may share the address' },
					{ name: 'Intercom', value: 'intercom', description: 'Webhooks about conversations, tickets, ratings and contacts' },
					{ name: 'Mixpanel', value: 'mixpanel', description: 'Events, profiles, groups and imports of Mixpanel' },
					{ name: 'Other JSON, Mapped by You', value: 'mapped', description: 'JSON of any shape: you say where it has what' },
					{ name: 'Plain JSON', value: 'plain', description: 'One event, a list, or { "events": [...] }' },
					{ name: 'PostHog', value: 'posthog', description: "Events, batches and settings questions of PostHog's libraries" },
					{ name: 'Segment', value: 'segment', description: 'Segment, RudderStack or Jitsu calls and batches' },
					{ name: 'Shopify', value: 'shopify', description: 'Webhooks about orders, refunds, checkouts and customers' },
					{ name: 'Stripe', value: 'stripe', description: 'Webhooks about charges, refunds and subscriptions' },
					{ name: 'Zendesk', value: 'zendesk', description: 'Webhooks about tickets, their comments and ratings' },
				],
			},
			...mappingFields,
			{
				displayName: 'Trigger On',
				name: 'startOn',
				type: 'options',
				default: 'nothing',
				description: 'Which new events start this workflow; all are stored either way',
				options: [
					{ name: 'Chosen Events', value: 'chosenEvents', description: 'Only events with the names you list' },
					{ name: 'Customer Enters a Segment', value: 'entersSegment', description: 'An event that brings a customer into a segment made by a rule, at that moment' },
					{ name: 'Every Event', value: 'everyEvent', description: 'Each request with new events starts the workflow once' },
					{ name: 'Nothing, Only Collect', value: 'nothing', description: 'Fastest: store and answer, start nothing' },
				],
			},
			{
				displayName: 'Event Names',
				name: 'eventNames',
				type: 'string',
				default: 'Pricing Viewed',
				required: true,
				displayOptions: { show: { startOn: ['chosenEvents'] } },
				placeholder: 'e.g. Pricing Viewed, Checkout Started',
				description: 'Names of events that start the workflow, separated by commas',
			},
			{
				displayName: 'Segments',
				name: 'segmentNames',
				type: 'string',
				default: '',
				displayOptions: { show: { startOn: ['entersSegment'] } },
				placeholder: 'e.g. High intent, Slipping away',
				description: "Names of segments published with 'Define Rule' in Customer Segments, separated by commas; empty for all of them",
			},
			{
				displayName: 'Authentication',
				name: 'authentication',
				type: 'options',
				default: 'none',
				description: 'Who may send events',
				options: [
					{ name: 'None', value: 'none', description: 'Anyone who knows the address' },
					{ name: 'Write Key or Signing Secret', value: 'writeKey', description: 'Trackers that know the key, servers that sign with the secret' },
				],
			},
			{
				displayName: 'Write Key or Signing Secret',
				name: 'writeKey',
				type: 'string',
				typeOptions: { password: true },
				default: '',
				required: true,
				displayOptions: { show: { authentication: ['writeKey'] } },
				description: 'A key is sent as Basic authentication user, as header X-Write-Key, or in the body. Intercom, Shopify, Stripe and Zendesk sign with the secret instead.',
			},
			{
				displayName: 'Most Requests per Minute',
				name: 'requestsPerMinute',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 0,
				description: 'Of one sender (by network address); more are answered with 429 and a time to come again. 0 sets no limit.',
			},
			{
				displayName: 'Own Port',
				name: 'ownPort',
				type: 'boolean',
				default: false,
				description: 'Whether to listen on a port of its own as well, for sites that send more than n8n\'s webhooks carry',
			},
			{
				displayName: 'Port',
				name: 'port',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 65535 },
				default: 8127,
				displayOptions: { show: { ownPort: [true] } },
				description: 'Each trigger needs one of its own. Trackers get the host and this port as their base address.',
			},
			{
				displayName: 'Listen On',
				name: 'host',
				type: 'string',
				default: '127.0.0.1',
				displayOptions: { show: { ownPort: [true] } },
				placeholder: 'e.g. 127.0.0.1',
				description: 'Network address of this machine. 127.0.0.1 lets only this machine in, such as a proxy that speaks HTTPS; 0.0.0.0 lets in everybody.',
			},
			{
				displayName: 'Largest Body (MB)',
				name: 'megabytesMax',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 16,
				displayOptions: { show: { ownPort: [true] } },
				description: 'Larger requests are answered with 413',
			},
			privacyField,
			// Read by n8n itself: leaves the body to this node, which then answers 400 with a sentence for broken JSON.
			{ displayName: 'Options', name: 'options', type: 'hidden', default: { binaryData: true } },
		],
	};

	webhookMethods = {
		default: {
			async checkExists(): Promise<boolean> {
				return await Promise.resolve(true);
			},
			async create(): Promise<boolean> {
				return await Promise.resolve(true);
			},
			async delete(): Promise<boolean> {
				return await Promise.resolve(true);
			},
		},
	};

	/** n8n waits for the close function alone: what is open is flushed and closed there. A test in the editor opens no port. */
	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		const listener = this.getMode() === 'manual' ? undefined : await openOwnPort(this);
		return {
			closeFunction: async () => {
				await listener?.close();
				await closeEngines();
			},
		};
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveEvents(this);
	}
}
