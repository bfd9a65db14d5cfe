import type { PlotRequest } from './renderPlot';
import type { ReportContent, ReportModel, ReportSegment, SegmentProfileTable } from './types';

const mapPointsMax = 1500;

/** The plots a report's content has data for, in the order of the page, each with a name of its own. */
export function planPlots(content: ReportContent): PlotRequest[] {
	if (content.segments.length === 0) return (content.models ?? []).flatMap(modelPlots);
	return [
		segmentSizesOf(content),
		...revenueShareOf(content),
		...centresOf(content),
		...mapOf(content),
		...countOf(content),
		...(content.models ?? []).flatMap(modelPlots),
	];
}

function segmentSizesOf({ customers, segments }: ReportContent): PlotRequest {
	return { name: 'segment-sizes', plot: 'segmentSizes', input: { customers, segments: segments.map(pickSize) } };
}

function pickSize({ name, size, share }: ReportSegment) {
	return { name, size, share };
}

/** Only when the revenue of every segment is known. */
function revenueShareOf({ segments }: ReportContent): PlotRequest[] {
	const known = segments.flatMap(({ name, share, revenueShare }) =>
		revenueShare === null ? [] : [{ name, share, revenueShare }],
	);
	if (known.length < segments.length) return [];
	return [{ name: 'revenue-share', plot: 'revenueShare', input: { segments: known } }];
}

function centresOf(content: ReportContent): PlotRequest[] {
	const { features, differences } = content.profile ?? profileOf(content.segments);
	if (features.length === 0) return [];
	const segments = content.segments.map(({ name }) => name);
	return [{ name: 'segment-centres', plot: 'segmentCentres', input: { segments, features, differences } }];
}

/** A sparse table from what describes each segment. */
function profileOf(segments: readonly ReportSegment[]): SegmentProfileTable {
	const labels = new Map(
		segments.flatMap(({ describedBy }) => describedBy.map(({ feature, label }) => [feature, label])),
	);
	return {
		features: [...labels.values()],
		differences: segments.map(({ describedBy }) =>
			[...labels.keys()].map(
				(name) => describedBy.find(({ feature }) => feature === name)?.standardizedDifference ?? null,
			),
		),
	};
}

function mapOf({ map, segments }: ReportContent): PlotRequest[] {
	if (map === undefined || map.points.length === 0) return [];
	const places = new Map(segments.map(({ segment }, index) => [segment, index]));
	const points = map.points.flatMap(({ x, y, segment: id }) => {
		const segment = places.get(id);
		return segment === undefined ? [] : [{ x, y, segment }];
	});
	if (points.length === 0) return [];
	return [
		{
			name: 'segment-map',
			plot: 'segmentMap',
			input: {
				segments: segments.map(({ name }) => name),
				points: thin(points),
				...(map.drawnBy === 'neighbours' ? {} : { keptShare: map.explained[0] + map.explained[1] }),
			},
		},
	];
}

/** Every n-th point, so that the file stays small. */
function thin<Point>(points: readonly Point[]): Point[] {
	const kept = Math.min(points.length, mapPointsMax);
	return Array.from({ length: kept }, (_, index) => points[Math.floor((index * points.length) / kept)]);
}

function countOf({ choice }: ReportContent): PlotRequest[] {
	if (choice === undefined || choice.candidates.length < 2) return [];
	return [
		{
			name: 'segment-count',
			plot: 'segmentCount',
			input: {
				chosen: choice.chosen,
				candidates: choice.candidates.map(({ clusters, ...measures }) => ({ k: clusters, ...measures })),
			},
		},
	];
}

function modelPlots(model: ReportModel, index: number): PlotRequest[] {
	const { outcome, deciles, reliability, scores } = model;
	const name = (plot: string): string => `model-${index + 1}-${plot}`;
	const requests: PlotRequest[] = [];
	if (deciles.length > 0) {
		requests.push({ name: name('gains'), plot: 'gains', input: { outcome, groups: deciles } });
	}
	if (reliability.length > 0) {
		requests.push({ name: name('reliability'), plot: 'reliability', input: { outcome, groups: reliability } });
	}
	if (scores !== undefined && scores.length > 0) {
		const input = { outcome, bins: scores, mean: meanPrediction(model) };
		requests.push({ name: name('scores'), plot: 'scoreHistogram', input });
	}
	return requests;
}

function meanPrediction({ deciles, baseRate }: ReportModel): number {
	const customers = deciles.reduce((sum, group) => sum + group.customers, 0);
	if (customers === 0) return baseRate;
	return deciles.reduce((sum, group) => sum + group.customers * group.predicted, 0) / customers;
}
