import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { openCompute } from '../../../../lib/compute/openCompute';
import { adjustedRandIndex } from '../../../../lib/math/adjustedRandIndex';
import type { Matrix } from '../../../../lib/math/matrix';
import { shareMatrix } from '../../../../lib/math/sharedMatrix';
import { findByMethod } from '../../../../lib/segments/findByMethod';
import { RECOMMENDED } from '../../../../lib/segments/findByAlgorithm';
import { say } from '../../../demo/say';
import { runPython } from '../../sklearn/runPython';
import type { BenchmarkRow } from '../../types';
import type { Place, SegmentCase } from '../types';

/** Sets whose labels mean nothing. */
const unusable = ['s-set3', 's-set4', 'birch-rg1', 'golfball'];
const SHORTFALL_MAX = 0.02;
const SHARE_MIN = 0.8;

interface LabelledSet {
	readonly name: string;
	readonly matrix: Matrix;
	readonly labels: readonly number[];
}

/** The recommended method on real sets with labels, beside the best of three methods of scikit-learn on each. */
export const labelledCase: SegmentCase = {
	name: 'labelled',
	run: async ({ folder, scale }) => {
		const data = process.env.COHORTS_DATA;
		if (data === undefined) throw new Error('This case needs the data sets: set COHORTS_DATA to their folder');
		const sets = readSets(join(data, 'clustering_labelled')).filter((_, index) => scale >= 1 || index % Math.round(1 / scale) === 0);
		const peers = await askPeer(sets, folder);
		const ours = await askOurs(sets);
		return toRows(sets, { ours, peers });
	},
};

function readSets(folder: string): LabelledSet[] {
	return readdirSync(folder)
		.sort()
		.flatMap((file) => {
			const name = file.split('.')[0];
			const bytes = readFileSync(join(folder, file));
			const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
			const [header, ...lines] = text.trim().split(/\r?\n/).map((line) => line.split(','));
			if (unusable.includes(name) || header[header.length - 1] !== 'label') return [];
			const kinds = [...new Set(lines.map((cells) => cells[header.length - 1]))];
			const labels = lines.map((cells) => kinds.indexOf(cells[header.length - 1]));
			return [{ name, labels, matrix: standardized(lines.map((cells) => cells.slice(0, -1).map(Number))) }];
		});
}

function standardized(rows: readonly (readonly number[])[]): Matrix {
	const columns = rows[0].length;
	const values = new Float32Array(rows.length * columns);
	for (let column = 0; column < columns; column += 1) {
		const mean = rows.reduce((sum, row) => sum + row[column], 0) / rows.length;
		const spread = Math.sqrt(rows.reduce((sum, row) => sum + (row[column] - mean) ** 2, 0) / rows.length) || 1;
		rows.forEach((row, index) => (values[index * columns + column] = (row[column] - mean) / spread));
	}
	return shareMatrix({ rows: rows.length, columns, values });
}

type Agreements = Readonly<Record<string, Readonly<Record<string, number>>>>;

async function askPeer(sets: readonly LabelledSet[], folder: Place['folder']): Promise<Agreements> {
	say('scikit-learn');
	const files = sets.map(({ name, matrix, labels }) => {
		const file = join(folder, `${name}.f32`);
		writeFileSync(file, Buffer.from(matrix.values.buffer as SharedArrayBuffer as unknown as ArrayBuffer));
		return { name, file, rows: matrix.rows, columns: matrix.columns, labels };
	});
	const list = join(folder, 'sets.json');
	writeFileSync(list, JSON.stringify(files));
	return JSON.parse(await runPython('labelled.py', [list])) as Agreements;
}

async function askOurs(sets: readonly LabelledSet[]): Promise<Map<string, number>> {
	const compute = openCompute();
	const engine = { compute, notify: { progress: () => undefined, hint: () => undefined } };
	const agreements = new Map<string, number>();
	try {
		for (const { name, matrix, labels } of sets) {
			const columns = Array.from({ length: matrix.columns }, (_, at) => ({
				name: `column ${at + 1}`, transform: 'none' as const, low: -Infinity, high: Infinity, centre: 0, scale: 1, missingValue: 0,
			}));
			const prepared = { preparation: { columns }, leftOut: [], matrix, coordinates: matrix };
			const request = { clusters: { low: 2, high: 20 }, sizeMin: Math.max(5, Math.round(matrix.rows / 100)), seed: 1 };
			const { found } = await findByMethod(engine, RECOMMENDED, { prepared, request });
			const agreement = adjustedRandIndex(found.labels, labels);
			agreements.set(name, agreement);
			say(`${name}: ${agreement.toFixed(3)} · ${found.notes[0]}`);
		}
	} finally {
		await compute.close();
	}
	return agreements;
}

function toRows(
	sets: readonly LabelledSet[],
	{ ours, peers }: { readonly ours: ReadonlyMap<string, number>; readonly peers: Agreements },
): BenchmarkRow[] {
	const rows = sets.map(({ name }): BenchmarkRow => {
		const own = ours.get(name) ?? NaN;
		const peer = Math.max(...Object.values(peers[name]));
		const goal = `at least the best of scikit-learn less ${SHORTFALL_MAX}`;
		return { case: name, metric: 'adjusted Rand index', ours: own, peer, ratio: own / peer, goal, holds: own >= peer - SHORTFALL_MAX };
	});
	const share = rows.filter(({ holds }) => holds === true).length / rows.length;
	const total: BenchmarkRow = {
		case: `${rows.length} labelled sets`,
		metric: 'share on which the recommended method is as good',
		ours: share,
		peer: null,
		ratio: null,
		goal: `at least ${SHARE_MIN}`,
		holds: share >= SHARE_MIN,
	};
	return [...rows.map((row) => ({ ...row, goal: null })), total];
}
