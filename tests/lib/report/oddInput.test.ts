import { expect, test } from 'vitest';

import { renderPlot, type PlotRequest } from '../../../lib/report/renderPlot';
import { readPng } from './readPng';

const oddNames = [
	'',
	'   ',
	'the same',
	'the same',
	'<script>alert(1)</script> & "co"',
	'control \u0001 character and half a surrogate \ud83d',
	'日本の顧客 😀',
	'W'.repeat(400),
];

const requests: readonly PlotRequest[] = [
	{
		name: 'odd-blades',
		plot: 'silhouettes',
		input: { mean: -0.2, segments: oddNames.map((name, index) => ({ name, mean: index % 2 === 0 ? null : -1, values: index % 2 === 0 ? [] : [-1] })) },
	},
	{
		name: 'odd-moves',
		plot: 'migration',
		input: {
			before: oddNames.map((name, series) => ({ name, series })),
			after: oddNames.map((name) => ({ name, series: null })),
			flows: oddNames.map((_, place) => ({ from: place, to: 0, customers: place === 0 ? 1e7 : 1 })),
			keptShare: null,
		},
	},
	{ name: 'no-moves', plot: 'migration', input: { before: [], after: [], flows: [], keptShare: null } },
	{
		name: 'odd-names',
		plot: 'segmentSizes',
		input: {
			customers: 10,
			segments: oddNames.map((name, index) => ({ name, size: index % 2, share: 1e-7 * index })),
		},
	},
	{ name: 'no-one', plot: 'segmentSizes', input: { customers: 0, segments: [{ name: 'A', size: 0, share: 0 }] } },
	{
		name: 'only-returns',
		plot: 'revenueShare',
		input: { segments: [{ name: 'A', share: 1, revenueShare: -0.02 }] },
	},
	{
		name: 'nothing-known',
		plot: 'segmentCentres',
		input: { segments: ['A'], features: ['x'], differences: [[null]] },
	},
	{
		name: 'one-place',
		plot: 'segmentMap',
		input: {
			segments: ['A', 'B', 'nobody'],
			points: [0, 1, 0, 1].map((segment) => ({ x: 5, y: 5, segment })),
		},
	},
	{
		name: 'one-candidate',
		plot: 'segmentCount',
		input: { chosen: 3, candidates: [{ k: 3, silhouette: 0, inertia: 0 }] },
	},
	{
		name: 'never-happened',
		plot: 'gains',
		input: { outcome: 'nothing', groups: [{ customers: 10, observed: 0 }] },
	},
	{
		name: 'very-rare',
		plot: 'reliability',
		input: {
			outcome: 'a very rare thing '.repeat(12),
			groups: [{ predicted: 1e-4, observed: 0, low: 0, high: 2e-4, customers: 9 }],
		},
	},
	{
		name: 'one-bin',
		plot: 'scoreHistogram',
		input: { outcome: 'churn', mean: 0.0003, bins: [{ from: 0, to: 0.001, customers: 1_234_567 }] },
	},
];

test.each(requests.map((request) => [request.name, request] as const))(
	'%s is drawn 900 pixels wide, without a figure that is none',
	async (_, request) => {
		const { svg, png } = await renderPlot(request);
		expect(readPng(png).width).toBe(1800);
		expect(svg).not.toMatch(/NaN|Infinity|undefined/);
	},
);

test('two segments of one name keep a row each', async () => {
	const { svg } = await renderPlot(requests[0]);
	expect(svg.match(/>the same</g)).toHaveLength(2);
});

test('a name cannot become markup', async () => {
	const { svg } = await renderPlot(requests[0]);
	expect(svg).not.toContain('<script');
});
