import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

/** Where the embedded store keeps customers, and what it may use; without it a folder beside n8n's data serves. */
// Every node tests it by customerStoreTest (nodes/shared/storeCredentials); the rule reads literals in node files only.
// eslint-disable-next-line @n8n/community-nodes/credential-test-required
export class CustomerStoreApi implements ICredentialType {
	name = 'customerStoreApi';

	displayName = 'Customer Store API';

	icon: Icon = { light: 'file:customerStoreApi.svg', dark: 'file:customerStoreApi.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-cohorts/n8n-nodes-cohorts#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'Folder',
			name: 'folder',
			type: 'string',
			default: '',
			placeholder: 'e.g. /home/node/.n8n/customers',
			description:
				"Folder of its own for the store's files, on a disk that outlives the container. Empty means a folder in n8n's user folder. Only one n8n process can open it.",
		},
		{
			displayName: 'Memory Limit (MB)',
			name: 'memoryLimitMegabytes',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 0,
			description: 'Most memory the database may take before it works on disk. 0 leaves the choice to the store.',
		},
		{
			displayName: 'Threads',
			name: 'threads',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 0,
			description: 'How many processor cores the database may use. 0 leaves the choice to the store.',
		},
		{
			displayName: 'Pseudonym Key',
			name: 'pseudonymSecretKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Secret that makes stand-ins for e-mail addresses and phone numbers, where a node is told to. Another key makes other stand-ins, so keep it.',
		},
	];
}
