import type { Pen, PlotDefinition, PlotSpec } from '../types';

/** Shares in [0, 1] of all customers and of all revenue, by segment in the report's order. */
export interface RevenueShare {
	readonly segments: readonly {
		readonly name: string;
		readonly share: number;
		readonly revenueShare: number;
	}[];
}

const series = ['Share of customers', 'Share of revenue'] as const;

/** Two bars a segment: who it holds and what it brings. */
export const revenueShare: PlotDefinition<RevenueShare> = {
	name: 'revenueShare',
	draw: (input, pen) => ({
		title: 'Customers and revenue',
		subtitle:
			'A segment whose revenue bar is the longer one brings more than its share of customers would suggest.',
		description: `Pairs of bars. ${input.segments
			.map(
				(segment) =>
					`${segment.name}: ${pen.percent(segment.share)} of customers, ` +
					`${pen.percent(segment.revenueShare)} of revenue`,
			)
			.join('; ')}.`,
		spec: specOf(input, pen),
	}),
};

function specOf({ segments }: RevenueShare, pen: Pen): PlotSpec {
	const rows = segments.flatMap((segment, index) =>
		[segment.share, segment.revenueShare].map((share, which) => ({
			key: pen.rowKey(index, segment.name),
			series: series[which],
			value: Math.max(0, share),
			label: pen.percent(share),
		})),
	);
	const domain = pen.domainWithRoom(rows, pen.innerWidth - pen.rowWidth(rows));
	return {
		width: pen.width,
		height: { step: 22, for: 'offset' },
		autosize: { type: 'fit-x', contains: 'padding' },
		data: { values: rows },
		encoding: {
			y: {
				field: 'key',
				type: 'nominal',
				sort: null,
				axis: pen.rowAxis,
				scale: { paddingInner: 0.3, paddingOuter: 0.1 },
			},
			yOffset: { field: 'series', sort: null, scale: { domain: series } },
			x: { field: 'value', type: 'quantitative', axis: null, scale: { domain, nice: false } },
		},
		layer: [
			{
				mark: { type: 'bar', cornerRadiusEnd: 3, height: 17 },
				encoding: {
					color: {
						field: 'series',
						type: 'nominal',
						scale: { domain: series, range: [pen.colours.neutral, pen.colours.accent] },
						legend: { title: null, orient: 'top', symbolType: 'square', offset: 14 },
					},
				},
			},
			{
				mark: { type: 'text', align: 'left', dx: 8 },
				encoding: { text: { field: 'label', type: 'nominal' } },
			},
		],
	} as PlotSpec;
}
