import type { Pen, PlotDefinition, PlotSpec } from '../types';

/** Silhouettes in [−1, 1] of sampled customers of each segment, in the report's order. */
export interface Silhouettes {
	/** Of all sampled customers. */
	readonly mean: number;
	readonly segments: readonly {
		readonly name: string;
		/** Null when none of its customers was drawn. */
		readonly mean: number | null;
		/** The largest first; enough for the shape. */
		readonly values: readonly number[];
	}[];
}

/** Pixels of a segment, and the part of them that its shape fills. */
const rowHeight = 52;
const filled = 0.76;
/** Pixels from the shapes to the labels at their right. */
const labelGap = 10;

/** One blade a segment, from its clearest customers to those on the border (Rousseeuw 1987). */
export const silhouettes: PlotDefinition<Silhouettes> = {
	name: 'silhouettes',
	draw: (input, pen) => ({
		title: 'How clearly customers belong to their segment',
		subtitle:
			'Each shape is the customers of a segment, the clearest at the top. To the left of 0 they are nearer to another segment. ' +
			`Dashed: the average of all, ${short(input.mean)}.`,
		description: `Silhouettes by segment. Average ${short(input.mean)}. ${input.segments.map(inWords).join('; ')}.`,
		spec: specOf(input, pen),
	}),
};

function inWords({ name, mean, values }: Silhouettes['segments'][number]): string {
	if (mean === null || values.length === 0) return `${name}: not in the sample`;
	return `${name}: average ${short(mean)}, from ${short(values[values.length - 1])} to ${short(values[0])}`;
}

function specOf({ mean, segments }: Silhouettes, pen: Pen): PlotSpec {
	const rows = segments.map((segment, index) => ({
		key: pen.rowKey(index, segment.name),
		place: index + 0.5,
		label: segment.mean === null ? 'not in the sample' : `average ${short(segment.mean)}`,
	}));
	const labelWidth = Math.max(0, ...rows.map(({ label }) => pen.textWidth(label))) + 2 * labelGap;
	const lowest = Math.min(0, ...segments.flatMap(({ values }) => values));
	const highest = Math.max(0.1, mean, ...segments.flatMap(({ values }) => values));
	const depth = { scale: { domain: [segments.length, 0], nice: false, zero: false }, axis: null };
	return {
		width: pen.innerWidth - pen.rowWidth(rows) - labelWidth,
		height: Math.max(1, segments.length) * rowHeight,
		resolve: { scale: { y: 'independent' } },
		data: { values: rows },
		encoding: {
			x: {
				type: 'quantitative',
				scale: { domain: [lowest, highest], nice: true },
				axis: { title: null, format: '.1~f', tickCount: 6 },
			},
		},
		layer: [
			{
				mark: { type: 'bar', opacity: 0 },
				encoding: {
					x: { datum: 0 },
					y: { field: 'key', type: 'nominal', sort: null, axis: pen.rowAxis, scale: { paddingInner: 0, paddingOuter: 0 } },
				},
			},
			...segments.map((segment, index) => bladeOf(segment, index, { pen, depth })),
			{
				data: { values: [{ value: 0 }] },
				mark: { type: 'rule', color: pen.colours.axis },
				encoding: { x: { field: 'value' } },
			},
			{
				data: { values: [{ value: mean }] },
				mark: { type: 'rule', color: pen.colours.ink, strokeDash: [4, 4] },
				encoding: { x: { field: 'value' } },
			},
			{
				mark: { type: 'text', align: 'left', dx: labelGap, baseline: 'middle' },
				encoding: {
					x: { value: 'width' },
					y: { field: 'place', type: 'quantitative', ...depth },
					text: { field: 'label', type: 'nominal' },
				},
			},
		],
	} as unknown as PlotSpec;
}

/** A horizontal area: as deep as the segment's row, as long as the silhouettes. */
function bladeOf(
	{ values }: Silhouettes['segments'][number],
	index: number,
	{ pen, depth }: { readonly pen: Pen; readonly depth: object },
): object {
	const step = values.length > 1 ? filled / (values.length - 1) : 0;
	const shape = values.map((value, at) => ({ value, foot: 0, depth: index + (1 - filled) / 2 + at * step }));
	return {
		data: { values: shape.length === 1 ? [shape[0], { ...shape[0], depth: shape[0].depth + filled }] : shape },
		mark: { type: 'area', orient: 'horizontal', color: pen.seriesColour(index) },
		encoding: {
			x: { field: 'value' },
			x2: { field: 'foot' },
			y: { field: 'depth', type: 'quantitative', ...depth },
		},
	};
}

/** "0.41", "−0.05" */
function short(value: number): string {
	const text = Math.abs(value).toFixed(2);
	return value < 0 && text !== '0.00' ? `−${text}` : text;
}
