import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import {
	failure,
	importScreened,
	success,
	type Engine,
	type FileFormat,
	type ImportField,
	type ImportRequest,
	type Outcome,
	type ScreenedImport,
	type ScreenPolicy,
} from '../../lib';
import { fieldChoices } from '../shared/fields/eventFields';
import { privacyField, readPrivacy } from '../shared/fields/privacyField';
import type { Operation } from '../shared/operation';
import { toItem } from '../shared/toItems';
import { importSourceFields, readImportSource } from './importSource';

interface ImportFileRequest extends ImportRequest {
	readonly policy: ScreenPolicy;
	readonly writesRejected: boolean;
}

/** An imported file, and the rows it left out. */
interface ImportedFile {
	readonly summary: ScreenedImport;
	readonly rejected?: Uint8Array;
}

/** Rows in the file of rejected rows; more have the same reasons. */
const REJECTED_ROWS_MAX = 50_000;

const fields: readonly INodeProperties[] = [
	...importSourceFields,
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
							{ displayName: 'Meaning', name: 'field', type: 'options', default: 'customerId', options: fieldChoices() },
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
					{ name: 'JSON or NDJSON', value: 'ndjson' },
					{ name: 'Parquet', value: 'parquet' },
				],
			},
			{
				displayName: 'Rejected Rows as File',
				name: 'rejectedFile',
				type: 'boolean',
				default: true,
				description: 'Whether to output the rows that cannot be stored as a CSV file, each with its reason, to be mended and imported again',
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

/** Loads history from a file, an address or a database. */
export const importOperation: Operation<ImportFileRequest, ImportedFile> = {
	name: 'import',
	label: 'Import History',
	action: 'Import events from a file or database',
	description: 'Load history from a CSV, JSON or Parquet file, a web address or a database, each event once',
	runs: 'perItem',
	fields,
	read: async (context, item) => {
		const options = context.getNodeParameter('importOptions', item, {}) as IDataObject;
		return {
			...(await readImportSource(context, item)),
			policy: await readPrivacy(context, context.getNodeParameter('privacy', item, {}) as IDataObject),
			fields: readColumns(options),
			writesRejected: options.rejectedFile !== false,
			...(typeof options.currency === 'string' && options.currency !== '' ? { currency: options.currency } : {}),
			...(typeof options.timeFormat === 'string' && options.timeFormat !== '' ? { timeFormat: options.timeFormat } : {}),
			...(options.format === undefined ? {} : { format: options.format as FileFormat }),
		};
	},
	run: async (engine, requests) => {
		const outcomes: Outcome<ImportedFile>[] = [];
		for (const request of requests) {
			outcomes.push(await importFile(engine, request).then(success, (error: unknown) => failure(error as Error)));
		}
		return outcomes;
	},
	show: ({ summary, rejected }) => [
		{
			...toItem(summary),
			...(rejected === undefined
				? {}
				: { files: [{ field: 'rejected', fileName: 'rejected-rows.csv', mimeType: 'text/csv', bytes: rejected }] }),
		},
	],
};

function readColumns(options: IDataObject): Partial<Record<ImportField, string>> {
	const rows = ((options.columns as IDataObject | undefined)?.column ?? []) as { field: ImportField; name: string }[];
	return Object.fromEntries(rows.filter(({ name }) => name.trim() !== '').map(({ field, name }) => [field, name.trim()]));
}

async function importFile(engine: Engine, { policy, writesRejected, ...request }: ImportFileRequest): Promise<ImportedFile> {
	const folder = await mkdtemp(join(tmpdir(), 'cohorts-rejected-'));
	const path = join(folder, 'rejected.csv');
	try {
		const rejected = writesRejected ? { rejected: { path, rowsMax: REJECTED_ROWS_MAX } } : {};
		const summary = await importScreened(engine, policy, { ...request, ...rejected });
		return { summary, ...(summary.rejectedWritten === 0 ? {} : { rejected: await readFile(path) }) };
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
