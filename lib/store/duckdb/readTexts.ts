import { type DuckDBVarCharVector } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';

/** A DuckDB text is 16 bytes: its length, and then either up to 12 bytes of it or four of them and where it lies. */
const TEXT_BYTES = 16;
const INLINE_BYTES_MAX = 12;
/** Texts so close to each other are read together with what is between them. */
const GAP_BYTES_MAX = 16;

interface FarText {
	readonly row: number;
	readonly address: number;
	readonly bytes: number;
}

/**
 * Texts of a vector. Long ones lie elsewhere, mostly side by side, and are fetched a stretch at a time: one by one they took
 * more time than all numbers of a matrix together.
 */
export function readTexts(vector: DuckDBVarCharVector, rows: number): string[] {
	const view = vector['dataView'];
	const inline = Buffer.from(view.buffer, view.byteOffset, view.byteLength);
	const texts = new Array<string>(rows);
	const far: FarText[] = [];
	for (let row = 0; row < rows; row += 1) {
		const start = row * TEXT_BYTES;
		const bytes = view.getUint32(start, true);
		if (!vector['validity'].itemValid(row)) texts[row] = String(null);
		else if (bytes <= INLINE_BYTES_MAX) texts[row] = inline.toString('utf8', start + 4, start + 4 + bytes);
		else far.push({ row, bytes, address: view.getUint32(start + 8, true) + view.getUint32(start + 12, true) * 2 ** 32 });
	}
	far.sort((left, right) => left.address - right.address);
	for (const stretch of stretches(far)) readStretch(view, stretch, texts);
	return texts;
}

function stretches(far: readonly FarText[]): FarText[][] {
	const found: FarText[][] = [];
	let end = -Infinity;
	for (const text of far) {
		if (text.address <= end + GAP_BYTES_MAX) found[found.length - 1].push(text);
		else found.push([text]);
		end = Math.max(end, text.address + text.bytes);
	}
	return found;
}

function readStretch(view: DataView, stretch: readonly FarText[], texts: string[]): void {
	const [first] = stretch;
	const end = stretch.reduce((last, { address, bytes }) => Math.max(last, address + bytes), 0);
	const pointerAt = view.byteOffset + first.row * TEXT_BYTES + 8;
	const found = duckdb.get_data_from_pointer(view.buffer as ArrayBuffer, pointerAt, end - first.address);
	const memory = Buffer.from(found.buffer, found.byteOffset, found.byteLength);
	for (const { row, address, bytes } of stretch) {
		const start = address - first.address;
		texts[row] = memory.toString('utf8', start, start + bytes);
	}
}
