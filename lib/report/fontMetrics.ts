import { InvalidInput } from '../core/errors';

/** Widths of a font's characters, read from its file: enough to lay out labels without a browser. */
export interface FontMetrics {
	/** Width of one line of text, in pixels at the given font size. Without kerning, so text is drawn up to 3 % narrower. */
	width(text: string, sizePixels: number): number;
	/** False for a character the font cannot draw. */
	has(codePoint: number): boolean;
}

/**
 * Reads a TrueType file's tables head, hhea, hmtx and cmap (formats 4 and 12), as in the OpenType 1.9 specification.
 * A character that the font lacks counts as one em, the width of most such characters (Chinese, emoji).
 */
export function readFontMetrics(file: Uint8Array): FontMetrics {
	const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
	const tables = readTables(view);
	const unitsPerEm = view.getUint16(tables('head') + 18);
	const advanceCount = view.getUint16(tables('hhea') + 34);
	const advances = tables('hmtx');
	const glyphs = readGlyphs(view, tables('cmap'));
	const advanceOf = (codePoint: number): number => {
		const glyph = glyphs.get(codePoint);
		if (glyph === undefined) return unitsPerEm;
		return view.getUint16(advances + 4 * Math.min(glyph, advanceCount - 1));
	};
	return {
		width: (text, sizePixels) => {
			let units = 0;
			for (const character of text) units += advanceOf(character.codePointAt(0) ?? 0);
			return (units / unitsPerEm) * sizePixels;
		},
		has: (codePoint) => glyphs.has(codePoint),
	};
}

function readTables(view: DataView): (name: string) => number {
	const offsets = new Map<string, number>();
	const count = view.getUint16(4);
	for (let index = 0; index < count; index += 1) {
		const entry = 12 + 16 * index;
		const name = [0, 1, 2, 3].map((byte) => String.fromCharCode(view.getUint8(entry + byte)));
		offsets.set(name.join(''), view.getUint32(entry + 8));
	}
	return (name) => {
		const offset = offsets.get(name);
		if (offset === undefined) throw new InvalidInput(`the font has no table "${name}"`);
		return offset;
	};
}

function readGlyphs(view: DataView, cmap: number): Map<number, number> {
	const count = view.getUint16(cmap + 2);
	const glyphs = new Map<number, number>();
	for (let index = 0; index < count; index += 1) {
		const start = cmap + view.getUint32(cmap + 4 + 8 * index + 4);
		const format = view.getUint16(start);
		if (format === 4) readSegments(view, start, glyphs);
		if (format === 12) readGroups(view, start, glyphs);
	}
	return glyphs;
}

function readSegments(view: DataView, start: number, glyphs: Map<number, number>): void {
	const doubled = view.getUint16(start + 6);
	const ends = start + 14;
	const starts = ends + doubled + 2;
	for (let at = 0; at < doubled; at += 2) {
		const last = view.getUint16(ends + at);
		const delta = view.getUint16(starts + doubled + at);
		const rangeAt = starts + 2 * doubled + at;
		const range = view.getUint16(rangeAt);
		const first = view.getUint16(starts + at);
		for (let code = first; code <= last && code !== 0xffff; code += 1) {
			const raw = range === 0 ? code : view.getUint16(rangeAt + range + 2 * (code - first));
			if (raw !== 0) glyphs.set(code, (raw + delta) & 0xffff);
		}
	}
}

function readGroups(view: DataView, start: number, glyphs: Map<number, number>): void {
	const count = view.getUint32(start + 12);
	for (let index = 0; index < count; index += 1) {
		const group = start + 16 + 12 * index;
		const first = view.getUint32(group);
		const last = view.getUint32(group + 4);
		const glyph = view.getUint32(group + 8);
		for (let code = first; code <= last; code += 1) glyphs.set(code, glyph + code - first);
	}
}
