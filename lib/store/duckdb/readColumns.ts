import { DuckDBDoubleVector, DuckDBVarCharVector, type DuckDBDataChunk, type DuckDBResult } from '@duckdb/node-api';
import { Defect } from '../../core/errors';
import type { ColumnTable } from '../types';
import { readTexts } from './readTexts';

/** Rows there is room for at first; four times as many whenever they are full. */
const ROOM_ROWS = 16_384;
const ROOM_GROWTH = 4;
/** Chunks between two turns of the event loop: some milliseconds of copying. */
const CHUNKS_A_TURN = 16;

/**
 * Texts of the first column and numbers of the others, in shared memory, so that a worker thread reads them without a copy.
 * A vector is copied as a whole to where it stays. No number is null: the statement has made them NaN.
 */
export async function readColumns(
	chunks: () => Promise<DuckDBDataChunk | null>,
	result: DuckDBResult,
): Promise<ColumnTable> {
	const names = result.columnNames().slice(1);
	const keys: string[] = [];
	let room = ROOM_ROWS;
	let columns = names.map(() => roomFor(room));
	let count = 0;
	for (let chunk = await chunks(); hasRows(chunk); chunk = await chunks()) {
		if (keys.length + chunk.rowCount > room) {
			columns = columns.map(widen);
			room *= ROOM_GROWTH;
		}
		for (const [index, column] of columns.entries()) column.set(doublesOf(chunk, index + 1), keys.length);
		for (const key of textsOf(chunk)) keys.push(key);
		count += 1;
		if (count % CHUNKS_A_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
	}
	// What was not filled was never touched: no memory is given to it.
	const values = columns.map(({ buffer }) => new Float64Array(buffer, 0, keys.length));
	return { rows: keys.length, names, keys, values };
}

function hasRows(chunk: DuckDBDataChunk | null): chunk is DuckDBDataChunk {
	return chunk !== null && chunk.rowCount > 0;
}

function roomFor(rows: number): Float64Array<SharedArrayBuffer> {
	return new Float64Array(new SharedArrayBuffer(rows * Float64Array.BYTES_PER_ELEMENT));
}

function widen(column: Float64Array<SharedArrayBuffer>): Float64Array<SharedArrayBuffer> {
	const wider = roomFor(column.length * ROOM_GROWTH);
	wider.set(column);
	return wider;
}

/** The vector's memory belongs to DuckDB: to be copied before the next chunk. */
function doublesOf(chunk: DuckDBDataChunk, column: number): Float64Array {
	const vector = chunk.getColumnVector(column);
	if (!(vector instanceof DuckDBDoubleVector)) throw new Defect('a number column must be double');
	return vector['items'].subarray(0, chunk.rowCount);
}

function textsOf(chunk: DuckDBDataChunk): string[] {
	const vector = chunk.getColumnVector(0);
	if (!(vector instanceof DuckDBVarCharVector)) throw new Defect('the key column must be text');
	return readTexts(vector, chunk.rowCount);
}
