import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { say } from '../demo/say';
import { assignCase } from './segments/cases/assign';
import { chooseCase } from './segments/cases/choose';
import { componentsCase } from './segments/cases/components';
import { dbscanCases } from './segments/cases/dbscan';
import { hdbscanCase } from './segments/cases/hdbscan';
import { kmeansCases } from './segments/cases/kmeans';
import { labelledCase } from './segments/cases/labelled';
import { miniBatchCase } from './segments/cases/miniBatch';
import { mixtureCase } from './segments/cases/mixture';
import { silhouetteCase } from './segments/cases/silhouette';
import { wardCase } from './segments/cases/ward';
import type { SegmentCase } from './segments/types';
import type { BenchmarkRow } from './types';

const cases: readonly SegmentCase[] = [
	...kmeansCases, miniBatchCase, chooseCase, silhouetteCase, mixtureCase, wardCase, componentsCase, assignCase,
	...dbscanCases, hdbscanCase, labelledCase,
];

const flags = {
	/** Share of the customers, for a quick look. */
	scale: { type: 'string', default: '1' },
	/** Beginning of the names of the cases to run: "kmeans", "ward". */
	only: { type: 'string', default: '' },
} as const;

/** Finding segments beside scikit-learn: time, CPU, quality and memory, each measurement in a process of its own. */
export async function segments(options: readonly string[]): Promise<BenchmarkRow[]> {
	const { values } = parseArgs({ args: [...options], options: flags });
	const chosen = cases.filter(({ name }) => name.startsWith(values.only));
	if (chosen.length === 0) throw new Error(`No case begins with "${values.only}": expected one of ${cases.map(({ name }) => name).join(', ')}`);
	const folder = await mkdtemp(join(tmpdir(), 'cohorts-segments-'));
	try {
		const rows: BenchmarkRow[] = [];
		for (const one of chosen) {
			say(`Case ${one.name}`);
			rows.push(...(await one.run({ folder, scale: Number(values.scale) })));
		}
		return rows;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
