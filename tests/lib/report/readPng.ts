import { inflateSync } from 'node:zlib';

/** Pixels of a PNG with 8-bit RGBA, four bytes each, row by row. */
export interface Image {
	readonly width: number;
	readonly height: number;
	readonly pixels: Uint8Array;
}

const signature = [137, 80, 78, 71, 13, 10, 26, 10];
const pixelBytes = 4;

/** Reads what the renderer writes, by the PNG specification (W3C, 2003), so that a test looks at real pixels. */
export function readPng(file: Uint8Array): Image {
	const bytes = Buffer.from(file);
	if (!signature.every((byte, at) => bytes[at] === byte)) throw new Error('not a PNG');
	const chunks = [...chunksOf(bytes)];
	const header = chunks[0].data;
	const width = header.readUInt32BE(0);
	const height = header.readUInt32BE(4);
	if (header[8] !== 8 || header[9] !== 6) throw new Error('not 8-bit RGBA');
	const data = chunks.filter(({ type }) => type === 'IDAT').map((chunk) => chunk.data);
	return { width, height, pixels: unfilter(inflateSync(Buffer.concat(data)), width, height) };
}

/** How many colours occur. */
export function differentColours({ pixels }: Image): number {
	const words = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.byteLength / pixelBytes);
	return new Set(words).size;
}

function* chunksOf(bytes: Buffer): Generator<{ type: string; data: Buffer }> {
	for (let at = signature.length; at < bytes.length; ) {
		const length = bytes.readUInt32BE(at);
		yield {
			type: bytes.toString('latin1', at + 4, at + 8),
			data: bytes.subarray(at + 8, at + 8 + length),
		};
		at += length + 12;
	}
}

function unfilter(raw: Buffer, width: number, height: number): Uint8Array {
	const line = width * pixelBytes;
	const pixels = new Uint8Array(line * height);
	for (let row = 0; row < height; row += 1) {
		const start = row * (line + 1);
		const above = row === 0 ? new Uint8Array(line) : pixels.subarray((row - 1) * line, row * line);
		unfilterLine(raw.subarray(start, start + line + 1), above, pixels.subarray(row * line));
	}
	return pixels;
}

/** source: the line's filter and its bytes. */
function unfilterLine(source: Uint8Array, above: Uint8Array, target: Uint8Array): void {
	const filter = source[0];
	for (let at = 0; at < above.length; at += 1) {
		const left = at >= pixelBytes ? target[at - pixelBytes] : 0;
		const upLeft = at >= pixelBytes ? above[at - pixelBytes] : 0;
		let guess = 0;
		if (filter === 1) guess = left;
		else if (filter === 2) guess = above[at];
		else if (filter === 3) guess = (left + above[at]) >> 1;
		else if (filter === 4) guess = paeth(left, above[at], upLeft);
		target[at] = source[at + 1] + guess;
	}
}

function paeth(left: number, up: number, upLeft: number): number {
	const toLeft = Math.abs(up - upLeft);
	const toUp = Math.abs(left - upLeft);
	const toUpLeft = Math.abs(left + up - 2 * upLeft);
	if (toLeft <= toUp && toLeft <= toUpLeft) return left;
	return toUp <= toUpLeft ? up : upLeft;
}
