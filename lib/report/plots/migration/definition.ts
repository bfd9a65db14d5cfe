import type { Pen, PlotDefinition, PlotSpec } from '../types';
import { flowLayers } from './flowLayers';
import { isSame } from './isSame';
import { layOut, type Layout } from './layOut';

/** Where customers were and where they are. */
export interface Migration {
	readonly before: readonly MigrationEnd[];
	readonly after: readonly MigrationEnd[];
	/** Places in `before` and `after`. */
	readonly flows: readonly { readonly from: number; readonly to: number; readonly customers: number }[];
	/** Share of the customers in a segment both times who are in the same one; null when nobody was. */
	readonly keptShare: number | null;
}

export interface MigrationEnd {
	readonly name: string;
	/** Place of the segment in the report's order; null for one that is no more, and for no segment. */
	readonly series: number | null;
}

/** Bands from each segment until now to each segment today, as thick as the customers are many. */
export const migration: PlotDefinition<Migration> = {
	name: 'migration',
	draw: (input, pen) => ({
		title: 'Where customers moved',
		subtitle: `From the segments of last time, left, to today’s. ${kept(input.keptShare, pen.percent)}`,
		description: `Bands between segments of last time and of today. ${movesInWords(input, pen.count)}`,
		spec: specOf(input, layOut(input), pen),
	}),
};

function kept(share: number | null, percent: (share: number) => string): string {
	if (share === null) return 'Nobody is in a segment both times.';
	return `${percent(share)} of those in a segment both times are in the same one.`;
}

/** The largest moves; who stayed is in the subtitle. */
function movesInWords({ before, after, flows }: Migration, count: (value: number) => string): string {
	const moves = flows.filter(({ from, to }) => !isSame(before[from], after[to]));
	const largest = [...moves].sort((left, right) => right.customers - left.customers).slice(0, 6);
	if (largest.length === 0) return 'Nobody moved.';
	const sentences = largest.map(({ from, to, customers }) => `${before[from].name} to ${after[to].name}: ${count(customers)}`);
	return `Largest moves: ${sentences.join('; ')}.`;
}

function specOf(input: Migration, layout: Layout, pen: Pen): PlotSpec {
	return {
		width: pen.innerWidth,
		height: layout.height,
		data: { values: [] },
		encoding: {
			x: { type: 'quantitative', axis: null, scale: { domain: [0, pen.innerWidth], nice: false, zero: false } },
			y: { type: 'quantitative', axis: null, scale: { domain: [layout.height, 0], nice: false, zero: false } },
		},
		layer: flowLayers(input, layout, pen),
	} as unknown as PlotSpec;
}
