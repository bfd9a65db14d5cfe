import type { TopLevelSpec } from 'vega-lite';

import type { Theme } from '../theme';

/** A Vega-Lite specification without what every plot shares: title, padding, fonts and colours of the axes. */
export type PlotSpec = Omit<TopLevelSpec, 'title' | 'config' | 'padding' | 'background'>;

/** What a definition answers: words for people and the drawing for Vega-Lite. */
export interface Drawing {
	readonly title: string;
	/** One or two sentences: how to read the plot. */
	readonly subtitle: string;
	/** The finding in words, with figures, for readers who cannot see the plot. */
	readonly description: string;
	readonly spec: PlotSpec;
}

/** What definitions draw with: colours, measured text and numbers in the report's words. */
export interface Pen {
	/** Width of the whole card in pixels, and of what is inside its padding. */
	readonly width: number;
	readonly innerWidth: number;
	readonly colours: Theme;
	/** Colour and mark of the segment at a place in the report's order. */
	seriesColour(index: number): string;
	seriesShape(index: number): string;
	/** Pixels of one line in the label size (13 px). */
	textWidth(text: string): number;
	/** Lines of at most that many pixels, joined by line breaks; the rest becomes "…". */
	wrap(text: string, limits: { readonly widthMax: number; readonly linesMax: number }): string;
	/** A row's key, unique also for segments of the same name; `rowAxis` shows its name in up to two lines. */
	rowKey(index: number, name: string): string;
	/** Pixels that the names of these rows take, with the gap to the bars. */
	rowWidth(rows: readonly { readonly key: string }[]): number;
	readonly rowAxis: {
		readonly title: null;
		readonly labelExpr: string;
		readonly labelOffset: object;
	};
	/** The same for columns of at most that width: keys in order, and the axis that shows the names above them. */
	columns(
		names: readonly string[],
		widthMax: number,
	): { readonly keys: readonly string[]; readonly axis: object };
	/** A layer with the heading of one of several charts side by side, level with the others. */
	panelTitle(text: string): object;
	/**
	 * Domain of a bar's length that leaves room for the text behind the longest bar.
	 * `chartWidth`: pixels from the bars' foot to the card's inner right edge.
	 */
	domainWithRoom(
		bars: readonly { readonly value: number; readonly label: string }[],
		chartWidth: number,
	): [number, number];
	/** Labels of an axis such as "1.5M" and "2B". */
	readonly compactLabels: string;
	percent(share: number): string;
	/** For prose: without decimals. */
	percentRounded(share: number): string;
	count(value: number): string;
	/** "1 customer", "1,234 customers" */
	quantity(count: number, noun: string): string;
}

/** A kind of plot: typed data in, words and a drawing out. Pure. */
export interface PlotDefinition<Input> {
	/** The folder's name. */
	readonly name: string;
	readonly draw: (input: Input, pen: Pen) => Drawing;
}
