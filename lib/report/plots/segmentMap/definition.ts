import { placeBadges } from './placeBadges';
import type { Pen, PlotDefinition, PlotSpec } from '../types';

/** Customers on a plane, such as the first two principal components; `segment` is an index into the names. */
export interface SegmentMap {
	readonly segments: readonly string[];
	readonly points: readonly { readonly x: number; readonly y: number; readonly segment: number }[];
	/** Share of the features' variance that the plane keeps, in [0, 1]. */
	readonly keptShare?: number;
}

const chart = { width: 574, height: 440 } as const;
const legendRow = 38;
const lineHeight = 15;

/** Customers as points, coloured and shaped by segment, with a numbered badge in the middle of each. */
export const segmentMap: PlotDefinition<SegmentMap> = {
	name: 'segmentMap',
	draw: (input, pen) => ({
		title: 'Map of the segments',
		subtitle: subtitleOf(input, pen),
		description:
			`Scatter plot of ${pen.quantity(input.points.length, 'customer')} in ` +
			`${pen.quantity(input.segments.length, 'segment')}: ${input.segments.join('; ')}.`,
		spec: {
			data: { values: [] },
			hconcat: [mapOf(input, pen), legendOf(input, pen)],
			spacing: 28,
		} as PlotSpec,
	}),
};

function subtitleOf({ points, keptShare }: SegmentMap, pen: Pen): string {
	const customers = pen.quantity(points.length, 'customer');
	const kept =
		keptShare === undefined ? '' : ` The plane keeps ${pen.percentRounded(keptShare)} of what tells them apart.`;
	return `Each point is one of ${customers}: the closer two points, the more alike they behave.${kept}`;
}

function mapOf(input: SegmentMap, pen: Pen): PlotSpec {
	const frame = {
		x: domainOf(input.points.map(({ x }) => x)),
		y: domainOf(input.points.map(({ y }) => y)),
	};
	const badges = placeBadges(input, { ...frame, ...chart, distance: 26 });
	const axis = { title: null, labels: false, grid: true, tickCount: 6, domain: false };
	const place = (field: 'x' | 'y') => ({
		field,
		type: 'quantitative',
		axis,
		scale: { domain: frame[field], nice: false, zero: false },
	});
	return {
		...chart,
		encoding: { x: place('x'), y: place('y') },
		layer: [
			{
				data: { values: mixed(input.points).map((point) => ({ ...point, ...markOf(point, pen) })) },
				mark: { type: 'point', size: 26, opacity: 0.6, clip: true },
				encoding: marks,
			},
			{
				data: { values: badges.map((badge) => ({ ...badge, ...markOf(badge, pen) })) },
				layer: badgeLayers(pen),
			},
		],
	} as unknown as PlotSpec;
}

function legendOf({ segments }: SegmentMap, pen: Pen): PlotSpec {
	const rows = segments.map((name, segment) => ({
		...markOf({ segment }, pen),
		number: String(segment + 1),
		row: segment,
		...nameOf(name, segment, pen),
	}));
	const across = (value: number) => ({ x: { value } });
	return {
		width: pen.innerWidth - chart.width - 30,
		height: legendRow * segments.length,
		data: { values: rows },
		encoding: {
			y: {
				field: 'row',
				type: 'quantitative',
				axis: null,
				scale: { domain: [segments.length - 0.5, -0.5], nice: false, zero: false },
			},
		},
		layer: [
			{ layer: badgeLayers(pen), encoding: across(14) },
			{ mark: { type: 'point', size: 70 }, encoding: { ...across(42), ...marks } },
			{
				mark: { type: 'text', align: 'left', baseline: 'middle', lineBreak: '\n', lineHeight },
				encoding: {
					...across(58),
					y: { field: 'nameRow', type: 'quantitative' },
					text: { field: 'name', type: 'nominal' },
				},
			},
		],
	} as unknown as PlotSpec;
}

/** A name of two lines starts half a line higher, so that it stands level with its badge. */
function nameOf(text: string, row: number, pen: Pen): { name: string; nameRow: number } {
	const name = pen.wrap(text, { widthMax: 170, linesMax: 2 });
	return { name, nameRow: name.includes('\n') ? row - lineHeight / 2 / legendRow : row };
}

const marks = {
	color: { field: 'colour', type: 'nominal', scale: null },
	shape: { field: 'shape', type: 'nominal', scale: null },
} as const;

function badgeLayers(pen: Pen): object[] {
	return [
		{
			mark: { type: 'point', shape: 'circle', size: 420, fill: pen.colours.card, strokeWidth: 2 },
			encoding: { stroke: { field: 'colour', type: 'nominal', scale: null } },
		},
		{
			mark: { type: 'text', fontWeight: 600, fontSize: 12, baseline: 'middle' },
			encoding: { text: { field: 'number', type: 'nominal' } },
		},
	];
}

function markOf({ segment }: { segment: number }, pen: Pen): { colour: string; shape: string } {
	return { colour: pen.seriesColour(segment), shape: pen.seriesShape(segment) };
}

/** From the 1st to the 99th percentile with a margin: one odd customer must not squeeze the rest together. */
function domainOf(values: readonly number[]): [number, number] {
	const sorted = values.toSorted((a, b) => a - b);
	const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
	const [low, high] = sorted.length < 200 ? [at(0), at(1)] : [at(0.01), at(0.99)];
	const margin = (high - low) * 0.08 || 1;
	return [low - margin, high + margin];
}

/** A fixed shuffle, so that no segment lies on top only because it came last. */
function mixed<Point>(points: readonly Point[]): Point[] {
	const places = points.map((point, index) => ({ point, place: (index * 0.6180339887) % 1 }));
	return places.sort((a, b) => a.place - b.place).map(({ point }) => point);
}
