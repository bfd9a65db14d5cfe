import type { IDataObject, INodeProperties, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { EventMapping, ImportField } from '../../lib';
import { fieldChoices } from '../shared/fields/eventFields';

const shown = { show: { source: ['mapped'] } };

/** How JSON that no source knows is read as events. */
export const mappingFields: readonly INodeProperties[] = [
	{
		displayName: 'Events Are In',
		name: 'eventsAt',
		type: 'string',
		default: '',
		placeholder: 'e.g. data.items',
		displayOptions: shown,
		description: 'Where the body has its events, with dots between the keys. Empty: the body itself is one event or a list.',
	},
	{
		displayName: 'Field Mapping',
		name: 'fieldMapping',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Field',
		default: {},
		displayOptions: shown,
		description: 'Where an event has what. Fields you do not add are found by the names they usually have; all else is kept as properties.',
		options: [
			{
				displayName: 'Field',
				name: 'field',
				values: [
					{ displayName: 'Meaning', name: 'meaning', type: 'options', default: 'customerId', options: fieldChoices(['receivedAt']) },
					{
						displayName: 'Path in the Event',
						name: 'path',
						type: 'string',
						default: '',
						placeholder: 'e.g. buyer.number',
						description: 'Keys with dots between them; items[0].sku for the first of a list',
					},
				],
			},
		],
	},
	{
		displayName: 'Event Name',
		name: 'mappedName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Form Submitted',
		displayOptions: shown,
		description: 'Name of all events, or of those without one where you mapped Event Name',
	},
	{
		displayName: 'Amounts Are In',
		name: 'amountsIn',
		type: 'options',
		default: 'wholeUnits',
		displayOptions: shown,
		options: [
			{ name: 'Cents', value: 'cents', description: '1250 means 12.50' },
			{ name: 'Whole Units', value: 'wholeUnits', description: '12.50 means 12.50' },
		],
	},
	{
		displayName: 'Currency',
		name: 'mappedCurrency',
		type: 'string',
		default: 'EUR',
		placeholder: 'e.g. EUR',
		displayOptions: shown,
		description: 'Of amounts without a currency of their own',
	},
];

export function readMapping(context: ITriggerFunctions | IWebhookFunctions): EventMapping {
	const text = (name: string): string => String(context.getNodeParameter(name, '')).trim();
	const rows = ((context.getNodeParameter('fieldMapping', {}) as IDataObject).field ?? []) as { meaning: ImportField; path: string }[];
	const fields = rows.map(({ meaning, path }) => [meaning, path.trim()] as const).filter(([, path]) => path !== '');
	return {
		eventsAt: text('eventsAt'),
		fields: Object.fromEntries(fields),
		amountsIn: context.getNodeParameter('amountsIn', 'wholeUnits') as EventMapping['amountsIn'],
		...(text('mappedName') === '' ? {} : { eventName: text('mappedName') }),
		...(text('mappedCurrency') === '' ? {} : { currency: text('mappedCurrency') }),
	};
}
