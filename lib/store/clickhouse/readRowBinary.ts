import { openColumnPieces, type ColumnPieces } from '../columnPieces';
import type { ColumnTable } from '../types';

/** Rows of one text and `width` doubles in ClickHouse's RowBinary, read as they come. */
export async function readRowBinary(chunks: AsyncIterable<Buffer>, width: number): Promise<Omit<ColumnTable, 'names'>> {
	const keys: string[] = [];
	const columns = openColumnPieces(width);
	let rest: Buffer = Buffer.alloc(0);
	for await (const chunk of chunks) {
		const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
		let offset = 0;
		for (;;) {
			const next = readRow(bytes, offset, { keys, columns, width });
			if (next === undefined) break;
			offset = next;
		}
		rest = bytes.subarray(offset);
	}
	return { rows: keys.length, keys, values: columns.join(keys.length) };
}

interface Reading {
	readonly keys: string[];
	readonly columns: ColumnPieces;
	readonly width: number;
}

/** Where the row after this one begins; undefined when this one is not whole. */
function readRow(bytes: Buffer, start: number, { keys, columns, width }: Reading): number | undefined {
	const length = readLength(bytes, start);
	if (length === undefined) return undefined;
	const numbers = length.end + length.value;
	const end = numbers + width * Float64Array.BYTES_PER_ELEMENT;
	if (end > bytes.length) return undefined;
	const row = keys.length;
	keys.push(bytes.toString('utf8', length.end, numbers));
	for (let column = 0; column < width; column += 1) {
		columns.set(column, row, bytes.readDoubleLE(numbers + column * Float64Array.BYTES_PER_ELEMENT));
	}
	return end;
}

/** LEB128: seven bits a byte, lowest first, the eighth says that more follow. */
function readLength(bytes: Buffer, start: number): { readonly value: number; readonly end: number } | undefined {
	let value = 0;
	for (let offset = start, shift = 0; offset < bytes.length; offset += 1, shift += 7) {
		value += (bytes[offset] & 0x7f) * 2 ** shift;
		if (bytes[offset] < 0x80) return { value, end: offset + 1 };
	}
	return undefined;
}
