import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededRandom } from '../../../lib/core/random';
import type { DataFile } from './types';

export interface Planted {
	readonly rows: number;
	readonly columns: number;
	readonly groups: number;
	/** Standard deviation of the groups' centres, in those of the groups. */
	readonly apart: number;
	readonly seed: number;
}

/** Gaussian groups of equal size and spread. */
export async function writeBlobs(folder: string, planted: Planted): Promise<DataFile> {
	const values = drawBlobs(planted);
	return await write(folder, `blobs-${Object.values(planted).join('-')}.f32`, { ...planted, values });
}

/** Counts and amounts as shops have them: many zeros and long tails, then logarithms, then one scale. */
export async function writeSkewed(folder: string, planted: Planted): Promise<DataFile> {
	const values = drawBlobs(planted).map((value) => Math.log1p(value < -0.5 ? 0 : Math.exp(value)));
	standardize(values, planted);
	return await write(folder, `skewed-${Object.values(planted).join('-')}.f32`, { ...planted, values });
}

function drawBlobs({ rows, columns, groups, apart, seed }: Planted): Float32Array {
	const random = seededRandom(`planted ${seed}`);
	const centres = Float64Array.from({ length: groups * columns }, () => random.normal() * apart);
	const values = new Float32Array(rows * columns);
	for (let row = 0; row < rows; row += 1) {
		const group = random.integer(groups);
		for (let column = 0; column < columns; column += 1) {
			values[row * columns + column] = centres[group * columns + column] + random.normal();
		}
	}
	return values;
}

function standardize(values: Float32Array, { rows, columns }: Planted): void {
	for (let column = 0; column < columns; column += 1) {
		let [sum, squares] = [0, 0];
		for (let at = column; at < values.length; at += columns) {
			sum += values[at];
			squares += values[at] ** 2;
		}
		const mean = sum / rows;
		const deviation = Math.sqrt(squares / rows - mean ** 2);
		for (let at = column; at < values.length; at += columns) values[at] = (values[at] - mean) / deviation;
	}
}

async function write(
	folder: string,
	name: string,
	{ rows, columns, values }: Pick<Planted, 'rows' | 'columns'> & { readonly values: Float32Array },
): Promise<DataFile> {
	const file = join(folder, name);
	await writeFile(file, values);
	return { file, rows, columns };
}
