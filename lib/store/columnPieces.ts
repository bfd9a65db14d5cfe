/** Rows whose numbers are kept together while they come. */
const PIECE_ROWS = 65_536;

/** Columns of numbers that grow row by row, without knowing how many there will be. */
export interface ColumnPieces {
	/** The number of a column in the row that is the next for it. */
	set(column: number, row: number, value: number): void;
	/** All columns, in shared memory, so that a worker thread reads them without a copy. */
	join(rows: number): Float64Array[];
}

export function openColumnPieces(width: number): ColumnPieces {
	const pieces: Float64Array[][] = Array.from({ length: width }, () => []);
	return {
		set: (column, row, value) => {
			const piece = pieces[column];
			const place = row % PIECE_ROWS;
			if (place === 0) piece.push(new Float64Array(PIECE_ROWS));
			piece[piece.length - 1][place] = value;
		},
		join: (rows) => pieces.map((piece) => joined(piece, rows)),
	};
}

function joined(pieces: readonly Float64Array[], length: number): Float64Array {
	const whole = new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
	pieces.forEach((piece, index) => {
		const offset = index * PIECE_ROWS;
		whole.set(offset + PIECE_ROWS > length ? piece.subarray(0, length - offset) : piece, offset);
	});
	return whole;
}
