import type { IDataObject, IExecuteFunctions, INodeProperties, ResourceMapperFields } from 'n8n-workflow';
import { InvalidInput, parseItem, parseMappedItem, systemClock, type CustomerEvent, type ImportField } from '../../lib';
import { eventFields, type EventField } from '../shared/fields/eventFields';

const mapperName = 'eventFields';

/** Properties as one more entry of the mapper. */
const PROPERTIES = 'properties';

export const recordFields: readonly INodeProperties[] = [
	{
		displayName: 'Event Fields',
		name: mapperName,
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'autoMapInputData', value: null },
		description: 'Which field of the item means what. Mapped automatically, fields are found by the names they usually have: userId or customer_id, event, timestamp, revenue, order_id, ….',
		typeOptions: {
			resourceMapper: {
				resourceMapperMethod: 'getEventFields',
				mode: 'add',
				fieldWords: { singular: 'field', plural: 'fields' },
				addAllFields: true,
				multiKeyMatch: false,
				supportAutoMap: true,
			},
		},
	},
	{
		displayName:
			'Fields are found by the names they usually have, in any case: userId or customer_id, event, timestamp, orderId, revenue, currency, … All else becomes properties.',
		name: 'recordNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { [`/${mapperName}.mappingMode`]: ['autoMapInputData'] } },
	},
	{
		displayName: 'Keep Other Fields as Properties',
		name: 'keepOthers',
		type: 'boolean',
		default: true,
		displayOptions: { show: { [`/${mapperName}.mappingMode`]: ['defineBelow'] } },
		description: 'Whether everything else in the item is stored with the event as its properties',
	},
];

/** Stand first in the control; the others follow by name. */
const mostAsked: readonly ImportField[] = ['customerId', 'name', 'occurredAt', 'eventId', 'revenue', 'currency', 'orderId', 'productId', 'quantity'];

/** For n8n's resource mapper: what an event can have. */
export async function getEventFields(): Promise<ResourceMapperFields> {
	const rank = ({ value }: EventField): number => (mostAsked.includes(value) ? mostAsked.indexOf(value) : mostAsked.length);
	const fields = eventFields
		.filter(({ value }) => value !== 'receivedAt')
		.toSorted((left, right) => rank(left) - rank(right))
		.map(({ name, value, type }) => ({ id: value as string, displayName: name, type }));
	const properties = { id: PROPERTIES, displayName: 'Properties', type: 'object' as const };
	return await Promise.resolve({
		fields: [...fields, properties].map((field) => ({
			...field,
			required: false,
			defaultMatch: false,
			canBeUsedToMatch: false,
			display: true,
		})),
	});
}

/** The event of one item, by the names its fields have or as they were mapped. */
export function readEvent(context: IExecuteFunctions, index: number): { readonly item: IDataObject; readonly event: CustomerEvent } {
	const item = context.getInputData()[index].json;
	const mapped = readMapped(context, index, item);
	const [parsed, ...others] = mapped === undefined ? parseItem(item, systemClock.now()) : [mapped];
	if (parsed === undefined || others.length > 0) {
		throw new InvalidInput(
			`the item holds a list of ${parsed === undefined ? 0 : others.length + 1} events: expected one event an item, so split the list first`,
		);
	}
	if (!parsed.ok) throw parsed.error;
	return { item, event: parsed.value };
}

function readMapped(context: IExecuteFunctions, index: number, item: IDataObject): ReturnType<typeof parseMappedItem> | undefined {
	if (context.getNodeParameter(`${mapperName}.mappingMode`, index, 'autoMapInputData') !== 'defineBelow') return undefined;
	const { [PROPERTIES]: own, ...given } = (context.getNodeParameter(`${mapperName}.value`, index, {}) ?? {}) as IDataObject;
	const keepsOthers = context.getNodeParameter('keepOthers', index, true) === true;
	const properties = { ...(keepsOthers ? item : {}), ...objectOf(own) };
	return parseMappedItem(given as Partial<Record<ImportField, unknown>>, properties, systemClock.now());
}

function objectOf(value: unknown): IDataObject {
	if (value === undefined || value === null || value === '') return {};
	const parsed: unknown = typeof value === 'string' ? tryJson(value) : value;
	if (parsed !== null && typeof parsed === 'object' && !Array.isArray(parsed)) return parsed as IDataObject;
	throw new InvalidInput('Properties is no object: expected one such as { "plan": "pro" }');
}

function tryJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
