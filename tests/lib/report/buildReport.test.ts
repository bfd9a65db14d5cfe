import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openCompute } from '../../../lib/compute/openCompute';
import type { Compute } from '../../../lib/compute/types';
import { buildReport, type Report } from '../../../lib/report/buildReport';
import { renderPlot } from '../../../lib/report/renderPlot';
import { planPlots } from '../../../lib/report/planPlots';
import { renderPlots } from '../../../lib/report/renderPlots';
import { aReport } from './aReport';
import { readPng } from './readPng';

const content = aReport();
const sentences: string[] = [];
let compute: Compute;
let report: Report;

beforeAll(async () => {
	compute = openCompute({ threads: 1 });
	report = await buildReport(engineOf(), content);
});
afterAll(async () => await compute.close());

function engineOf(signal?: AbortSignal): Parameters<typeof buildReport>[0] {
	const notify = { progress: (sentence: string) => void sentences.push(sentence), hint: () => undefined };
	return { compute, notify, signal };
}

describe('a report built in a worker thread', () => {
	test('has the plots of its content, each a PNG that n8n can show', () => {
		expect(report.plots.map(({ name }) => name)).toEqual([
			'segment-sizes',
			'revenue-share',
			'segment-centres',
			'segment-map',
			'segment-count',
			'model-1-gains',
			'model-1-reliability',
			'model-1-scores',
		]);
		for (const { png } of report.plots) expect(readPng(png).width).toBe(1800);
	});

	test('holds every plot in its page, and stays below one megabyte', () => {
		for (const { description } of report.plots) {
			expect(report.html).toContain(description.slice(0, 20));
		}
		expect(report.html.match(/<figure>/g)).toHaveLength(report.plots.length);
		expect(report.html.length).toBeLessThan(1_000_000);
	});

	test('tells how far it is', () => {
		expect(sentences.some((sentence) => sentence.includes('Drawing segment-sizes'))).toBe(true);
	});

	test('draws the same as without a worker', async () => {
		const here = await renderPlot(planPlots(content)[0]);
		expect(here.svg).toBe(report.plots[0].svg);
		expect(Buffer.from(here.png).equals(Buffer.from(report.plots[0].png))).toBe(true);
	});

	test('stops when n8n cancels', async () => {
		const signal = AbortSignal.abort(new Error('cancelled by the user'));
		await expect(buildReport(engineOf(signal), content)).rejects.toThrow('cancelled by the user');
	});

	test('starts no worker when there is nothing to draw', async () => {
		expect(await renderPlots(engineOf(), [])).toEqual([]);
	});
});
