import { expect, test } from 'vitest';

import { drawCard } from '../../../lib/report/drawCard';
import { planPlots } from '../../../lib/report/planPlots';
import { aModel, aReport, someSegments } from './aReport';

const namesOf = (content: Parameters<typeof planPlots>[0]): string[] =>
	planPlots(content).map(({ name }) => name);

const only = { revenue: null, map: undefined, choice: undefined, models: undefined };

test('without segments and models there is nothing to draw', () => {
	expect(namesOf(aReport({ ...only, segments: [] }))).toEqual([]);
});

test('a report without segments still draws its models', () => {
	const content = aReport({ segments: [], map: undefined, choice: undefined });
	expect(namesOf(content)).toEqual(['model-1-gains', 'model-1-reliability', 'model-1-scores']);
});

test('revenue is drawn only when it is known for every segment', () => {
	const segments = someSegments(3).map((segment, index) => ({
		...segment,
		revenueShare: index === 2 ? null : 0.5,
	}));
	expect(namesOf(aReport({ ...only, segments }))).toEqual(['segment-sizes', 'segment-centres']);
});

test('the heat table follows the given profile, or else what describes the segments', () => {
	const segments = someSegments(2).map((segment, index) => ({
		...segment,
		describedBy: segment.describedBy.slice(index, index + 1),
	}));
	const request = planPlots(aReport({ ...only, segments })).find(({ name }) => name === 'segment-centres');
	expect(request?.input).toEqual({
		segments: ['Loyal regulars', 'Discount seekers'],
		features: ['days since the last order', 'orders in the last 90 days'],
		differences: [
			[segments[0].describedBy[0].standardizedDifference, null],
			[null, segments[1].describedBy[0].standardizedDifference],
		],
	});
	const profile = { features: ['visits'], differences: [[1], [-1]] };
	const given = planPlots(aReport({ ...only, segments, profile }));
	expect(given.find(({ name }) => name === 'segment-centres')?.input).toMatchObject(profile);
});

test('a map of many customers is thinned, and leaves out those in no segment', () => {
	const points = Array.from({ length: 9_000 }, (_, index) => ({
		x: index,
		y: -index,
		segment: index % 3 === 0 ? 'unassigned' : 'segment-1',
	}));
	const content = aReport({ segments: someSegments(1), map: { points, explained: [0.5, 0.2] } });
	const request = planPlots(content).find(({ plot }) => plot === 'segmentMap');
	if (request?.plot !== 'segmentMap') throw new Error('no map was planned');
	expect(request.input.points).toHaveLength(1500);
	expect(request.input.points.every(({ x }) => x % 3 !== 0)).toBe(true);
	expect(request.input.keptShare).toBeCloseTo(0.7, 9);
});

test('a number of segments that was given, not chosen, needs no plot', () => {
	const [candidate] = aReport().choice?.candidates ?? [];
	const choice = { candidates: [candidate], chosen: 2, reason: 'Two segments were asked for' };
	expect(namesOf(aReport({ ...only, choice }))).not.toContain('segment-count');
});

test('silhouettes are drawn in the order of the report, when any was measured', () => {
	const segments = someSegments(2);
	const clear = { segment: 'segment-2', mean: 0.4, values: [0.6, 0.2] };
	const drawn = planPlots(aReport({ ...only, segments, silhouettes: { mean: 0.4, segments: [clear] } }));
	expect(drawn.find(({ plot }) => plot === 'silhouettes')?.input).toEqual({
		mean: 0.4,
		segments: [{ name: segments[0].name, mean: null, values: [] }, { name: segments[1].name, mean: 0.4, values: [0.6, 0.2] }],
	});
	const unknown = aReport({ ...only, segments, silhouettes: { mean: 0, segments: [] } });
	expect(namesOf(unknown)).not.toContain('silhouettes');
});

test('moves are drawn from the second refresh on, with segments that are no more under the name they had', () => {
	const segments = someSegments(2);
	const born = [{ from: null, to: 'segment-1', customers: 90 }];
	expect(namesOf(aReport({ ...only, segments, movement: { flows: born, namesBefore: {} } }))).not.toContain('migration');
	const flows = [
		{ from: 'segment-2', to: 'segment-2', customers: 30 },
		{ from: 'segment-9', to: 'segment-1', customers: 10 },
		...born,
	];
	const planned = planPlots(aReport({ ...only, segments, movement: { flows, namesBefore: { 'segment-9': 'Gift buyers', 'segment-2': 'Old name' } } }));
	expect(planned.find(({ plot }) => plot === 'migration')?.input).toEqual({
		before: [
			{ name: segments[1].name, series: 1 },
			{ name: 'Gift buyers', series: null },
			{ name: 'In no segment', series: null },
		],
		after: [{ name: segments[0].name, series: 0 }, { name: segments[1].name, series: 1 }],
		flows: [{ from: 0, to: 1, customers: 30 }, { from: 1, to: 0, customers: 10 }, { from: 2, to: 0, customers: 90 }],
		keptShare: 0.75,
	});
});

test('several models have plots with names of their own', () => {
	const names = namesOf(aReport({ models: [aModel(), aModel('a return')] }));
	expect(names.filter((name) => name.startsWith('model-2-'))).toHaveLength(3);
	expect(new Set(names).size).toBe(names.length);
});

test.each([1, 3, 15])('%i segments with long names stay inside 900 pixels', async (count) => {
	for (const request of planPlots(aReport({ segments: someSegments(count), models: undefined }))) {
		const { svg } = await drawCard(request);
		expect(svg).toMatch(/^<svg [^>]*width="900"/);
	}
});
