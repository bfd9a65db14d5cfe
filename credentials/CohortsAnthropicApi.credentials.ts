import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

/** Key for Claude through Anthropic's SDK; the header and the API version are the SDK's. */
export class CohortsAnthropicApi implements ICredentialType {
	name = 'cohortsAnthropicApi';

	displayName = 'Cohorts Anthropic API';

	icon: Icon = { light: 'file:cohortsAnthropicApi.svg', dark: 'file:cohortsAnthropicApi.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-cohorts/n8n-nodes-cohorts#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: "Key from the 'API Keys' page of the Claude Console",
		},
		{
			displayName: 'Base URL',
			name: 'url',
			type: 'string',
			default: 'https://api.anthropic.com',
			placeholder: 'e.g. https://gateway.example.com',
			description: 'Address of the Messages API, without its version; change it for a gateway of your own',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			headers: { Authorization: '=Bearer {{$credentials.apiKey}}', 'anthropic-version': '2026-10-21' },
		},
	};

	test: ICredentialTestRequest = {
		request: { baseURL: '={{$credentials.url || "https://api.anthropic.com"}}', url: '/v1/models' },
	};
}
