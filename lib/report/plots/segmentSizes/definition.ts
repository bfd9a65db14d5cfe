import type { Pen, PlotDefinition, PlotSpec } from '../types';

/** Customers of each segment, in the report's order. share in [0, 1]. */
export interface SegmentSizes {
	readonly customers: number;
	readonly segments: readonly {
		readonly name: string;
		readonly size: number;
		readonly share: number;
	}[];
}

/** One bar a segment, with its count and share at the end of the bar. */
export const segmentSizes: PlotDefinition<SegmentSizes> = {
	name: 'segmentSizes',
	draw: (input, pen) => ({
		title: 'Segment sizes',
		subtitle: `${pen.quantity(input.customers, 'customer')} in ${pen.quantity(input.segments.length, 'segment')}.`,
		description: `Bars of segment sizes. ${input.segments
			.map(({ name, size, share }) => `${name}: ${pen.count(size)} (${pen.percent(share)})`)
			.join('; ')}.`,
		spec: specOf(input, pen),
	}),
};

function specOf({ segments }: SegmentSizes, pen: Pen): PlotSpec {
	const rows = segments.map(({ name, size, share }, index) => ({
		key: pen.rowKey(index, name),
		value: size,
		label: `${pen.count(size)}  ·  ${pen.percent(share)}`,
		colour: pen.seriesColour(index),
	}));
	const domain = pen.domainWithRoom(rows, pen.innerWidth - pen.rowWidth(rows));
	return {
		width: pen.width,
		height: { step: 42 },
		autosize: { type: 'fit-x', contains: 'padding' },
		data: { values: rows },
		encoding: {
			y: { field: 'key', type: 'nominal', sort: null, axis: pen.rowAxis },
			x: { field: 'value', type: 'quantitative', axis: null, scale: { domain, nice: false } },
		},
		layer: [
			{
				mark: { type: 'bar', cornerRadiusEnd: 3, height: 24 },
				encoding: { color: { field: 'colour', type: 'nominal', scale: null } },
			},
			{
				mark: { type: 'text', align: 'left', dx: 8 },
				encoding: { text: { field: 'label', type: 'nominal' } },
			},
		],
	} as PlotSpec;
}
