import { chartConfig } from './chartConfig';
import { fontOf } from './fonts';
import { plotSizes } from './openPen';
import type { Drawing } from './plots/types';
import { themes } from './theme';
import { balanceText } from './wrapText';

interface TextItem {
	readonly fontSize?: number;
	readonly fontWeight?: string | number;
}

/**
 * Lays out and draws with Vega, without a browser: labels are measured with the shipped font, so that nothing is
 * clipped where it is drawn with it. Returns Vega's SVG in the light theme's colours, not yet on its card.
 * Works on a copy, because Vega marks the data it is given. Both libraries are ES modules with top-level await, which only a dynamic import can load from CommonJS.
 */
export async function drawSvg(drawing: Drawing): Promise<string> {
	const [vegaLite, vega] = await Promise.all([import('vega-lite'), import('vega')]);
	measureWithShippedFont(vega);
	const logger = vega.logger(vega.None);
	const specification = {
		...structuredClone(drawing.spec),
		title: titleOf(drawing),
		config: chartConfig(themes.light),
	} as Parameters<typeof vegaLite.compile>[0];
	const compiled = vegaLite.compile(specification, { logger }).spec;
	const view = new vega.View(vega.parse(compiled), { renderer: 'none', logger });
	try {
		return await view.toSVG();
	} finally {
		view.finalize();
	}
}

function titleOf({ title, subtitle }: Drawing): object {
	const widthMax = plotSizes.width - 2 * plotSizes.padding;
	const lines = (text: string, weight: 'regular' | 'semibold', size: number): string[] =>
		balanceText(text, {
			widthMax,
			linesMax: 3,
			width: (line) => fontOf(weight).metrics.width(line, size),
		});
	return {
		text: lines(title, 'semibold', plotSizes.title),
		subtitle: lines(subtitle, 'regular', plotSizes.subtitle),
	};
}

/** Vega exports `textMetrics` for this purpose (vega-scenegraph, src/util/text.js); its typings leave it out. */
function measureWithShippedFont(vega: object): void {
	const { textMetrics } = vega as {
		textMetrics: { width: (item: TextItem, text: string) => number };
	};
	textMetrics.width = (item, text) => {
		const bold = Number(item.fontWeight) >= 600 || item.fontWeight === 'bold';
		const { metrics } = fontOf(bold ? 'semibold' : 'regular');
		return metrics.width(String(text), item.fontSize ?? 11);
	};
}
