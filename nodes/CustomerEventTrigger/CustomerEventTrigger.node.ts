import {
	NodeConnectionTypes,
	type INodeType,
	type IHttpRequestMethods,
	type INodeTypeDescription,
	type ITriggerResponse,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { closeEngines } from '../shared/engines';
import { storeCredentials } from '../shared/storeCredentials';
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
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				path: '={{$parameter["path"]}}',
				isFullPath: true,
			},
			// Trackers append up to three parts to their base address: "batch", "v1/track", "i/v0/e".
			...[':call', ':group/:call', ':group/:version/:call'].map((calls, index) => ({
				name: 'default' as const,
				httpMethod: 'POST,GET' as IHttpRequestMethods,
				responseMode: 'onReceived' as const,
				path: `={{$parameter["path"]}}/${calls}`,
				isFullPath: true,
				ndvHideUrl: index > 0,
				ndvHideMethod: true,
			})),
		],
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
					{ name: 'Any: Recognize by Address and Body', value: 'auto', description: 'Several trackers may share the address' },
					{ name: 'Plain JSON', value: 'plain', description: 'One event, a list, or { "events": [...] }' },
					{ name: 'Segment', value: 'segment', description: 'Segment, RudderStack or Jitsu calls and batches' },
				],
			},
			{
				displayName: 'Trigger On',
				name: 'startOn',
				type: 'options',
				default: 'nothing',
				description: 'Which new events start this workflow; all are stored either way',
				options: [
					{ name: 'Chosen Events', value: 'chosenEvents', description: 'Only events with the names you list' },
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
				displayName: 'Authentication',
				name: 'authentication',
				type: 'options',
				default: 'none',
				description: 'Who may send events',
				options: [
					{ name: 'None', value: 'none', description: 'Anyone who knows the address' },
					{ name: 'Write Key', value: 'writeKey', description: 'Senders that know the key, as trackers do' },
				],
			},
			{
				displayName: 'Write Key',
				name: 'writeKey',
				type: 'string',
				typeOptions: { password: true },
				default: '',
				required: true,
				displayOptions: { show: { authentication: ['writeKey'] } },
				description: 'Sent as Basic authentication user, as header X-Write-Key, or as writeKey in the body',
			},
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

	/** n8n waits for the close function alone: what is open is flushed and closed there. */
	async trigger(): Promise<ITriggerResponse> {
		return await Promise.resolve({ closeFunction: closeEngines });
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveEvents(this);
	}
}
