import type { Config } from 'vega-lite';

import { fontFamily } from './fonts';
import { plotSizes } from './openPen';
import type { Theme } from './theme';

/** Fonts, colours and spacing of every plot, so that definitions only say what is theirs. */
export function chartConfig(colours: Theme): Config {
	const text = { font: fontFamily, fontSize: plotSizes.label };
	return {
		aria: false,
		font: fontFamily,
		padding: plotSizes.padding,
		background: undefined,
		view: { stroke: null },
		concat: { spacing: 44 },
		title: {
			font: fontFamily,
			anchor: 'start',
			frame: 'bounds',
			offset: 22,
			fontSize: plotSizes.title,
			fontWeight: 600,
			lineHeight: 26,
			color: colours.ink,
			subtitleFont: fontFamily,
			subtitleFontSize: plotSizes.subtitle,
			subtitleFontWeight: 400,
			subtitleColor: colours.muted,
			subtitlePadding: 8,
			subtitleLineHeight: 20,
		},
		axis: {
			labelFont: fontFamily,
			labelFontSize: plotSizes.label,
			labelColor: colours.muted,
			labelLimit: 0,
			labelPadding: 8,
			titleFont: fontFamily,
			titleFontSize: plotSizes.label,
			titleFontWeight: 400,
			titleColor: colours.muted,
			titlePadding: 12,
			domainColor: colours.axis,
			tickColor: colours.axis,
			gridColor: colours.grid,
			ticks: false,
		},
		axisBand: { domain: false, grid: false, labelColor: colours.ink, labelLineHeight: plotSizes.lineHeight },
		axisX: { labelFlush: false },
		axisY: { domain: false },
		legend: {
			labelFont: fontFamily,
			labelFontSize: plotSizes.label,
			labelColor: colours.ink,
			labelLimit: 0,
			titleFont: fontFamily,
			titleFontSize: plotSizes.label,
			titleFontWeight: 400,
			titleColor: colours.muted,
		},
		text: { ...text, color: colours.ink },
		bar: { color: colours.accent },
		line: { color: colours.accent, strokeWidth: 2.5 },
		point: { filled: true, color: colours.accent, opacity: 1 },
	};
}
