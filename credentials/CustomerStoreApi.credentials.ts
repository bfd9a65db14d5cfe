import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

const forEmbedded = { show: { engine: ['duckdb'] } };
const forPostgres = { show: { engine: ['postgres'] } };
const forClickHouse = { show: { engine: ['clickhouse'] } };
const forServers = { show: { engine: ['postgres', 'clickhouse'] } };

/** Which database keeps customers, where it is, and what it may use; without it a folder beside n8n's data serves. */
// Every node tests it by customerStoreTest (nodes/shared/storeCredentials); the rule reads literals in node files only.
// eslint-disable-next-line @n8n/community-nodes/credential-test-required
export class CustomerStoreApi implements ICredentialType {
	name = 'customerStoreApi';

	displayName = 'Customer Store API';

	icon: Icon = { light: 'file:customerStoreApi.svg', dark: 'file:customerStoreApi.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-cohorts/n8n-nodes-cohorts#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'Keep Customers In',
			name: 'engine',
			type: 'options',
			default: 'duckdb',
			options: [
				{ name: 'ClickHouse', value: 'clickhouse', description: 'A server or cluster, for more customers than one machine carries' },
				{ name: 'Embedded DuckDB', value: 'duckdb', description: 'Files beside n8n: nothing to install, one n8n process' },
				{ name: 'Postgres', value: 'postgres', description: 'A server, for several n8n processes (queue mode)' },
			],
			description: 'Nothing else in a workflow changes with it',
		},
		{
			displayName: 'Folder',
			name: 'folder',
			type: 'string',
			default: '',
			displayOptions: forEmbedded,
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
			displayOptions: forEmbedded,
			description: 'Most memory the database may take before it works on disk. 0 leaves the choice to the store.',
		},
		{
			displayName: 'Threads',
			name: 'threads',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 0,
			displayOptions: forEmbedded,
			description: 'How many processor cores the database may use. 0 leaves the choice to the store.',
		},
		{
			displayName: 'URL',
			name: 'url',
			type: 'string',
			default: '',
			displayOptions: forClickHouse,
			placeholder: 'e.g. https://clickhouse.example.com:8443',
			description: 'Address of the HTTP interface of ClickHouse 25.8 or later',
		},
		{
			displayName: 'Host',
			name: 'host',
			type: 'string',
			default: 'localhost',
			displayOptions: forPostgres,
			placeholder: 'e.g. postgres.example.com',
		},
		{ displayName: 'Port', name: 'port', type: 'number', default: 5432, displayOptions: forPostgres },
		{
			displayName: 'Database',
			name: 'database',
			type: 'string',
			default: '',
			displayOptions: forServers,
			placeholder: 'e.g. customers',
			description: 'It has to exist; the tables in it are made when they are first needed',
		},
		{
			displayName: 'Schema',
			name: 'schema',
			type: 'string',
			default: 'cohorts',
			displayOptions: forPostgres,
			description: 'The tables have one of their own, which is made when it is not there',
		},
		{
			displayName: 'Cluster',
			name: 'cluster',
			type: 'string',
			default: '',
			displayOptions: forClickHouse,
			placeholder: 'e.g. customers',
			description: 'Name of the cluster the customers are spread over, as the servers know it. Empty means one server. It cannot be changed once there are tables.',
		},
		{ displayName: 'User', name: 'user', type: 'string', default: '', displayOptions: forServers },
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			displayOptions: forServers,
		},
		{
			displayName: 'Encryption',
			name: 'encryption',
			type: 'options',
			default: 'verified',
			displayOptions: forPostgres,
			options: [
				{ name: 'None', value: 'none', description: 'Only within a network you trust' },
				{ name: 'TLS, Any Certificate', value: 'unverified', description: 'Encrypted, but whoever answers is believed' },
				{ name: 'TLS, Verified Certificate', value: 'verified' },
			],
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
