import { drawSvg } from './drawSvg';
import { openPen } from './openPen';
import { plots, type PlotInput, type PlotName } from './plots/index';
import type { PlotDefinition } from './plots/types';
import { putOnCard } from './putOnCard';

/** What to draw. `name` becomes the file's name and the id on a page: lower-case letters, digits and hyphens. */
export type CardRequest = {
	[Plot in PlotName]: {
		readonly name: string;
		readonly plot: Plot;
		readonly input: PlotInput<Plot>;
	};
}[PlotName];

/** A plot as SVG, 900 pixels wide, in the light theme's colours, which `recolour` can change. */
export interface Card {
	readonly name: string;
	readonly title: string;
	/** The finding in words, for readers who cannot see it. */
	readonly description: string;
	readonly svg: string;
}

/** Draws one plot on its card. The input is not changed. */
export async function drawCard({ name, plot, input }: CardRequest): Promise<Card> {
	const definition = plots[plot] as PlotDefinition<unknown>;
	const drawing = definition.draw(input, openPen());
	const { title, description } = drawing;
	const svg = putOnCard(await drawSvg(drawing), { id: name, title, description });
	return { name, title, description, svg };
}
