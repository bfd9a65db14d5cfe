import type { Engine } from '../engine';
import { planPlots } from './planPlots';
import type { RenderedPlot } from './renderPlot';
import { renderPlots } from './renderPlots';
import { renderReport } from './renderReport';
import type { ReportContent } from './types';

/** The page and its plots; plots are also parts of the page. */
export interface Report {
	readonly html: string;
	readonly plots: readonly RenderedPlot[];
}

/** Draws what the content has data for in a worker thread, and writes the page around it. */
export async function buildReport(
	engine: Pick<Engine, 'compute' | 'notify' | 'signal'>,
	content: ReportContent,
): Promise<Report> {
	const plots = await renderPlots(engine, planPlots(content));
	return { html: renderReport(content, plots), plots };
}
