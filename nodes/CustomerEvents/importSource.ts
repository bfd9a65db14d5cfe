import type { Readable } from 'node:stream';
import { Readable as ReadableStream } from 'node:stream';
import type { IDataObject, IExecuteFunctions, IHttpRequestOptions, INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import {
	clickHouseRows,
	duckDbRows,
	InvalidInput,
	postgresRows,
	ServiceUnavailable,
	type BulkSource,
	type ImportRequest,
	type Selection,
} from '../../lib';
import { readRequiredText, readText } from '../shared/readParameters';

/** Where an import comes from: fields, and what they say as a path or a stream that is opened when it is read. */
export const importSourceFields: readonly INodeProperties[] = [
	{
		displayName: 'Import From',
		name: 'fileFrom',
		type: 'options',
		default: 'path',
		options: [
			{ name: 'A Path on the Server', value: 'path', description: 'A file this n8n can open' },
			{ name: 'A Web Address', value: 'url', description: 'A file that is downloaded, such as an export link' },
			{ name: 'ClickHouse', value: 'clickHouse', description: 'A table or query of a ClickHouse server' },
			{ name: 'DuckDB File', value: 'duckDb', description: 'A table or query of a DuckDB file this n8n can open' },
			{ name: 'Input Data', value: 'binary', description: 'A file in the incoming item' },
			{ name: 'Postgres', value: 'postgres', description: 'A table or query of a Postgres server' },
		],
	},
	{
		displayName: 'File Path',
		name: 'filePath',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. /data/orders.csv.gz',
		displayOptions: { show: { fileFrom: ['path'] } },
		description: 'CSV, JSON, NDJSON or Parquet; text also as .gz or .zst',
	},
	{
		displayName: 'Address',
		name: 'address',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com/export/orders.csv.gz',
		displayOptions: { show: { fileFrom: ['url'] } },
		description: 'CSV, JSON, NDJSON or Parquet; text also as .gz or .zst',
	},
	{
		displayName: 'Authentication',
		name: 'addressAuthentication',
		type: 'options',
		default: 'none',
		displayOptions: { show: { fileFrom: ['url'] } },
		options: [
			{ name: 'Basic Auth', value: 'httpBasicAuth' },
			{ name: 'Header Auth', value: 'httpHeaderAuth' },
			{ name: 'None', value: 'none' },
		],
	},
	{
		displayName: 'DuckDB File Path',
		name: 'duckDbPath',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. /data/warehouse.duckdb',
		displayOptions: { show: { fileFrom: ['duckDb'] } },
		description: 'Opened to be read only; no other process may hold it open for writing',
	},
	{
		displayName: 'Read',
		name: 'selectBy',
		type: 'options',
		default: 'table',
		displayOptions: { show: { fileFrom: ['clickHouse', 'duckDb', 'postgres'] } },
		options: [
			{ name: 'A Query', value: 'query' },
			{ name: 'A Table', value: 'table' },
		],
	},
	{
		displayName: 'Table',
		name: 'table',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. analytics.events',
		displayOptions: { show: { fileFrom: ['clickHouse', 'duckDb', 'postgres'], selectBy: ['table'] } },
		description: 'Table or view, with its schema or database where needed',
	},
	{
		displayName: 'Query',
		name: 'query',
		type: 'string',
		typeOptions: { editor: 'sqlEditor', rows: 5 },
		default: '',
		required: true,
		placeholder: "e.g. select * from events where created_at > '2025-01-01'",
		displayOptions: { show: { fileFrom: ['clickHouse', 'duckDb', 'postgres'], selectBy: ['query'] } },
		description: 'One statement that only reads. Columns are recognized by their names, so "as customer_id" helps.',
	},
	{
		displayName: 'Input Data Field Name',
		name: 'binaryField',
		type: 'string',
		default: 'data',
		required: true,
		displayOptions: { show: { fileFrom: ['binary'] } },
		description: 'Name of the binary field with the file',
	},
];

const shownFor = (fileFrom: string): INodeCredentialDescription['displayOptions'] => ({
	show: { operation: ['import'], fileFrom: [fileFrom] },
});

export const importCredentials: readonly INodeCredentialDescription[] = [
	{ name: 'postgres', required: true, displayOptions: shownFor('postgres') },
	{ name: 'clickHouseEventsApi', required: true, displayOptions: shownFor('clickHouse') },
	...['httpBasicAuth', 'httpHeaderAuth'].map((name) => ({
		name,
		required: true,
		displayOptions: { show: { operation: ['import'], fileFrom: ['url'], addressAuthentication: [name] } },
	})),
];

type ImportOrigin = Pick<ImportRequest, 'path' | 'source'>;

const readers: Readonly<Record<string, (context: IExecuteFunctions, item: number) => ImportOrigin | Promise<ImportOrigin>>> = {
	path: (context, item) => ({ path: readRequiredText(context, { name: 'filePath', label: 'File Path' }, item) }),
	binary: (context, item) => ({ source: binarySource(context, item) }),
	url: (context, item) => ({ source: addressSource(context, item) }),
	duckDb: (context, item) => ({
		source: duckDbRows(readRequiredText(context, { name: 'duckDbPath', label: 'DuckDB File Path' }, item), readSelection(context, item)),
	}),
	postgres: async (context, item) => ({ source: await postgresSource(context, item) }),
	clickHouse: async (context, item) => ({ source: await clickHouseSource(context, item) }),
};

export async function readImportSource(context: IExecuteFunctions, item: number): Promise<ImportOrigin> {
	return await readers[context.getNodeParameter('fileFrom', item, 'path') as string](context, item);
}

function readSelection(context: IExecuteFunctions, item: number): Selection {
	return context.getNodeParameter('selectBy', item, 'table') === 'query'
		? { query: readRequiredText(context, { name: 'query', label: 'Query' }, item) }
		: { table: readRequiredText(context, { name: 'table', label: 'Table' }, item) };
}

/** The incoming file as a stream: never as a whole in memory where n8n keeps it outside. */
function binarySource(context: IExecuteFunctions, item: number): BulkSource {
	const field = readText(context, 'binaryField', item) || 'data';
	const binary = context.helpers.assertBinaryData(item, field);
	return {
		name: binary.fileName ?? 'events.csv',
		open: async () =>
			binary.id === undefined
				? ReadableStream.from([await context.helpers.getBinaryDataBuffer(item, field)])
				: await context.helpers.getBinaryStream(binary.id),
	};
}

/** What is downloaded is opened once; when the name does not tell the format, what the server calls it does. */
function addressSource(context: IExecuteFunctions, item: number): BulkSource {
	const address = readRequiredText(context, { name: 'address', label: 'Address' }, item);
	if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
		throw new InvalidInput(`Address is "${address}": expected one such as https://example.com/export/orders.csv`);
	}
	const { host, pathname } = new URL(address);
	const authentication = context.getNodeParameter('addressAuthentication', item, 'none') as string;
	let version: string | undefined;
	return {
		name: `${host}${pathname}`,
		open: async () => {
			const answer = await download(context, address, authentication);
			version = versionOf(answer.headers);
			return answer.body;
		},
		version: () => version,
	};
}

/** What the server says tells one state of a file from another; a weak tag means the same content, too (RFC 9110, 8.8). */
function versionOf(headers: Answer['headers']): string | undefined {
	const { etag, 'last-modified': modified, 'content-length': length } = headers;
	if (etag !== undefined && etag !== '') return `etag ${etag}`;
	return modified === undefined || length === undefined ? undefined : `modified ${modified}, ${length} bytes`;
}

interface Answer {
	readonly statusCode: number;
	readonly headers: Readonly<Record<string, string | undefined>>;
	readonly body: Readable;
}

async function download(context: IExecuteFunctions, url: string, authentication: string): Promise<Answer> {
	const { host, pathname } = new URL(url);
	const options: IHttpRequestOptions = { method: 'GET', url, encoding: 'stream', returnFullResponse: true, ignoreHttpStatusErrors: true, json: false };
	const { helpers } = context;
	const answer = (await (authentication === 'none'
		? helpers.httpRequest(options)
		: helpers.httpRequestWithAuthentication.call(context, authentication, options)
	).catch((error: unknown) => {
		throw new ServiceUnavailable(`no answer from ${host}: the connection failed`, { cause: error });
	})) as Answer;
	if (answer.statusCode < 200 || answer.statusCode > 299) {
		answer.body.destroy();
		throw new ServiceUnavailable(`${host} answered ${answer.statusCode} for ${pathname}: expected the file itself; check the address and its authentication`);
	}
	return answer;
}

async function postgresSource(context: IExecuteFunctions, item: number): Promise<BulkSource> {
	const given = await context.getCredentials<IDataObject>('postgres', item);
	if (given.sshTunnel === true) {
		throw new InvalidInput('The Postgres credential uses an SSH tunnel, which the import does not open: use a credential that reaches the server directly');
	}
	const isEncrypted = given.allowUnauthorizedCerts === true || !['disable', undefined].includes(given.ssl as string | undefined);
	return postgresRows(
		{
			host: String(given.host),
			port: Number(given.port ?? 5432),
			database: String(given.database),
			user: String(given.user),
			password: String(given.password ?? ''),
			encryption: !isEncrypted ? 'none' : given.allowUnauthorizedCerts === true ? 'unverified' : 'verified',
		},
		readSelection(context, item),
	);
}

async function clickHouseSource(context: IExecuteFunctions, item: number): Promise<BulkSource> {
	const given = await context.getCredentials<{ url: string; database: string; user: string; password: string }>('clickHouseEventsApi', item);
	return clickHouseRows(given, readSelection(context, item));
}

