import type { Engine } from '../engine';
import { planPlots } from '../report/planPlots';
import type { ItemDiscovery } from '../segments/items/discoverInItems';
import type { Discovery } from '../segments/types';
import { drawPlots, type DrawnPlot } from './drawPlots';

const wanted: readonly string[] = ['segmentMap', 'segmentCount', 'segmentSizes'];

/** Pictures of a discovery for n8n's View button: the map of customers, and how the number was chosen. */
export async function drawDiscovery(engine: Engine, discovery: Discovery): Promise<DrawnPlot[]> {
	const { asOf, customers, segments, map, candidates, reason } = discovery;
	const choice = { candidates, chosen: segments.length, reason };
	const planned = planPlots({ title: 'Segments', asOf, customers, events: 0, segments, map, choice });
	return await drawPlots(engine, planned.filter(({ plot }) => wanted.includes(plot)));
}

/** The same pictures of groups found in items. */
export async function drawItemDiscovery(engine: Engine, discovery: ItemDiscovery): Promise<DrawnPlot[]> {
	const { customers, segments, map, candidates, reason } = discovery;
	const choice = { candidates, chosen: segments.length, reason };
	const shown = segments.map((segment) => ({ ...segment, description: '', suggestedAction: '', revenueShare: null }));
	const planned = planPlots({ title: 'Segments', asOf: 0, customers, events: 0, segments: shown, map, choice });
	return await drawPlots(engine, planned.filter(({ plot }) => wanted.includes(plot)));
}
