import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

/** Key for OpenAI through its SDK, or for a service that speaks its Responses API. */
export class CohortsOpenAiApi implements ICredentialType {
	name = 'cohortsOpenAiApi';

	displayName = 'Cohorts OpenAI API';

	icon: Icon = { light: 'file:cohortsOpenAiApi.svg', dark: 'file:cohortsOpenAiApi.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-cohorts/n8n-nodes-cohorts#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: "Key from the 'API keys' page of the OpenAI platform",
		},
		{
			displayName: 'Base URL',
			name: 'url',
			type: 'string',
			default: 'https://api.openai.com/v1',
			placeholder: 'e.g. https://gateway.example.com/v1',
			description: 'Address of the Responses API, with its version; change it for a gateway of your own',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.apiKey}}' } },
	};

	test: ICredentialTestRequest = {
		request: { baseURL: '={{$credentials.url || "https://api.openai.com/v1"}}', url: '/models' },
	};
}
