import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-wasm';
import { beforeAll, describe, expect, test } from 'vitest';

import { drawCard } from '../../../lib/report/drawCard';
import { fontFamily, fontOf } from '../../../lib/report/fonts';
import { plots, type PlotName } from '../../../lib/report/plots/index';
import { recolour } from '../../../lib/report/recolour';
import { renderPlot, type PlotRequest, type RenderedPlot } from '../../../lib/report/renderPlot';
import { themes } from '../../../lib/report/theme';
import { differentColours, readPng } from './readPng';

const folder = join(__dirname, '../../../lib/report/plots');
const folders = readdirSync(folder, { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.map(({ name }) => name);
const font = {
	fontBuffers: [fontOf('regular').file, fontOf('semibold').file],
	defaultFontFamily: fontFamily,
};

async function requestOf(plot: string): Promise<PlotRequest> {
	const { example } = (await import(join(folder, plot, 'example.ts'))) as { example: unknown };
	return { name: plot.toLowerCase(), plot: plot as PlotName, input: example } as PlotRequest;
}

/** What is drawn beside the card itself, as measured by the renderer with the shipped font. */
function drawnBounds(svg: string): { left: number; top: number; right: number; bottom: number } {
	const drawing = new Resvg(svg.replace(/<rect x="0.5"[^>]*\/>/, ''), { font });
	const box = drawing.getBBox();
	if (box === undefined) throw new Error('nothing is drawn');
	return { left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height };
}

test('the list of plots names every folder, and every definition its own', () => {
	expect(Object.keys(plots).sort()).toEqual(folders.sort());
	for (const [key, { name }] of Object.entries(plots)) expect(name).toBe(key);
});

describe.each(folders)('plot %s', (name) => {
	let request: PlotRequest;
	let before: unknown;
	let plot: RenderedPlot;

	beforeAll(async () => {
		request = await requestOf(name);
		before = structuredClone(request.input);
		plot = await renderPlot(request);
	});

	test('has a title, and words for readers who cannot see it', () => {
		expect(plot.title).not.toBe('');
		expect(plot.description.length).toBeGreaterThan(plot.title.length);
		expect(plot.svg).toContain('role="img"');
		expect(plot.svg).toMatch(/<title id="[a-z-]+">[^<]+<\/title><desc id="[a-z-]+">[^<]+<\/desc>/);
	});

	test('is a PNG of twice 900 pixels that shows something', () => {
		const image = readPng(plot.png);
		expect(image.width).toBe(1800);
		expect(image.height).toBeGreaterThan(200);
		expect(differentColours(image)).toBeGreaterThan(20);
	});

	test('keeps every label inside the card', () => {
		const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(plot.svg)?.map(Number) ?? [];
		const { left, top, right, bottom } = drawnBounds(plot.svg);
		expect(left).toBeGreaterThanOrEqual(20);
		expect(top).toBeGreaterThanOrEqual(20);
		expect(right).toBeLessThanOrEqual(width - 12);
		expect(bottom).toBeLessThanOrEqual(height - 12);
	});

	test('shortens no label of its example', () => {
		expect(plot.svg).not.toContain('…');
	});

	test('uses the colours of the theme only, so that it also reads on dark', () => {
		const used = [...plot.svg.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, colour]) => colour);
		const known = new Set<string>([...Object.values(themes.light), 'none', 'transparent']);
		expect(used.filter((colour) => !known.has(colour))).toEqual([]);
		expect(recolour(plot.svg, 'dark')).toContain(`fill="${themes.dark.card}"`);
		expect(recolour(plot.svg, 'dark')).not.toContain(`fill="${themes.light.card}"`);
	});

	test('is the same text when drawn again', async () => {
		const again = await drawCard(request);
		expect(again.svg).toBe(plot.svg);
	});

	test('survives structured cloning, so that a worker can draw it', () => {
		expect(structuredClone(request)).toEqual(request);
		expect(structuredClone(plot)).toEqual(plot);
	});

	test('leaves its input as it was', () => {
		expect(request.input).toEqual(before);
		for (const list of Object.values(request.input)) {
			if (!Array.isArray(list)) continue;
			expect(list.flatMap((entry) => Object.getOwnPropertySymbols(Object(entry)))).toEqual([]);
		}
	});
});
