import type { TaskControl } from '../compute/types';
import { renderPlot, type PlotRequest, type RenderedPlot } from './renderPlot';

/** The worker's side of `renderPlots`: one plot after the other, so that the libraries are loaded once. */
export async function drawPlots(
	requests: readonly PlotRequest[],
	control: TaskControl,
): Promise<RenderedPlot[]> {
	const drawn: RenderedPlot[] = [];
	for (const request of requests) {
		control.progress(drawn.length / requests.length, `Drawing ${request.name}`);
		drawn.push(await renderPlot(request));
	}
	return drawn;
}
