import type { Engine } from '../engine';
import type { PlotRequest } from '../report/renderPlot';
import { renderPlots } from '../report/renderPlots';

export interface DrawnPlot {
	/** Name of the binary field: "segment_map". */
	readonly field: string;
	readonly fileName: string;
	readonly mimeType: string;
	readonly bytes: Uint8Array;
}

/** Plots as PNG files for n8n's View button. */
export async function drawPlots(engine: Engine, requests: readonly PlotRequest[]): Promise<DrawnPlot[]> {
	const plots = await renderPlots(engine, requests);
	return plots.map(({ name, png }) => ({
		field: name.replaceAll('-', '_'),
		fileName: `${name}.png`,
		mimeType: 'image/png',
		bytes: png,
	}));
}
