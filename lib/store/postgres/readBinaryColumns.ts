import type { ColumnTable } from '../types';

/** "PGCOPY\n\377\r\n\0", flags, and the length of an extension, which is empty. */
const HEADER_BYTES = 19;
/** Rows whose numbers are kept together while they come. */
const PIECE_ROWS = 65_536;

/** Rows of one text and `width` doubles as Postgres copies them out in binary, read as they come. */
export async function readBinaryColumns(
	chunks: AsyncIterable<Buffer>,
	width: number,
): Promise<Omit<ColumnTable, 'names'>> {
	const keys: string[] = [];
	const pieces: Float64Array[][] = Array.from({ length: width }, () => []);
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
			const next = readRow(bytes, offset, { keys, pieces });
			if (next === undefined) break;
			offset = next;
		}
		rest = bytes.subarray(offset);
	}
	return { rows: keys.length, keys, values: pieces.map((piece) => joined(piece, keys.length)) };
}

/** Where the row after this one begins; undefined when this one is not whole, or was the last. */
function readRow(
	bytes: Buffer,
	start: number,
	{ keys, pieces }: { readonly keys: string[]; readonly pieces: Float64Array[][] },
): number | undefined {
	const end = endOfRow(bytes, start, pieces.length + 1);
	if (end === undefined) return undefined;
	const row = keys.length;
	let offset = start + 2;
	const keyLength = bytes.readInt32BE(offset);
	offset += 4;
	keys.push(keyLength < 0 ? '' : bytes.toString('utf8', offset, offset + keyLength));
	offset += Math.max(0, keyLength);
	for (const piece of pieces) {
		const isNull = bytes.readInt32BE(offset) < 0;
		offset += 4;
		if (row % PIECE_ROWS === 0) piece.push(new Float64Array(PIECE_ROWS));
		piece[piece.length - 1][row % PIECE_ROWS] = isNull ? Number.NaN : bytes.readDoubleBE(offset);
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

/** In shared memory, so that a worker thread reads it without a copy. */
function joined(pieces: Float64Array[], length: number): Float64Array {
	const whole = new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
	pieces.forEach((piece, index) => {
		const offset = index * PIECE_ROWS;
		whole.set(offset + PIECE_ROWS > length ? piece.subarray(0, length - offset) : piece, offset);
	});
	return whole;
}
