import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import {
	InvalidInput,
	messagePurposes,
	openBudget,
	resolveAsOf,
	writeEmails,
	type AsOf,
	type Brand,
	type EmailRequest,
	type MessageOffer,
	type MessagePurpose,
	type MessageTone,
	type Outcome,
	type WriteMessagesOptions,
	type WrittenEmail,
} from '../../lib';
import { asOfFields, readAsOf } from '../shared/fields/asOfField';
import { customerIdField } from '../shared/fields/customerIdField';
import { languageModelFields } from '../shared/languageModel';
import type { Operation } from '../shared/operation';
import { optionsOf, readRequiredText, readText } from '../shared/readParameters';
import { runInGroups } from '../shared/runInGroups';
import { toItem } from '../shared/toItems';

interface Request {
	readonly item: IDataObject;
	readonly email: EmailRequest;
	readonly campaign: string;
	readonly asOf: AsOf;
	readonly options: WriteMessagesOptions;
}

interface Written {
	readonly request: Request;
	readonly email: WrittenEmail;
}

const purposeNames: Readonly<Record<MessagePurpose, string>> = {
	educate: 'Educate',
	help: 'Help',
	onboard: 'Onboard',
	recommend: 'Recommend',
	reward: 'Reward',
	winBack: 'Win Back',
};

const fields: readonly INodeProperties[] = [
	customerIdField,
	{
		displayName: 'Campaign',
		name: 'campaign',
		type: 'string',
		default: 'weekly',
		required: true,
		placeholder: 'e.g. spring win-back',
		description: 'What the e-mail belongs to; a customer gets the same e-mail of a campaign once',
	},
	{
		displayName: 'Sender',
		name: 'sender',
		type: 'string',
		default: 'Your Company',
		required: true,
		placeholder: 'e.g. Verdant',
		description: 'Who writes, as customers know you',
	},
	{
		displayName: 'Website',
		name: 'site',
		type: 'string',
		default: 'https://www.example.com',
		required: true,
		placeholder: 'e.g. https://shop.example.com',
		description: 'Where the button of the e-mail leads',
	},
	{
		displayName: 'Postal Address',
		name: 'address',
		type: 'string',
		default: 'Your Company, 1 Main Street, 12345 Your Town',
		required: true,
		description: 'Commercial e-mails must carry a postal address',
	},
	{
		displayName: 'Unsubscribe Address',
		name: 'unsubscribeUrl',
		type: 'string',
		default: 'https://www.example.com/unsubscribe?customer={customerId}',
		required: true,
		description: 'Address that ends all e-mails to this customer; {customerId} is filled in',
	},
	...languageModelFields,
	...asOfFields,
	{
		displayName: 'Options',
		name: 'emailOptions',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Body Template',
				name: 'bodyTemplate',
				type: 'string',
				typeOptions: { rows: 8 },
				default: '',
				placeholder: 'e.g. Hello {{ firstName | default: "there" }}, …',
				description: 'Your own wording in Liquid instead of the one that fits the segment',
			},
			{
				displayName: 'Most Tokens',
				name: 'tokensMax',
				type: 'number',
				default: 500000,
				typeOptions: { minValue: 1 },
				description: 'Most tokens a run may use, input and output together; the rest is written from templates',
			},
			{
				displayName: 'Purpose',
				name: 'purpose',
				type: 'options',
				default: 'segment',
				description: 'Why you write; decides the wording',
				options: [
					{ name: 'As the Segment Suggests', value: 'segment' },
					...messagePurposes.map((value) => ({ name: purposeNames[value], value })),
				],
			},
			{
				displayName: 'Signature',
				name: 'signature',
				type: 'string',
				default: '',
				placeholder: 'e.g. Mara from Verdant',
				description: 'Who signs the e-mail',
			},
			{
				displayName: 'Subject Template',
				name: 'subjectTemplate',
				type: 'string',
				default: '',
				placeholder: 'e.g. {{ firstName }}, something for you',
				description: 'Your own subject in Liquid',
			},
			{
				displayName: 'Tone',
				name: 'tone',
				type: 'options',
				default: 'friendly',
				options: [
					{ name: 'Formal', value: 'formal' },
					{ name: 'Friendly', value: 'friendly' },
				],
				description: 'How the e-mail sounds',
			},
		],
	},
];

/** One e-mail for each customer, checked against what is known. */
export const writeOperation: Operation<Request, Written> = {
	name: 'write',
	label: 'Write E-Mail',
	action: 'Write an e-mail for each customer',
	description: 'Write one e-mail per customer from what is known and the offer decided, checked for invented facts',
	runs: 'perItem',
	fields,
	read: (context, item) => ({
		item: context.getInputData()[item].json,
		email: readEmail(context, item),
		campaign: readRequiredText(context, { name: 'campaign', label: 'Campaign' }, item),
		asOf: readAsOf(context, item),
		options: readWriting(context, item),
	}),
	run: async (engine, requests) => {
		const [{ options: { budget } }] = requests; // One for the run.
		return await runInGroups(requests, settingsOf, async (group) => {
			const asOf = await resolveAsOf(engine, group[0].asOf);
			const emails = group.map(({ email }) => email);
			const outcomes = await writeEmails(engine, emails, { ...group[0].options, ...(budget && { budget }), asOf });
			return outcomes.map((outcome, index): Outcome<Written> =>
				outcome.ok ? { ok: true, value: { request: group[index], email: outcome.value } } : outcome,
			);
		});
	},
	show: ({ request, email }) => [toItem({ ...request.item, campaign: request.campaign, ...email })],
};

const settingsOf = ({ asOf, options: { templates, writer } }: Request): unknown => [asOf, templates, writer];

function readEmail(context: IExecuteFunctions, item: number): EmailRequest {
	const signature = optionsOf(context, 'emailOptions', item)('signature', '');
	const purpose = optionsOf(context, 'emailOptions', item)('purpose', 'segment');
	const required = (name: string, label: string): string => readRequiredText(context, { name, label }, item);
	const brand: Brand = {
		sender: required('sender', 'Sender'),
		site: required('site', 'Website'),
		address: required('address', 'Postal Address'),
		unsubscribeUrl: required('unsubscribeUrl', 'Unsubscribe Address'),
		...(signature === '' ? {} : { signature }),
	};
	const offer = readOffer(context.getInputData()[item].json.offer);
	return {
		customerId: required('customerId', 'Customer ID'),
		brand,
		tone: optionsOf(context, 'emailOptions', item)('tone', 'friendly') as MessageTone,
		...(purpose === 'segment' ? {} : { purpose: purpose as MessagePurpose }),
		...(offer === undefined ? {} : { offer }),
	};
}

/** The offer as Offer Decision puts it on the item. */
function readOffer(value: unknown): MessageOffer | undefined {
	if (value === null || value === undefined) return undefined;
	if (typeof value !== 'object') throw new InvalidInput(`offer of the item is "${String(value)}": expected the output of Offer Decision`);
	const { name, description, code, discountPercent, expires } = value as IDataObject;
	const given = {
		description,
		code,
		discountPercent: Number(discountPercent) > 0 ? discountPercent : undefined,
		expiresAt: typeof expires === 'string' ? Date.parse(expires) : undefined,
	};
	const known = Object.entries(given).filter(([, entry]) => entry !== undefined && entry !== null);
	// Checked field by field when the brief is read.
	return { name: String(name ?? ''), ...Object.fromEntries(known) };
}

function readWriting(context: IExecuteFunctions, item: number): WriteMessagesOptions {
	const subject = optionsOf(context, 'emailOptions', item)('subjectTemplate', '');
	const body = optionsOf(context, 'emailOptions', item)('bodyTemplate', '');
	const tokensMax = optionsOf(context, 'emailOptions', item)('tokensMax', 500_000);
	const own = { ...(subject === '' ? {} : { subject }), ...(body === '' ? {} : { body }) };
	return {
		...(Object.keys(own).length === 0 ? {} : { templates: own }),
		budget: openBudget({ tokensMax }),
		writer: readText(context, 'languageModel', item) === 'none' ? 'template' : 'model',
	};
}
