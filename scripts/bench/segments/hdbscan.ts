import { performance } from 'node:perf_hooks';
import { findHdbscan } from '../../../lib/segments/algorithms/hdbscan/findHdbscan';
import type { BenchmarkRow } from '../types';
import { overlappingGroups } from './overlappingGroups';

const ROWS = 100_000;
const COLUMNS = 8;
const SECONDS_MAX = 60;
const MEGABYTES_MAX = 1000;

/** HDBSCAN of 100,000 customers; no peer installs beside Debian's scikit-learn. */
export async function hdbscanCases(): Promise<BenchmarkRow[]> {
	const matrix = overlappingGroups(ROWS, COLUMNS);
	const started = performance.now();
	const startedCpu = process.cpuUsage();
	const { sizes } = findHdbscan(matrix, { sizeMin: ROWS / 200 });
	const { user, system } = process.cpuUsage(startedCpu);
	const seconds = (performance.now() - started) / 1000;
	const megabytes = process.resourceUsage().maxRSS / 1024;
	const name = `HDBSCAN ${ROWS.toLocaleString('en')} × ${COLUMNS}`;
	const alone = { case: name, peer: null, ratio: null };
	return [
		{ ...alone, metric: 'seconds', ours: seconds, goal: `< ${SECONDS_MAX}`, holds: seconds < SECONDS_MAX },
		{ ...alone, metric: 'CPU seconds', ours: (user + system) / 1e6, goal: null, holds: null },
		{ ...alone, metric: 'peak megabytes of the process', ours: megabytes, goal: `< ${MEGABYTES_MAX}`, holds: megabytes < MEGABYTES_MAX },
		{ ...alone, metric: 'clusters', ours: sizes.length, goal: null, holds: null },
	];
}
