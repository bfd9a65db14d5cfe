import { fontOf } from './fonts';
import { formatCount, formatPercent, formatPercentRounded, formatQuantity } from './format';
import type { Pen } from './plots/types';
import { seriesColour, seriesShape, themes } from './theme';
import { wrapText } from './wrapText';

/** Sizes shared by every plot, in CSS pixels of the 900 pixel wide card. */
export const plotSizes = {
	width: 900,
	padding: 28,
	label: 13,
	title: 20,
	subtitle: 14,
	lineHeight: 16,
	rowNameWidthMax: 230,
} as const;

/** Rows and columns are keyed "012|name", so that two segments of one name stay two. */
const keyPrefix = 4;
const labelExpr = `split(slice(datum.label, ${keyPrefix}), '\\n')`;

/** The pen every definition draws with: the light theme's colours, Inter's measures, the report's number formats. */
export function openPen(): Pen {
	const { metrics } = fontOf('regular');
	const innerWidth = plotSizes.width - 2 * plotSizes.padding;
	const textWidth = (text: string) => metrics.width(text, plotSizes.label);
	const wrap: Pen['wrap'] = (text, limits) =>
		wrapText(text, { ...limits, width: textWidth }).join('\n');
	return {
		width: plotSizes.width,
		innerWidth,
		colours: themes.light,
		seriesColour,
		seriesShape,
		textWidth,
		wrap,
		rowKey: (index, name) => {
			return keyOf(index, wrap(name, { widthMax: plotSizes.rowNameWidthMax, linesMax: 2 }));
		},
		rowWidth: (rows) => {
			const lines = rows.flatMap(({ key }) => key.slice(keyPrefix).split('\n'));
			return Math.max(0, ...lines.map(textWidth)) + plotSizes.padding / 2;
		},
		rowAxis: {
			title: null,
			labelExpr,
			labelOffset: { condition: { test: "indexof(datum.value, '\\n') > 0", value: -8 }, value: 0 },
		},
		columns: (names, widthMax) => {
			const wrapped = names.map((name) => wrap(name, { widthMax, linesMax: 4 }));
			const lines = Math.max(1, ...wrapped.map((name) => name.split('\n').length));
			return {
				keys: wrapped.map((name, index) => keyOf(index, standingOn(name, lines))),
				axis: {
					title: null,
					labelExpr,
					orient: 'top',
					labelAngle: 0,
					labelPadding: 8 + (lines - 1) * plotSizes.lineHeight,
				},
			};
		},
		panelTitle,
		domainWithRoom: (bars, chartWidth) => {
			const labelWidth = Math.max(0, ...bars.map(({ label }) => textWidth(label))) + 16;
			const largest = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE);
			return [0, largest * (chartWidth / (chartWidth - labelWidth))];
		},
		compactLabels: "replace(format(datum.value, '.3~s'), 'G', 'B')",
		percent: formatPercent,
		percentRounded: formatPercentRounded,
		count: formatCount,
		quantity: formatQuantity,
	};
}

/** A mark and not a title of Vega's, whose height would depend on the ticks beside it. */
function panelTitle(text: string): object {
	return {
		data: { values: [{ text }] },
		mark: { type: 'text', align: 'left', baseline: 'bottom', fontSize: 14, fontWeight: 600 },
		encoding: {
			x: { value: 0 },
			y: { value: -16 },
			text: { field: 'text', type: 'nominal' },
			color: { value: themes.light.ink },
		},
	};
}

function keyOf(index: number, name: string): string {
	return `${String(index).padStart(keyPrefix - 1, '0')}|${name}`;
}

/** Empty lines above, so that names of one and of four lines end at the same height. */
function standingOn(name: string, lines: number): string {
	return '\n'.repeat(lines - name.split('\n').length) + name;
}
