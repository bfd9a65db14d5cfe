import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sanitizeFilename, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import {
	failure,
	importScreened,
	success,
	type Engine,
	type FileFormat,
	type ImportField,
	type ImportRequest,
	type ScreenedImport,
	type Outcome,
	type ScreenPolicy,
} from '../../lib';
import { privacyField, readPrivacy } from '../shared/fields/privacyField';
import type { Operation } from '../shared/operation';
import { readRequiredText, readText } from '../shared/readParameters';
import { toItem } from '../shared/toItems';

interface OpenedFile {
	readonly path: string;
	/** Folder to remove when the import is done. */
	readonly temporary?: string;
}

interface ImportFileRequest extends Omit<ImportRequest, 'path'> {
	/** Makes the file readable by path; not before every item has been read. */
	readonly open: () => Promise<OpenedFile>;
	readonly policy: ScreenPolicy;
}

const columnChoices: readonly { name: string; value: ImportField }[] = [
	{ name: 'Anonymous ID', value: 'anonymousId' },
	{ name: 'Campaign', value: 'campaign' },
	{ name: 'Channel', value: 'channel' },
	{ name: 'Coupon', value: 'coupon' },
	{ name: 'Currency', value: 'currency' },
	{ name: 'Customer ID', value: 'customerId' },
	{ name: 'Discount', value: 'discount' },
	{ name: 'Event ID', value: 'eventId' },
	{ name: 'Event Name', value: 'name' },
	{ name: 'Order ID', value: 'orderId' },
	{ name: 'Product ID', value: 'productId' },
	{ name: 'Quantity', value: 'quantity' },
	{ name: 'Received At', value: 'receivedAt' },
	{ name: 'Revenue', value: 'revenue' },
	{ name: 'Time', value: 'occurredAt' },
	{ name: 'Unit Price', value: 'unitPrice' },
];

const fields: readonly INodeProperties[] = [
	{
		displayName: 'File Comes From',
		name: 'fileFrom',
		type: 'options',
		default: 'path',
		options: [
			{ name: 'A Path on the Server', value: 'path', description: 'A file this n8n can open' },
			{ name: 'Input Data', value: 'binary', description: 'A file in the incoming item' },
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
		description: 'CSV, NDJSON or Parquet; CSV and NDJSON also as .gz',
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
	{
		displayName: 'Options',
		name: 'importOptions',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Columns',
				name: 'columns',
				type: 'fixedCollection',
				typeOptions: { multipleValues: true },
				placeholder: 'Add Column',
				default: {},
				description: 'What your columns mean, where the guess from their names is not right',
				options: [
					{
						displayName: 'Column',
						name: 'column',
						values: [
							{ displayName: 'Meaning', name: 'field', type: 'options', default: 'customerId', options: [...columnChoices] },
							{ displayName: 'Column Name', name: 'name', type: 'string', default: '', placeholder: 'e.g. CustomerID' },
						],
					},
				],
			},
			{
				displayName: 'Currency',
				name: 'currency',
				type: 'string',
				default: 'EUR',
				placeholder: 'e.g. EUR',
				description: 'Currency of the amounts, where no column says it',
			},
			{
				displayName: 'Format',
				name: 'format',
				type: 'options',
				default: 'csv',
				description: 'Needed only when the name of the file does not tell',
				options: [
					{ name: 'CSV', value: 'csv' },
					{ name: 'NDJSON', value: 'ndjson' },
					{ name: 'Parquet', value: 'parquet' },
				],
			},
			{
				displayName: 'Time Format',
				name: 'timeFormat',
				type: 'string',
				default: '',
				placeholder: 'e.g. %m/%d/%Y %H:%M',
				description: 'How times are written, when not as 2025-03-01 12:00 or as a Unix number',
			},
		],
	},
	privacyField,
];

/** Loads history from a file. */
export const importOperation: Operation<ImportFileRequest, ScreenedImport> = {
	name: 'import',
	label: 'Import File',
	action: 'Import events from a file',
	description: 'Load history from a CSV, NDJSON or Parquet file, each event once',
	runs: 'perItem',
	fields,
	read: async (context, item) => {
		const options = context.getNodeParameter('importOptions', item, {}) as IDataObject;
		return {
			open: readFile(context, item),
			policy: await readPrivacy(context, context.getNodeParameter('privacy', item, {}) as IDataObject),
			fields: readColumns(options),
			...(typeof options.currency === 'string' && options.currency !== '' ? { currency: options.currency } : {}),
			...(typeof options.timeFormat === 'string' && options.timeFormat !== '' ? { timeFormat: options.timeFormat } : {}),
			...(options.format === undefined ? {} : { format: options.format as FileFormat }),
		};
	},
	run: async (engine, requests) => {
		const outcomes: Outcome<ScreenedImport>[] = [];
		for (const request of requests) outcomes.push(await importFile(engine, request));
		return outcomes;
	},
	show: (summary) => [toItem(summary)],
};

function readColumns(options: IDataObject): Partial<Record<ImportField, string>> {
	const rows = ((options.columns as IDataObject | undefined)?.column ?? []) as { field: ImportField; name: string }[];
	return Object.fromEntries(rows.filter(({ name }) => name.trim() !== '').map(({ field, name }) => [field, name.trim()]));
}

async function importFile(engine: Engine, { open, policy, ...request }: ImportFileRequest): Promise<Outcome<ScreenedImport>> {
	let temporary: string | undefined;
	try {
		const file = await open();
		({ temporary } = file);
		return success(await importScreened(engine, policy, { ...request, path: file.path }));
	} catch (error) {
		return failure(error as Error);
	} finally {
		if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
	}
}

/** A path as given, or the file of the incoming item; checked now, opened later. */
function readFile(context: IExecuteFunctions, item: number): ImportFileRequest['open'] {
	if (context.getNodeParameter('fileFrom', item, 'path') === 'path') {
		const path = readRequiredText(context, { name: 'filePath', label: 'File Path' }, item);
		return async () => await Promise.resolve({ path });
	}
	const field = readText(context, 'binaryField', item) || 'data';
	context.helpers.assertBinaryData(item, field);
	return async () => await copyBinary(context, item, field);
}

/** The incoming file streamed into a temporary folder: never as a whole in memory. */
async function copyBinary(context: IExecuteFunctions, item: number, field: string): Promise<OpenedFile> {
	const binary = context.helpers.assertBinaryData(item, field);
	const temporary = await mkdtemp(join(tmpdir(), 'cohorts-import-'));
	const path = join(temporary, sanitizeFilename(binary.fileName ?? 'events.csv'));
	const content =
		binary.id === undefined
			? Readable.from(await context.helpers.getBinaryDataBuffer(item, field))
			: await context.helpers.getBinaryStream(binary.id);
	await pipeline(content, createWriteStream(path));
	return { path, temporary };
}
