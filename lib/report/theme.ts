import { invariant } from '../core/invariant';

/**
 * Every colour a plot may use. Light values are also the names under which a drawing refers to them, so no two
 * may be equal: `recolour` turns a light drawing into a dark one, or into CSS variables, by replacing them.
 */
const light = {
	card: '#ffffff',
	border: '#e3e6eb',
	grid: '#eceef2',
	axis: '#c5cad3',
	muted: '#5b6472',
	ink: '#1c212b',
	accent: '#0b63b8',
	accentSoft: '#bcd6f0',
	warm: '#c44f02',
	neutral: '#b4bac4',
	series0: '#0a60b6',
	series1: '#eb990f',
	series2: '#009856',
	series3: '#c44e00',
	series4: '#dd99c7',
	series5: '#1db6ff',
	series6: '#683977',
	series7: '#737178',
	below3: '#b35806',
	below2: '#ee9b48',
	below1: '#fde3c6',
	middle: '#f4f5f8',
	above1: '#d6e6f5',
	above2: '#7fb4de',
	above3: '#2166ac',
	strongText: '#fffffe',
} as const;

/** Names of the colours of a theme. */
export type ColourName = keyof typeof light;

/** A colour as "#rrggbb" for every name. */
export type Theme = Readonly<Record<ColourName, string>>;

const dark: Theme = {
	card: '#191c23',
	border: '#2d323d',
	grid: '#272c36',
	axis: '#4a5160',
	muted: '#a3abb9',
	ink: '#eceef3',
	accent: '#4da3f5',
	accentSoft: '#24496d',
	warm: '#f0814a',
	neutral: '#626b7a',
	series0: '#34a0ff',
	series1: '#ec9f17',
	series2: '#36db98',
	series3: '#eb713e',
	series4: '#e29ac5',
	series5: '#9fe0ff',
	series6: '#a451bd',
	series7: '#6c8a8b',
	below3: '#e59a4c',
	below2: '#8a5521',
	below1: '#453424',
	middle: '#242933',
	above1: '#21394f',
	above2: '#2b6294',
	above3: '#6db5f2',
	strongText: '#0f1116',
};

export type ThemeName = 'light' | 'dark';

/** The two looks of a plot. Colours of segments keep apart for people with red, green or blue blindness. */
export const themes: Readonly<Record<ThemeName, Theme>> = { light, dark };

const seriesNames = [
	'series0',
	'series1',
	'series2',
	'series3',
	'series4',
	'series5',
	'series6',
	'series7',
] as const satisfies readonly ColourName[];

const shapes = ['circle', 'square', 'triangle-up', 'diamond', 'cross', 'triangle-down'] as const;

/** Colour of the segment at `index` (0-based, in the report's order): eight colours, then again. */
export function seriesColour(index: number): string {
	invariant(Number.isInteger(index) && index >= 0, `segment index ${index} is not a whole number`);
	return light[seriesNames[index % seriesNames.length]];
}

/**
 * Mark of the segment at `index`. Each round of colours starts at the next mark, so that 48 segments differ.
 */
export function seriesShape(index: number): (typeof shapes)[number] {
	const round = Math.floor(index / seriesNames.length);
	return shapes[(index + 5 * round) % shapes.length];
}
