import type { Task } from '../compute/types';
import type { Engine } from '../engine';
import type { PlotRequest, RenderedPlot } from './renderPlot';

const drawPlots: Task<readonly PlotRequest[], RenderedPlot[]> = {
	file: 'report/renderTask',
	name: 'drawPlots',
};

/** Draws plots in a worker thread, in the order of the requests; stops with the engine's signal. */
export async function renderPlots(
	engine: Pick<Engine, 'compute' | 'notify' | 'signal'>,
	requests: readonly PlotRequest[],
): Promise<RenderedPlot[]> {
	if (requests.length === 0) return [];
	return await engine.compute.run(drawPlots, requests, {
		signal: engine.signal,
		onProgress: (share, sentence) => engine.notify.progress(`${Math.round(share * 100)} % · ${sentence}`),
	});
}
