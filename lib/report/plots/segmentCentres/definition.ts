import type { Pen, PlotDefinition, PlotSpec } from '../types';

/**
 * How each segment differs from all customers: differences[segment][feature] in standard deviations,
 * null where it is not known.
 */
export interface SegmentCentres {
	readonly segments: readonly string[];
	readonly features: readonly string[];
	readonly differences: readonly (readonly (number | null)[])[];
}

const columnsMax = 9;
const steps = [-1.5, -0.75, -0.25, 0.25, 0.75, 1.5] as const;

/** A heat table: segments as rows, the features that tell them apart most as columns. */
export const segmentCentres: PlotDefinition<SegmentCentres> = {
	name: 'segmentCentres',
	draw: (input, pen) => {
		const columns = chooseColumns(input);
		return {
			title: 'What sets the segments apart',
			subtitle:
				'Distance from the average customer in standard deviations: ' +
				'blue is above the average, orange below.',
			description: `Heat table. ${input.segments
				.map((name, row) => `${name}: ${strongest(input, row)}`)
				.join('; ')}.`,
			spec: specOf(input, columns, pen),
		};
	},
};

/** The features with the largest difference anywhere, in their given order. */
function chooseColumns({ features, differences }: SegmentCentres): number[] {
	const reach = features.map((_, column) =>
		Math.max(0, ...differences.map((row) => Math.abs(row[column] ?? 0))),
	);
	const columns = features.map((_, column) => column).sort((a, b) => reach[b] - reach[a]);
	return columns.slice(0, columnsMax).sort((a, b) => a - b);
}

function strongest({ features, differences }: SegmentCentres, row: number): string {
	const known = differences[row]
		.map((value, column) => ({ feature: features[column], value: value ?? 0 }))
		.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
	return known
		.slice(0, 2)
		.map(({ feature, value }) => `${feature} ${signed(value)}`)
		.join(', ');
}

function specOf(input: SegmentCentres, columns: readonly number[], pen: Pen): PlotSpec {
	const rows = input.segments.map((name, index) => ({ key: pen.rowKey(index, name) }));
	const cellWidth = Math.floor((pen.innerWidth - pen.rowWidth(rows)) / Math.max(1, columns.length));
	const names = columns.map((column) => input.features[column]);
	const header = pen.columns(names, cellWidth - 10);
	const cells = rows.flatMap(({ key }, row) =>
		columns.map((column, place) => {
			const value = input.differences[row][column];
			return {
				key,
				column: header.keys[place],
				text: value === null ? '–' : signed(value),
				...shadeOf(value ?? 0, pen),
			};
		}),
	);
	return {
		width: { step: cellWidth },
		height: { step: 40 },
		data: { values: cells },
		encoding: {
			y: { field: 'key', type: 'nominal', sort: null, axis: pen.rowAxis, scale: { padding: 0.05 } },
			x: {
				field: 'column',
				type: 'nominal',
				sort: null,
				axis: header.axis,
				scale: { paddingInner: 0.03, paddingOuter: 0 },
			},
		},
		layer: [
			{
				mark: { type: 'rect', cornerRadius: 4 },
				encoding: { color: { field: 'fill', type: 'nominal', scale: null } },
			},
			{
				mark: { type: 'text', baseline: 'middle' },
				encoding: {
					text: { field: 'text', type: 'nominal' },
					color: { field: 'ink', type: 'nominal', scale: null },
				},
			},
		],
	} as PlotSpec;
}

function shadeOf(value: number, pen: Pen): { fill: string; ink: string } {
	const { below3, below2, below1, middle, above1, above2, above3, strongText, ink } = pen.colours;
	const shades = [below3, below2, below1, middle, above1, above2, above3];
	const place = steps.filter((step) => value >= step).length;
	return { fill: shades[place], ink: place === 0 || place === 6 ? strongText : ink };
}

function signed(value: number): string {
	const text = Math.abs(value).toFixed(1);
	if (text === '0.0') return '0';
	return value > 0 ? `+${text}` : `−${text}`;
}
