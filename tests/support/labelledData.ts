import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { matrixOf, type Matrix } from '../../lib/math/matrix';

/** Folder of the real data sets, or undefined where they are not at hand. */
export const dataFolder = process.env.COHORTS_DATA;

/** A set of clustering_labelled/: its numbers, and the label of each row. */
export function readLabelled(file: string): { readonly matrix: Matrix; readonly labels: string[] } {
	const bytes = readFileSync(join(dataFolder ?? '', 'clustering_labelled', file));
	const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
	const [header, ...lines] = text.trim().split(/\r?\n/);
	const cells = lines.map((line) => line.split(','));
	const width = header.split(',').length - (header.endsWith(',label') ? 1 : 0);
	return {
		matrix: matrixOf(cells.map((row) => row.slice(0, width).map(Number))),
		labels: cells.map((row) => row[width] ?? ''),
	};
}
