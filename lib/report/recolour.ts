import { themes, type ColourName, type ThemeName } from './theme';

const nameOfColour = new Map(
	Object.entries(themes.light).map(([name, colour]) => [colour, name as ColourName]),
);

/** The same drawing in another theme. Takes an SVG drawn in the light theme. */
export function recolour(svg: string, theme: ThemeName): string {
	return replaceColours(svg, (name) => themes[theme][name]);
}

/** The same drawing with colours as CSS variables (`var(--plot-ink)`), for a page that follows the reader's theme. */
export function recolourByVariables(svg: string): string {
	return replaceColours(svg, (name) => `var(--plot-${name})`);
}

/** Declarations of the CSS variables that `recolourByVariables` refers to. */
export function colourVariables(theme: ThemeName): string {
	const declarations = Object.entries(themes[theme]);
	return declarations.map(([name, colour]) => `--plot-${name}:${colour};`).join('');
}

function replaceColours(svg: string, colourOf: (name: ColourName) => string): string {
	return svg.replace(/(?<=(?:fill|stroke)=")#[0-9a-f]{6}(?=")/g, (colour) => {
		const name = nameOfColour.get(colour);
		return name === undefined ? colour : colourOf(name);
	});
}
