import { openColumnPieces, type ColumnPieces } from '../columnPieces';
import type { ColumnTable } from '../types';

/** "PGCOPY\n\377\r\n\0", flags, and the length of an extension, which is empty. */
const HEADER_BYTES = 19;

/** Rows of one text and `width` doubles as Postgres copies them out in binary, read as they come. */
export async function readBinaryColumns(
	chunks: AsyncIterable<Buffer>,
	width: number,
): Promise<Omit<ColumnTable, 'names'>> {
	const keys: string[] = [];
	const columns = openColumnPieces(width);
	let rest: Buffer = Buffer.alloc(0);
	let isHeaderRead = false;
	for await (const chunk of chunks) {
		const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
		let offset = 0;
		if (!isHeaderRead) {
			if (bytes.length < HEADER_BYTES) {
				rest = bytes;
				continue;
			}
			offset = HEADER_BYTES;
			isHeaderRead = true;
		}
		for (;;) {
			const next = readRow(bytes, offset, { keys, columns, width });
			if (next === undefined) break;
			offset = next;
		}
		rest = bytes.subarray(offset);
	}
	return { rows: keys.length, keys, values: columns.join(keys.length) };
}

/** Where the row after this one begins; undefined when this one is not whole, or was the last. */
function readRow(
	bytes: Buffer,
	start: number,
	{ keys, columns, width }: { readonly keys: string[]; readonly columns: ColumnPieces; readonly width: number },
): number | undefined {
	const end = endOfRow(bytes, start, width + 1);
	if (end === undefined) return undefined;
	const row = keys.length;
	let offset = start + 2;
	const keyLength = bytes.readInt32BE(offset);
	offset += 4;
	keys.push(keyLength < 0 ? '' : bytes.toString('utf8', offset, offset + keyLength));
	offset += Math.max(0, keyLength);
	for (let column = 0; column < width; column += 1) {
		const isNull = bytes.readInt32BE(offset) < 0;
		offset += 4;
		columns.set(column, row, isNull ? Number.NaN : bytes.readDoubleBE(offset));
		if (!isNull) offset += 8;
	}
	return end;
}

function endOfRow(bytes: Buffer, start: number, fields: number): number | undefined {
	if (start + 2 > bytes.length || bytes.readInt16BE(start) < 0) return undefined;
	let offset = start + 2;
	for (let field = 0; field < fields; field += 1) {
		if (offset + 4 > bytes.length) return undefined;
		offset += 4 + Math.max(0, bytes.readInt32BE(offset));
	}
	return offset > bytes.length ? undefined : offset;
}
