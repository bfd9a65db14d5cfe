import { join, resolve } from 'node:path';
import type { ImportField } from '../../lib/store/types';
import { writeSimulation } from '../simulate/writeSimulation';
import { say, seconds } from './say';

export interface HistoryRequest {
	readonly data: string | undefined;
	readonly customers: number;
	readonly seed: string;
	readonly columns: Partial<Record<ImportField, string>>;
	readonly timeFormat: string;
	readonly currency: string;
}

/** A file of events, and what is known of its columns. */
export interface History extends Pick<HistoryRequest, 'columns' | 'timeFormat' | 'currency'> {
	readonly file: string;
	/** "your file" or what was simulated, for people. */
	readonly origin: string;
}

/** The given file, or customers simulated into the output folder. */
export async function prepareHistory(request: HistoryRequest, out: string): Promise<History> {
	const { columns, timeFormat, currency, data, customers, seed } = request;
	if (data !== undefined) {
		return { file: resolve(data), origin: 'your file', columns, timeFormat, currency };
	}
	say(`Simulating ${customers.toLocaleString('en-US')} customers`);
	const started = performance.now();
	const folder = join(out, 'data');
	const { rows, overlap, files } = await writeSimulation({ customers, seed }, folder);
	const origin = `simulated customers (seed ${seed}, overlap of archetypes ${overlap})`;
	say(`${rows.toLocaleString('en-US')} rows, overlap of archetypes ${overlap}: ${seconds(performance.now() - started)}`);
	return { file: join(folder, files.events), origin, columns, timeFormat, currency };
}
