import type { INodeProperties } from 'n8n-workflow';

/** Whose; filled from the incoming item unless something else is typed. */
export const customerIdField: INodeProperties = {
	displayName: 'Customer ID',
	name: 'customerId',
	type: 'string',
	default: '={{ $json.customerId }}',
	required: true,
	placeholder: 'e.g. customer-42',
	description: 'The customer, as events name it',
};
