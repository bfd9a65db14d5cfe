import type { Pen, PlotDefinition, PlotSpec } from '../types';

/** Customers by predicted probability: bins of equal width over [0, 1], or over the range that occurs. */
export interface ScoreHistogram {
	/** What is predicted: "an order in the next 30 days". */
	readonly outcome: string;
	readonly bins: readonly { readonly from: number; readonly to: number; readonly customers: number }[];
	/** Mean predicted probability. */
	readonly mean: number;
}

/** How the scores spread over the customers. */
export const scoreHistogram: PlotDefinition<ScoreHistogram> = {
	name: 'scoreHistogram',
	draw: (input, pen) => {
		const customers = input.bins.reduce((sum, bin) => sum + bin.customers, 0);
		return {
			title: `Spread of the scores: ${input.outcome}`,
			subtitle: `${pen.quantity(customers, 'customer')} by predicted probability; the average is ${pen.percent(input.mean)}.`,
			description: `Histogram. ${input.bins
				.filter((bin) => bin.customers > 0)
				.map((bin) => `${pen.percent(bin.from)} to ${pen.percent(bin.to)}: ${pen.count(bin.customers)}`)
				.join('; ')}.`,
			spec: specOf(input, pen),
		};
	},
};

function specOf({ bins, mean }: ScoreHistogram, pen: Pen): PlotSpec {
	const low = Math.min(...bins.map(({ from }) => from));
	const high = Math.max(...bins.map(({ to }) => to));
	const aside = mean > (low + high) / 2 ? { align: 'right', dx: -8 } : { align: 'left', dx: 8 };
	return {
		width: pen.width,
		height: 280,
		autosize: { type: 'fit-x', contains: 'padding' },
		data: { values: bins },
		encoding: {
			x: {
				field: 'from',
				type: 'quantitative',
				scale: { domain: [low, high], nice: false, zero: false },
				axis: {
					title: 'predicted probability',
					grid: false,
					format: '~%',
					tickCount: 10,
				},
			},
		},
		layer: [
			{
				mark: { type: 'rect', color: pen.colours.accent, stroke: pen.colours.card },
				encoding: {
					x2: { field: 'to' },
					y2: { datum: 0 },
					y: {
						field: 'customers',
						type: 'quantitative',
						axis: { title: 'customers', labelExpr: pen.compactLabels, tickCount: 5 },
					},
				},
			},
			{
				data: { values: [{ from: mean, label: `average ${pen.percent(mean)}` }] },
				layer: [
					{ mark: { type: 'rule', color: pen.colours.warm, strokeWidth: 2, strokeDash: [5, 4] } },
					{
						mark: { type: 'text', ...aside, baseline: 'top' },
						encoding: { y: { value: 0 }, text: { field: 'label', type: 'nominal' } },
					},
				],
			},
		],
	} as unknown as PlotSpec;
}
