import { Resvg } from '@resvg/resvg-wasm';
import { beforeAll, expect, test } from 'vitest';

import { drawPng } from '../../../lib/report/drawPng';
import { readFontMetrics } from '../../../lib/report/fontMetrics';
import { fontFamily, fontOf, type FontWeight } from '../../../lib/report/fonts';

const weights = { regular: 400, semibold: 600 } as const;

beforeAll(async () => {
	await drawPng('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>');
});

/** Width as the renderer sees it: how far text moves when it ends where it began before. */
function drawnWidth(text: string, weight: FontWeight): number {
	const left = (anchor: 'start' | 'end'): number => {
		const svg =
			`<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="200"><text x="2000" y="100" font-size="100"` +
			` font-family="${fontFamily}" font-weight="${weights[weight]}" text-anchor="${anchor}">${text}</text></svg>`;
		const font = { fontBuffers: [fontOf('regular').file, fontOf('semibold').file] };
		return new Resvg(svg, { font }).getBBox()?.x ?? Number.NaN;
	};
	return left('start') - left('end');
}

test.each(['regular', 'semibold'] as const)('%s text is drawn as wide as it is measured or, kerned, a little narrower', (weight) => {
	for (const text of ['A', 'Slipping away', '12,345 · 16.1%', 'Größe €', 'Покупатели']) {
		const ratio = drawnWidth(text, weight) / fontOf(weight).metrics.width(text, 100);
		expect(ratio).toBeLessThan(1.003);
		expect(ratio).toBeGreaterThan(0.97);
	}
});

test('widths grow with the size, and no text has none', () => {
	const { metrics } = fontOf('regular');
	expect(metrics.width('AB', 26)).toBeCloseTo(2 * metrics.width('AB', 13), 9);
	expect(metrics.width('', 13)).toBe(0);
});

test('letters of Latin, Greek and Cyrillic are there; a character the font lacks counts as one em', () => {
	const { metrics } = fontOf('regular');
	for (const letter of 'aÄéßΩЖ€×−…') expect(metrics.has(letter.codePointAt(0) ?? 0)).toBe(true);
	expect(metrics.has(0x65e5)).toBe(false);
	expect(metrics.width('日', 13)).toBe(13);
});

test('a file that is no font is refused with the table that is missing', () => {
	expect(() => readFontMetrics(new Uint8Array(64))).toThrow('no table "head"');
});
