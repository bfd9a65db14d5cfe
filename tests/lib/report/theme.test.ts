import { describe, expect, test } from 'vitest';

import { colourVariables, recolour, recolourByVariables } from '../../../lib/report/recolour';
import { seriesColour, seriesShape, themes, type Theme } from '../../../lib/report/theme';

type Channels = readonly [number, number, number];

/** Simulation of full colour blindness on linear RGB (Machado, Oliveira & Fernandes 2009, severity 1.0). */
const sight: Readonly<Record<string, readonly Channels[]>> = {
	usual: [
		[1, 0, 0],
		[0, 1, 0],
		[0, 0, 1],
	],
	'without red': [
		[0.152286, 1.052583, -0.204868],
		[0.114503, 0.786281, 0.099216],
		[-0.003882, -0.048116, 1.051998],
	],
	'without green': [
		[0.367322, 0.860646, -0.227968],
		[0.280085, 0.672501, 0.047413],
		[-0.01182, 0.04294, 0.968881],
	],
	'without blue': [
		[1.255528, -0.076749, -0.178779],
		[-0.078411, 0.930809, 0.147602],
		[0.004733, 0.691367, 0.3039],
	],
};

function linear(colour: string): Channels {
	const channel = (at: number): number => {
		const value = parseInt(colour.slice(at, at + 2), 16) / 255;
		return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
	};
	return [channel(1), channel(3), channel(5)];
}

function dot(a: Channels, b: Channels): number {
	return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** CIELAB under D65. */
function lab(rgb: Channels): Channels {
	const curve = (value: number): number => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
	const x = curve(dot(rgb, [0.4124564, 0.3575761, 0.1804375]) / 0.95047);
	const y = curve(dot(rgb, [0.2126729, 0.7151522, 0.072175]));
	const z = curve(dot(rgb, [0.0193339, 0.119192, 0.9503041]) / 1.08883);
	return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function seen(colour: string, eyes: readonly Channels[]): Channels {
	const limited = (value: number): number => Math.min(1, Math.max(0, value));
	const rgb = linear(colour);
	return lab([limited(dot(eyes[0], rgb)), limited(dot(eyes[1], rgb)), limited(dot(eyes[2], rgb))]);
}

/** WCAG 2.2 contrast ratio. */
function contrast(a: string, b: string): number {
	const brightness = (colour: string): number => dot(linear(colour), [0.2126, 0.7152, 0.0722]) + 0.05;
	const [low, high] = [brightness(a), brightness(b)].sort((x, y) => x - y);
	return high / low;
}

function seriesOf(theme: Theme): string[] {
	return Object.entries(theme).flatMap(([name, colour]) => (name.startsWith('series') ? [colour] : []));
}

describe.each(Object.entries(themes))('the %s theme', (_, theme) => {
	test.each(Object.entries(sight))('keeps segments apart for eyes: %s', (__, eyes) => {
		const colours = seriesOf(theme).map((colour) => seen(colour, eyes));
		for (const [index, [lightness, a, b]] of colours.entries()) {
			for (const other of colours.slice(0, index)) {
				expect(Math.hypot(lightness - other[0], a - other[1], b - other[2])).toBeGreaterThan(15);
			}
		}
	});

	test('has text that reads on the card (WCAG AA) and segments that stand out', () => {
		for (const text of [theme.ink, theme.muted]) {
			expect(contrast(text, theme.card)).toBeGreaterThan(4.5);
		}
		for (const line of [theme.accent, theme.warm]) expect(contrast(line, theme.card)).toBeGreaterThan(3);
		for (const segment of seriesOf(theme)) expect(contrast(segment, theme.card)).toBeGreaterThan(2);
	});

	test('has figures that read on every cell of the heat table', () => {
		for (const cell of [theme.below2, theme.below1, theme.middle, theme.above1, theme.above2]) {
			expect(contrast(theme.ink, cell)).toBeGreaterThan(4.5);
		}
		for (const cell of [theme.below3, theme.above3]) {
			expect(contrast(theme.strongText, cell)).toBeGreaterThan(4.5);
		}
	});
});

test('no two light colours are equal, because each is also a name', () => {
	const colours = Object.values(themes.light);
	expect(new Set(colours).size).toBe(colours.length);
});

test('48 segments differ in colour or mark', () => {
	const looks = Array.from({ length: 48 }, (_, index) => `${seriesColour(index)} ${seriesShape(index)}`);
	expect(new Set(looks).size).toBe(48);
});

test('recolouring changes attributes only, never what a text says', () => {
	const svg = `<text fill="${themes.light.ink}">colour ${themes.light.ink}</text>`;
	expect(recolour(svg, 'dark')).toBe(`<text fill="${themes.dark.ink}">colour ${themes.light.ink}</text>`);
	expect(recolour(svg, 'light')).toBe(svg);
	expect(recolourByVariables(svg)).toBe(`<text fill="var(--plot-ink)">colour ${themes.light.ink}</text>`);
});

test('the page declares every variable that a drawing may use', () => {
	for (const name of Object.keys(themes.light)) {
		expect(colourVariables('dark')).toContain(`--plot-${name}:`);
	}
});
