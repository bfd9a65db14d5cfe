import { mkdir, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { importFields, type ImportField } from '../lib/store/types';
import { prepareHistory, type HistoryRequest } from './demo/prepareHistory';
import { printSummary } from './demo/printSummary';
import { runChain } from './demo/runChain';
import { writeResults } from './demo/writeResults';

const usage = `The whole chain on your machine: events become segments, predictions, offers and e-mails.

npm run demo -- [--customers 20000] [--seed 1] [--data FILE] [--out demo-output]

  --data FILE         your own CSV, NDJSON or Parquet file (also .gz) instead of simulated customers
  --column FIELD=NAME what a column of the file means, where its name does not tell; may be repeated
                      fields: ${importFields.join(', ')}
  --time-format F     how times are written, for example "%m/%d/%Y %H:%M"
  --currency CODE     currency of the amounts (EUR)
  --customers N       how many customers to simulate
  --seed S            another seed, other customers
  --out DIR           where results go; emptied first`;

const flags = {
	data: { type: 'string' },
	column: { type: 'string', multiple: true },
	'time-format': { type: 'string', default: '' },
	currency: { type: 'string', default: 'EUR' },
	customers: { type: 'string', default: '20000' },
	seed: { type: 'string', default: '1' },
	out: { type: 'string', default: 'demo-output' },
	help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
	const { values } = parseArgs({ options: flags });
	if (values.help) return console.log(usage);
	const request: HistoryRequest = {
		data: values.data,
		customers: readCount(values.customers),
		seed: values.seed,
		columns: readColumns(values.column ?? []),
		timeFormat: values['time-format'],
		currency: values.currency,
	};
	const out = resolve(values.out);
	await rm(out, { recursive: true, force: true });
	await mkdir(out, { recursive: true });
	const history = await prepareHistory(request, out);
	const chain = await runChain(history, out);
	const results = await writeResults(chain, out);
	printSummary(results);
}

function readCount(text: string): number {
	const count = Number(text);
	if (Number.isSafeInteger(count) && count > 0) return count;
	throw new Error(`--customers is "${text}": expected a whole number above 0`);
}

function readColumns(pairs: readonly string[]): Partial<Record<ImportField, string>> {
	return Object.fromEntries(
		pairs.map((pair) => {
			const [field, ...name] = pair.split('=');
			if (!importFields.some((known) => known === field) || name.length === 0) {
				throw new Error(`--column is "${pair}": expected FIELD=NAME with a field of ${importFields.join(', ')}`);
			}
			return [field, name.join('=')];
		}),
	);
}

main().catch((error: unknown) => {
	process.stderr.write(`\n✖ ${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
