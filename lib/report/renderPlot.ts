import { drawCard, type Card, type CardRequest } from './drawCard';
import { drawPng } from './drawPng';
import { recolour } from './recolour';
import type { ThemeName } from './theme';

/** A plot to render; the PNG is light unless said otherwise. */
export type PlotRequest = CardRequest & { readonly theme?: ThemeName };

/** A plot as SVG and as PNG, the PNG 1,800 pixels wide. */
export interface RenderedPlot extends Card {
	readonly png: Uint8Array;
}

/** Renders one plot: 50 to 300 ms of CPU, so n8n's thread asks `renderPlots` to do it in a worker. */
export async function renderPlot(request: PlotRequest): Promise<RenderedPlot> {
	const card = await drawCard(request);
	return { ...card, png: await drawPng(recolour(card.svg, request.theme ?? 'light')) };
}
