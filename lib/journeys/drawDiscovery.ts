import type { Engine } from '../engine';
import { planPlots } from '../report/planPlots';
import type { Discovery } from '../segments/types';
import { drawPlots, type DrawnPlot } from './drawPlots';

/** Pictures of a discovery for n8n's View button: the map of customers, and how the number was chosen. */
export async function drawDiscovery(engine: Engine, discovery: Discovery): Promise<DrawnPlot[]> {
	const { asOf, customers, segments, map, candidates, reason } = discovery;
	const choice = { candidates, chosen: segments.length, reason };
	const wanted = ['segmentMap', 'segmentCount', 'segmentSizes'];
	const planned = planPlots({ title: 'Segments', asOf, customers, events: 0, segments, map, choice });
	return await drawPlots(engine, planned.filter(({ plot }) => wanted.includes(plot)));
}
