import type { Engine } from '../engine';
import type { RfmResult } from '../features/rfm/types';
import type { PlotRequest } from '../report/renderPlot';
import { drawPlots, type DrawnPlot } from './drawPlots';

/** Pictures of the RFM segments: how many customers each has, and how much of the revenue. */
export async function drawRfm(
	engine: Engine,
	{ customers, segments }: Pick<RfmResult, 'customers' | 'segments'>,
): Promise<DrawnPlot[]> {
	const sizes: PlotRequest = {
		name: 'segment-sizes',
		plot: 'segmentSizes',
		input: { customers, segments: segments.map(({ name, customers: size, share }) => ({ name, size, share })) },
	};
	const shares = segments.flatMap(({ name, share, revenueShare }) =>
		revenueShare === null ? [] : [{ name, share, revenueShare: Math.max(0, revenueShare) }],
	);
	const revenue: PlotRequest = { name: 'revenue-share', plot: 'revenueShare', input: { segments: shares } };
	return await drawPlots(engine, shares.length === 0 ? [sizes] : [sizes, revenue]);
}
