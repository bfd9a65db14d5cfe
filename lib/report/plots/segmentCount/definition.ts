import type { Pen, PlotDefinition, PlotSpec } from '../types';

/** Measures of every number of segments that was tried, fewest first. */
export interface SegmentCount {
	readonly chosen: number;
	readonly candidates: readonly {
		readonly k: number;
		/** Mean silhouette in [-1, 1]. */
		readonly silhouette: number;
		/** Sum of squared distances to the centres. */
		readonly inertia: number;
		/** Mean agreement of repeated runs, in [0, 1]. */
		readonly stability?: number;
	}[];
}

interface Panel {
	readonly title: string;
	readonly ticks: object;
	readonly values: readonly { readonly k: number; readonly value: number }[];
}

/** Why that many segments: separation, elbow and stability side by side, the choice marked in each. */
export const segmentCount: PlotDefinition<SegmentCount> = {
	name: 'segmentCount',
	draw: (input, pen) => ({
		title: 'Choosing the number of segments',
		subtitle:
			`${input.chosen} segments were chosen. Good choices separate clearly, stand where the elbow bends, ` +
			'and come out alike when the clustering is repeated.',
		description: `Lines over the number of segments. ${input.candidates
			.map(({ k, silhouette }) => `${k}: silhouette ${silhouette.toFixed(2)}`)
			.join('; ')}. Chosen: ${input.chosen}.`,
		spec: {
			data: { values: [] },
			hconcat: panelsOf(input, pen).map((panel, _, all) => specOf({ panel, count: all.length }, input, pen)),
		} as PlotSpec,
	}),
};

function panelsOf({ candidates }: SegmentCount, pen: Pen): Panel[] {
	const values = (read: (candidate: SegmentCount['candidates'][number]) => number | undefined) =>
		candidates.flatMap((candidate) => {
			const value = read(candidate);
			return value === undefined ? [] : [{ k: candidate.k, value }];
		});
	const plain = { format: '.3~f' };
	const panels: Panel[] = [
		{ title: 'Separation (silhouette)', ticks: plain, values: values(({ silhouette }) => silhouette) },
		{ title: 'Spread inside (elbow)', ticks: { labelExpr: pen.compactLabels }, values: values(({ inertia }) => inertia) },
		{ title: 'Stability of repeated runs', ticks: plain, values: values(({ stability }) => stability) },
	];
	return panels.filter(({ values: points }) => points.length > 0);
}

function specOf(
	{ panel, count }: { panel: Panel; count: number },
	{ chosen }: SegmentCount,
	pen: Pen,
): PlotSpec {
	const axisWidth = 44;
	const width = Math.floor((pen.innerWidth - 44 * (count - 1)) / count) - axisWidth;
	const choice = panel.values.filter(({ k }) => k === chosen);
	return {
		width,
		height: 220,
		data: { values: panel.values },
		encoding: {
			x: {
				field: 'k',
				type: 'quantitative',
				axis: { title: 'segments', values: panel.values.map(({ k }) => k), format: 'd', grid: false },
				scale: { zero: false, nice: false, padding: 12 },
			},
			y: {
				field: 'value',
				type: 'quantitative',
				axis: { title: null, ...panel.ticks, tickCount: 4 },
				scale: { zero: false, nice: true },
			},
		},
		layer: [
			pen.panelTitle(panel.title),
			{ data: { values: choice }, mark: { type: 'rule', color: pen.colours.warm, strokeDash: [4, 4] } },
			{ mark: { type: 'line', point: { size: 55, filled: true, color: pen.colours.accent } } },
			{ data: { values: choice }, mark: { type: 'point', size: 170, color: pen.colours.warm } },
		],
	} as unknown as PlotSpec;
}
