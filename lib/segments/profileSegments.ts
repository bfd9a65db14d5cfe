import { prepareValue } from '../math/prepareValue';
import type { Preparation } from '../math/preparation';
import { summarize } from '../math/summary';
import type { ColumnTable } from '../store/types';
import type { DescribedFeature, SegmentTrait } from './types';

/** Differences smaller than this are not worth a sentence (Cohen 1988: 0.2 is small). */
const NOTABLE_DIFFERENCE = 0.25;
const TRAITS_MAX = 6;

export interface SegmentProfile {
	readonly size: number;
	readonly describedBy: readonly SegmentTrait[];
	readonly differences: Readonly<Record<string, number>>;
	readonly centre: Readonly<Record<string, number | null>>;
	/** Mean of each prepared feature: where a typical member lies. */
	readonly preparedMeans: Readonly<Record<string, number>>;
	readonly revenue: number | null;
}

/**
 * What sets each cluster apart, from raw features (`table`), labels (−1: none) and the preparation they were
 * clustered with. Differences are between a cluster and all other customers, on prepared values.
 */
export function profileSegments(request: {
	readonly table: ColumnTable;
	readonly labels: ArrayLike<number>;
	readonly clusters: number;
	readonly preparation: Preparation;
	readonly definitions: readonly DescribedFeature[];
}): SegmentProfile[] {
	const columns = request.definitions.map((definition) => profileColumn(definition, request));
	return Array.from({ length: request.clusters }, (_, cluster) => {
		const traits = columns.flatMap((column) => column.traits[cluster] ?? []);
		return {
			size: sizeOf(request.labels, cluster),
			describedBy: strongest(traits),
			differences: Object.fromEntries(
				traits.map(({ feature, standardizedDifference }) => [feature, standardizedDifference]),
			),
			centre: Object.fromEntries(columns.map((column) => [column.name, column.means[cluster]])),
			preparedMeans: Object.fromEntries(
				columns.flatMap(({ name, preparedMeans }) => (preparedMeans === undefined ? [] : [[name, preparedMeans[cluster]]])),
			),
			revenue: columns.find((column) => column.name === 'netRevenueCents')?.totals[cluster] ?? null,
		};
	});
}

interface ColumnProfile {
	readonly name: string;
	readonly means: readonly (number | null)[];
	readonly totals: readonly number[];
	readonly traits: readonly (SegmentTrait | undefined)[];
	/** Absent for a feature that was not used. */
	readonly preparedMeans?: readonly number[];
}

function profileColumn(
	definition: DescribedFeature,
	request: Parameters<typeof profileSegments>[0],
): ColumnProfile {
	const values = request.table.values[request.table.names.indexOf(definition.name)];
	const preparation = request.preparation.columns.find((column) => column.name === definition.name);
	const overall = summarize(values);
	const raw = sumsByCluster(values, request);
	const prepared =
		preparation === undefined
			? undefined
			: sumsByCluster(Float64Array.from(values, (value) => prepareValue(preparation, value)), request);
	return {
		name: definition.name,
		means: raw.map(({ count, sum }) => (count === 0 ? null : sum / count)),
		totals: raw.map(({ sum }) => sum),
		...(prepared === undefined ? {} : { preparedMeans: prepared.map(({ count, sum }) => (count === 0 ? 0 : sum / count)) }),
		traits: raw.map(({ count, sum }, cluster) => {
			if (prepared === undefined || count === 0) return undefined;
			const mean = sum / count;
			return traitOf(definition, { mean, overallMean: overall.mean }, difference(prepared, cluster));
		}),
	};
}

interface Sums {
	count: number;
	sum: number;
	squares: number;
}

function sumsByCluster(
	values: ArrayLike<number>,
	{ labels, clusters }: { readonly labels: ArrayLike<number>; readonly clusters: number },
): Sums[] {
	const sums = Array.from({ length: clusters }, () => ({ count: 0, sum: 0, squares: 0 }));
	for (let row = 0; row < labels.length; row += 1) {
		const label = labels[row];
		const value = values[row];
		if (label < 0 || Number.isNaN(value)) continue;
		sums[label].count += 1;
		sums[label].sum += value;
		sums[label].squares += value * value;
	}
	return sums;
}

/** Standardized mean difference of one cluster against the rest, with its 95 % interval (Hedges & Olkin 1985). */
function difference(
	sums: readonly Sums[],
	cluster: number,
): { value: number; interval: readonly [number, number] } | undefined {
	const all = sums.reduce((total, one) => ({
		count: total.count + one.count,
		sum: total.sum + one.sum,
		squares: total.squares + one.squares,
	}));
	const inside = sums[cluster];
	const outside = all.count - inside.count;
	if (inside.count === 0 || outside === 0) return undefined;
	const variance = all.squares / all.count - (all.sum / all.count) ** 2;
	if (variance <= 1e-12) return undefined;
	const gap = inside.sum / inside.count - (all.sum - inside.sum) / outside;
	const value = gap / Math.sqrt(variance);
	const error = Math.sqrt(
		all.count / (inside.count * outside) + (value * value) / (2 * all.count),
	);
	return { value, interval: [value - 1.96 * error, value + 1.96 * error] };
}

function traitOf(
	definition: DescribedFeature,
	means: { readonly mean: number; readonly overallMean: number },
	found: ReturnType<typeof difference>,
): SegmentTrait | undefined {
	if (found === undefined) return undefined;
	return {
		feature: definition.name,
		label: definition.label,
		unit: definition.unit,
		direction: found.value >= 0 ? 'high' : 'low',
		...means,
		standardizedDifference: found.value,
		interval: found.interval,
	};
}

/** The strongest differences whose interval leaves out zero and whose size matters. */
function strongest(traits: readonly SegmentTrait[]): SegmentTrait[] {
	return traits
		.filter(({ interval: [low, high] }) => low > 0 || high < 0)
		.filter(({ standardizedDifference }) => Math.abs(standardizedDifference) >= NOTABLE_DIFFERENCE)
		.sort(
			(left, right) =>
				Math.abs(right.standardizedDifference) - Math.abs(left.standardizedDifference) ||
				(left.feature < right.feature ? -1 : 1),
		)
		.slice(0, TRAITS_MAX);
}

function sizeOf(labels: ArrayLike<number>, cluster: number): number {
	let size = 0;
	for (let row = 0; row < labels.length; row += 1) if (labels[row] === cluster) size += 1;
	return size;
}
