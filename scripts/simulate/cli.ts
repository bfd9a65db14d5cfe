import { parseArgs } from 'node:util';
import { isCohortsError } from '../../lib/core/errors';
import { defaultOptions } from './options';
import { writeSimulation, type WriteOptions } from './writeSimulation';

const usage = `Simulated customers with planted truth.

npx tsx scripts/simulate/cli.ts --out DIR [--gzip] [--customers N] [--seed S] [--days N] [--ends-at TIME]
	[--births SHARE] [--deaths FACTOR] [--drift SHARE] [--merge WEEK:FROM:INTO] [--overlap SHARE]

Defaults: ${JSON.stringify(defaultOptions)}`;

const flags = {
	customers: { type: 'string' },
	seed: { type: 'string' },
	days: { type: 'string' },
	'ends-at': { type: 'string' },
	births: { type: 'string' },
	deaths: { type: 'string' },
	drift: { type: 'string' },
	merge: { type: 'string' },
	overlap: { type: 'string' },
	gzip: { type: 'boolean' },
	out: { type: 'string' },
	help: { type: 'boolean' },
} as const;

async function main(): Promise<void> {
	const { values } = parseArgs({ options: flags });
	if (values.help === true || values.out === undefined) {
		console.log(usage);
		process.exitCode = values.help === true ? 0 : 1;
		return;
	}
	const startedAt = performance.now();
	const summary = await writeSimulation(optionsOf(values), values.out);
	const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
	console.log(
		`${summary.customers} customers, ${summary.events} events, ${summary.rows} rows in ${seconds} s, ` +
			`overlap ${summary.overlap}, seed ${summary.options.seed}`,
	);
	console.log(JSON.stringify({ bySource: summary.bySource, dirt: summary.dirt }, null, '\t'));
}

type Values = Partial<Record<Exclude<keyof typeof flags, 'gzip' | 'help'>, string>> & { gzip?: boolean };

function optionsOf(values: Values): WriteOptions {
	const numbers = {
		customers: values.customers,
		days: values.days,
		overlap: values.overlap,
		birthShare: values.births,
		deathFactor: values.deaths,
		driftShare: values.drift,
	};
	const given = Object.entries(numbers).filter(([, text]) => text !== undefined);
	return {
		...Object.fromEntries(given.map(([name, text]) => [name, Number(text)])),
		...(values.seed === undefined ? {} : { seed: values.seed }),
		...(values['ends-at'] === undefined ? {} : { endsAt: values['ends-at'] }),
		...(values.merge === undefined ? {} : { merge: mergeOf(values.merge) }),
		compress: values.gzip ?? false,
	};
}

function mergeOf(text: string): NonNullable<WriteOptions['merge']> {
	const [week, from, into] = text.split(':');
	return { week: Number(week), from, into };
}

main().catch((error: unknown) => {
	console.error(isCohortsError(error) ? error.message : error);
	process.exitCode = 1;
});
