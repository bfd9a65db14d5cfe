import type { IDataObject, IExecuteFunctions, INodeProperties, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';
import { SetupNeeded, type ScreenPolicy } from '../../../lib';

/** What events lose at the door: the same choices wherever events come in. */
export const privacyField: INodeProperties = {
	displayName: 'Privacy',
	name: 'privacy',
	type: 'collection',
	placeholder: 'Add Rule',
	default: {},
	description: 'Passwords, keys and card numbers are always removed; bots and machine opens are always marked',
	options: [
		{
			displayName: 'Customers Who Opted Out',
			name: 'optedOut',
			type: 'options',
			default: 'keepForContract',
			description: 'What happens to events of customers who objected to profiling',
			options: [
				{ name: 'Drop', value: 'drop', description: 'Only orders, refunds, consents and sends are stored' },
				{ name: 'Keep for the Contract Only', value: 'keepForContract', description: 'Stored, and left out of every feature, segment and prediction' },
			],
		},
		{
			displayName: 'Properties to Keep',
			name: 'keep',
			type: 'string',
			default: '',
			placeholder: 'e.g. plan, category, query',
			description: 'Names separated by commas; all other properties are removed. Empty keeps all.',
		},
		{
			displayName: 'Pseudonymize E-Mail and Phone',
			name: 'pseudonymize',
			type: 'boolean',
			default: false,
			description: 'Whether addresses and numbers become stand-ins that only the Pseudonym Key of the Customer Store credential makes. E-mails can then not be sent from here.',
		},
		{
			displayName: 'Shorten IP Addresses',
			name: 'shortenIp',
			type: 'boolean',
			default: true,
			description: 'Whether IP addresses keep only the part that tells the network',
		},
	],
};

type Context = IExecuteFunctions | ITriggerFunctions | IWebhookFunctions;

/** The policy that the field and the credential say. SetupNeeded when pseudonyms are asked for without a key. */
export async function readPrivacy(context: Context, field: IDataObject): Promise<ScreenPolicy> {
	const pseudonymKey = field.pseudonymize === true ? await readKey(context) : undefined;
	return toPolicy(field, pseudonymKey);
}

async function readKey(context: Context): Promise<string | undefined> {
	if (context.getNode().credentials?.customerStoreApi === undefined) return undefined;
	const { pseudonymSecretKey } = await context.getCredentials<{ pseudonymSecretKey?: string }>('customerStoreApi');
	return pseudonymSecretKey;
}

function toPolicy(field: IDataObject, pseudonymKey: string | undefined): ScreenPolicy {
	const names = String(field.keep ?? '')
		.split(',')
		.map((name) => name.trim())
		.filter((name) => name !== '');
	if (field.pseudonymize === true && !pseudonymKey) {
		throw new SetupNeeded(
			"'Pseudonymize E-Mail and Phone' is on without a key: choose a Customer Store credential and fill in its 'Pseudonym Key'",
		);
	}
	return {
		keep: names.length === 0 ? 'all' : names,
		shortenIp: field.shortenIp !== false,
		optedOut: field.optedOut === 'drop' ? 'drop' : 'keepForContract',
		...(field.pseudonymize === true ? { pseudonymKey } : {}),
	};
}
