import type { Pen, PlotDefinition, PlotSpec } from '../types';

/** Customers in groups of like predictions, usually tenths; all figures are shares in [0, 1]. */
export interface Reliability {
	/** What is predicted: "an order in the next 30 days". */
	readonly outcome: string;
	readonly groups: readonly {
		/** Mean predicted probability. */
		readonly predicted: number;
		/** Share to which it happened, with its 95 % interval. */
		readonly observed: number;
		readonly low: number;
		readonly high: number;
		readonly customers: number;
	}[];
}

/** Predicted against observed, with intervals: points on the dashed line mean what they say. */
export const reliability: PlotDefinition<Reliability> = {
	name: 'reliability',
	draw: (input, pen) => ({
		title: `Do the probabilities hold: ${input.outcome}`,
		subtitle:
			'Points are groups of customers with like predictions, with 95% intervals. On the dashed line, ' +
			'what was predicted is what happened.',
		description: `Predicted and observed shares. ${input.groups
			.map(
				({ predicted, observed, low, high }) =>
					`${pen.percent(predicted)} predicted, ${pen.percent(observed)} observed ` +
					`(${pen.percent(low)} to ${pen.percent(high)})`,
			)
			.join('; ')}.`,
		spec: specOf(input, pen),
	}),
};

function specOf({ groups }: Reliability, pen: Pen): PlotSpec {
	const largest = Math.max(0.001, ...groups.flatMap(({ predicted, high }) => [predicted, high]));
	const end = Math.min(1, largest * 1.06);
	const axisOf = (title: string) => ({
		title,
		tickCount: 6,
		format: '~%',
	});
	const scale = { domain: [0, end], nice: false };
	const line = [
		{ predicted: 0, observed: 0 },
		{ predicted: end, observed: end },
	];
	return {
		width: pen.width,
		height: 380,
		autosize: { type: 'fit-x', contains: 'padding' },
		data: { values: [...groups].sort((a, b) => a.predicted - b.predicted) },
		encoding: {
			x: { field: 'predicted', type: 'quantitative', scale, axis: axisOf('predicted probability') },
			y: { field: 'observed', type: 'quantitative', scale, axis: axisOf('observed share') },
		},
		layer: [
			{
				data: { values: line },
				mark: { type: 'line', color: pen.colours.muted, strokeWidth: 1.5, strokeDash: [5, 5] },
			},
			{
				mark: { type: 'rule', color: pen.colours.accent, strokeWidth: 2 },
				encoding: { y: { field: 'low', type: 'quantitative' }, y2: { field: 'high' } },
			},
			{ mark: { type: 'line', strokeWidth: 2 } },
			{
				mark: {
					type: 'point',
					size: 110,
					fill: pen.colours.accent,
					stroke: pen.colours.card,
					strokeWidth: 2,
				},
			},
		],
	} as unknown as PlotSpec;
}
