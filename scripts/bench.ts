import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { chain } from './bench/chain';
import { features } from './bench/features';
import { ingest } from './bench/ingest';
import { recovery } from './bench/recovery';
import { rules } from './bench/rules';
import { scale } from './bench/scale';
import { segments } from './bench/segments';
import { printRows } from './bench/printRows';
import type { Benchmark } from './bench/types';

/** Every benchmark; one file and one line each. */
const benchmarks: Readonly<Record<string, Benchmark>> = { chain, features, ingest, recovery, rules, scale, segments };

async function main(): Promise<void> {
	const [name = '', ...options] = process.argv.slice(2);
	const benchmark = benchmarks[name];
	if (benchmark === undefined) {
		throw new Error(`Benchmark "${name}" does not exist: expected npm run bench -- ${Object.keys(benchmarks).join(' | ')}`);
	}
	const rows = await benchmark(options);
	printRows(rows);
	const folder = resolve(__dirname, '../bench-results');
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, `${name}.json`), `${JSON.stringify(rows, null, 2)}\n`);
	console.log(`\nbench-results/${name}.json`);
}

main().catch((error: unknown) => {
	process.stderr.write(`\n✖ ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
	process.exitCode = 1;
});
