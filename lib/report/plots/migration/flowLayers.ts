import type { Pen } from '../types';
import type { Migration, MigrationEnd } from './definition';
import { isSame } from './isSame';
import type { Band, Layout, Node } from './layOut';

/** Pixels of a node's bar, and of the names on either side. */
const nodeWidth = 10;
const nameWidth = 250;
/** A single customer is still a line. */
const thicknessMin = 0.6;

/** Bands, bars and names; customers who stayed are paler than those who moved. */
export function flowLayers({ before, after }: Migration, layout: Layout, pen: Pen): object[] {
	const left = nameWidth + nodeWidth;
	const right = pen.innerWidth - left;
	const bands = layout.bands.map((band) => {
		const stayed = isSame(before[band.from], after[band.to]);
		return { points: outline(band, left, right), colour: colourOf(before[band.from], pen), stayed };
	});
	return [
		// The moves lie on top of those who stayed.
		...[...bands.filter(({ stayed }) => stayed), ...bands.filter(({ stayed }) => !stayed)].map(bandLayer),
		...sideLayers(before, layout.before, { pen, from: left - nodeWidth, align: 'right' }),
		...sideLayers(after, layout.after, { pen, from: right, align: 'left' }),
	];
}

/** Points of a smooth band: level at both ends. */
function outline({ left, right }: Band, from: number, to: number): { x: number; top: number; bottom: number }[] {
	return [0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => {
		const [top, bottom] = share < 0.5 ? left : right;
		return { x: from + share * (to - from), top, bottom: Math.max(bottom, top + thicknessMin) };
	});
}

function bandLayer({ points, colour, stayed }: { readonly points: readonly object[]; readonly colour: string; readonly stayed: boolean }): object {
	return {
		data: { values: points },
		mark: { type: 'area', interpolate: 'basis', color: colour, opacity: stayed ? 0.22 : 0.62 },
		encoding: { x: { field: 'x' }, y: { field: 'top' }, y2: { field: 'bottom' } },
	};
}

interface Side {
	readonly pen: Pen;
	/** Left edge of the bars. */
	readonly from: number;
	/** On which side of the bars the names end. */
	readonly align: 'left' | 'right';
}

function sideLayers(ends: readonly MigrationEnd[], nodes: readonly Node[], { pen, from, align }: Side): object[] {
	const rows = ends.map((end, at) => ({
		...nodes[at],
		bottom: Math.max(nodes[at].bottom, nodes[at].top + 1),
		left: from,
		right: from + nodeWidth,
		middle: (nodes[at].top + nodes[at].bottom) / 2,
		edge: align === 'right' ? from - 10 : from + nodeWidth + 10,
		name: pen.wrap(end.name, { widthMax: nameWidth - 12, linesMax: 1 }),
		count: pen.count(nodes[at].customers),
		colour: colourOf(end, pen),
	}));
	const text = (field: string, dy: number, color: string): object => ({
		data: { values: rows },
		mark: { type: 'text', align, baseline: 'middle', dy, color },
		encoding: { x: { field: 'edge' }, y: { field: 'middle' }, text: { field, type: 'nominal' } },
	});
	return [
		{
			data: { values: rows },
			mark: { type: 'rect', cornerRadius: 2 },
			encoding: {
				x: { field: 'left' },
				x2: { field: 'right' },
				y: { field: 'top' },
				y2: { field: 'bottom' },
				color: { field: 'colour', type: 'nominal', scale: null },
			},
		},
		text('name', -8, pen.colours.ink),
		text('count', 8, pen.colours.muted),
	];
}

function colourOf({ series }: MigrationEnd, pen: Pen): string {
	return series === null ? pen.colours.neutral : pen.seriesColour(series);
}
