import type { Engine } from '../engine';
import { planPlots } from '../report/planPlots';
import { renderPlots } from '../report/renderPlots';
import type { Discovery } from '../segments/types';

export interface DrawnPlot {
	/** Name of the binary field: "segment_map". */
	readonly field: string;
	readonly fileName: string;
	readonly mimeType: string;
	readonly bytes: Uint8Array;
}

/** Pictures of a discovery for n8n's View button: the map of customers, and how the number was chosen. */
export async function drawDiscovery(engine: Engine, discovery: Discovery): Promise<DrawnPlot[]> {
	const { asOf, customers, segments, map, candidates, reason } = discovery;
	const choice = { candidates, chosen: segments.length, reason };
	const wanted = ['segmentMap', 'segmentCount', 'segmentSizes'];
	const planned = planPlots({ title: 'Segments', asOf, customers, events: 0, segments, map, choice });
	const plots = await renderPlots(engine, planned.filter(({ plot }) => wanted.includes(plot)));
	return plots.map(({ name, png }) => ({
		field: name.replaceAll('-', '_'),
		fileName: `${name}.png`,
		mimeType: 'image/png',
		bytes: png,
	}));
}
