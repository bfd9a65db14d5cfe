/** Lines taken out of a text as it goes by, spread evenly over it, at hardly any cost. */
export interface LineSample {
	take(chunk: Buffer): void;
	text(): Buffer;
}

/** A look every quarter of a megabyte at eight lines: five thousand of a part of JSON. */
const EVERY_BYTES = 1 << 18;
const LINES_AT_ONCE = 8;
const LINE_BYTES_MAX = 1 << 16;
const BREAK = 0x0a;

export function openLineSample(): LineSample {
	const taken: Buffer[] = [];
	let passed = EVERY_BYTES;
	let isFirst = true;
	let latest: Buffer = Buffer.alloc(0);
	return {
		take: (chunk) => {
			latest = chunk;
			const begins = isFirst ? 0 : chunk.indexOf(BREAK) + 1;
			const isWithout = !isFirst && begins === 0;
			isFirst = false;
			passed += chunk.length;
			if (passed < EVERY_BYTES || isWithout) return;
			passed = 0;
			taken.push(...firstLines(chunk, begins));
		},
		// The last line, too: what begins somewhere and goes on from there is never missed.
		text: () => Buffer.concat([...taken, lastLine(latest)]),
	};
}

function lastLine(chunk: Buffer): Buffer {
	const end = chunk.lastIndexOf(BREAK);
	const start = end < 1 ? -1 : chunk.lastIndexOf(BREAK, end - 1);
	return start === -1 || end - start > LINE_BYTES_MAX ? Buffer.alloc(0) : chunk.subarray(start + 1, end + 1);
}

/** Copies, so that the chunk need not stay in memory. */
function firstLines(chunk: Buffer, begins: number): Buffer[] {
	const lines: Buffer[] = [];
	let start = begins;
	for (let count = 0; count < LINES_AT_ONCE; count += 1) {
		const end = chunk.indexOf(BREAK, start);
		if (end === -1) break;
		if (end - start <= LINE_BYTES_MAX) lines.push(Buffer.from(chunk.subarray(start, end + 1)));
		start = end + 1;
	}
	return lines;
}
