import type { ICredentialTestRequest, Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

/** A ClickHouse server that events are imported from. */
export class ClickHouseEventsApi implements ICredentialType {
	name = 'clickHouseEventsApi';

	displayName = 'ClickHouse Events API';

	icon: Icon = { light: 'file:customerStoreApi.svg', dark: 'file:customerStoreApi.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-cohorts/n8n-nodes-cohorts#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'URL',
			name: 'url',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://clickhouse.example.com:8443',
			description: 'Address of the HTTP interface',
		},
		{ displayName: 'Database', name: 'database', type: 'string', default: 'default' },
		{ displayName: 'User', name: 'user', type: 'string', default: 'default' },
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
		},
	];

	test: ICredentialTestRequest = {
		request: {
			method: 'POST',
			baseURL: '={{$credentials.url}}',
			url: '/',
			qs: { database: '={{$credentials.database}}' },
			headers: { 'X-ClickHouse-User': '={{$credentials.user}}', 'X-ClickHouse-Key': '={{$credentials.password}}' },
			body: 'select 1',
		},
	};
}
