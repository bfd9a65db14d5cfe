import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import {
	manageIdentities,
	sharedDeviceRules,
	toIso,
	type IdentityRequest,
	type IdentityResult,
} from '../../lib';
import type { Operation } from '../shared/operation';
import { readRequiredText } from '../shared/readParameters';
import { toItem } from '../shared/toItems';

const fields: readonly INodeProperties[] = [
	{
		displayName: 'Action',
		name: 'identityAction',
		type: 'options',
		default: 'link',
		options: [
			{ name: 'Choose Rule for Shared Devices', value: 'chooseRule', description: 'Whose are visits without a sign-in on a device of several customers' },
			{ name: 'Link Two IDs', value: 'link', description: 'From now on both are one customer' },
			{ name: 'Show Who an ID Is', value: 'show', description: 'The customer, all its IDs, and every link with its reason' },
			{ name: 'Undo a Link', value: 'undo', description: 'From now on as if it had never been made' },
		],
	},
	{
		displayName: 'Previous ID',
		name: 'previousId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. lead-17',
		displayOptions: { show: { identityAction: ['link', 'undo'] } },
		description: 'The ID that was given up, or the anonymous ID from before the sign-up',
	},
	{
		displayName: 'Customer ID',
		name: 'linkedId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 42',
		displayOptions: { show: { identityAction: ['link', 'undo', 'show'] } },
		description: 'The ID that stays; with Show Who an ID Is any ID, also an anonymous one',
	},
	{
		displayName: 'Rule',
		name: 'sharedDeviceRule',
		type: 'options',
		default: 'firstCustomer',
		displayOptions: { show: { identityAction: ['chooseRule'] } },
		description: 'Events with a customer ID of their own always stay with that customer',
		options: [
			{ name: 'First Customer', value: 'firstCustomer', description: 'They belong to the customer who was seen on the device first' },
			{ name: 'Nobody When Shared', value: 'nobodyWhenShared', description: 'They belong to nobody once a second customer was seen on the device' },
		],
	},
];

/** Says that two ids are one customer, takes it back, and shows who is who. */
export const linkIdentitiesOperation: Operation<IdentityRequest, IdentityResult> = {
	name: 'linkIdentities',
	label: 'Link Identities',
	action: 'Link identities of a customer',
	description: 'Make two IDs one customer, undo that, or show who an ID is and why',
	runs: 'perItem',
	fields,
	read: readRequest,
	run: async (engine, requests) => await manageIdentities(engine, requests),
	show: ({ log, ...result }) => [
		toItem({
			...result,
			log: log?.map((link) => ({
				...link,
				linkedAt: toIso(link.linkedAt),
				undoneAt: link.undoneAt === null ? null : toIso(link.undoneAt),
			})),
		}),
	],
};

function readRequest(context: IExecuteFunctions, item: number): IdentityRequest {
	const action = context.getNodeParameter('identityAction', item, 'link') as IdentityRequest['action'];
	if (action === 'chooseRule') {
		const rule = context.getNodeParameter('sharedDeviceRule', item, 'firstCustomer') as string;
		return { action, rule: sharedDeviceRules.find((known) => known === rule) ?? 'firstCustomer' };
	}
	const id = readRequiredText(context, { name: 'linkedId', label: 'Customer ID' }, item);
	if (action === 'show') return { action, id };
	const previousId = readRequiredText(context, { name: 'previousId', label: 'Previous ID' }, item);
	return { action, previousId, customerId: id };
}
