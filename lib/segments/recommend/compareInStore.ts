import type { Engine } from '../../engine';
import { readSnapshot } from '../../features/readSnapshot';
import type { FeatureColumn } from '../../math/fitPreparation';
import type { ColumnTable } from '../../store/types';
import { prepareTraining } from '../prepareTraining';
import { chooseFeatures, readTraining, requireCustomers } from '../readTraining';
import { compareMethods } from './compareMethods';
import type { MethodComparison } from './types';

export interface StoreComparisonRequest {
	/** Snapshot id or "latest". */
	readonly snapshot: string;
	/** Names of features to use; absent: all that tell customers apart. */
	readonly features?: readonly string[];
	readonly clusters: { readonly low: number; readonly high: number };
	readonly floor: number;
	readonly seed: number;
}

export interface StoreComparison extends MethodComparison {
	readonly snapshot: string;
}

/** What a business looks at first, and how it is read from features. */
const outcomes: readonly { readonly outcome: string; readonly feature: string; readonly valueOf: (value: number) => number }[] = [
	{ outcome: 'revenue', feature: 'netRevenueCents', valueOf: (value) => Math.sign(value) * Math.log(1 + Math.abs(value)) },
	{ outcome: 'conversion', feature: 'orders', valueOf: (value) => (value > 0 ? 1 : 0) },
	{ outcome: 'retention', feature: 'activeDaysLast30Days', valueOf: (value) => (value > 0 ? 1 : 0) },
];

/** Compares the methods on the customers of a snapshot; nothing is published. */
export async function compareInStore(engine: Engine, request: StoreComparisonRequest): Promise<StoreComparison> {
	const snapshot = await readSnapshot(engine, request.snapshot);
	const table = await readTraining(engine, snapshot, snapshot.featureSet.definitions);
	requireCustomers(table.rows, request.clusters.low);
	const used = new Set(chooseFeatures(snapshot, request.features).map(({ name }) => name));
	const columns = columnsOf(table).filter(({ name }) => used.has(name));
	const prepared = await prepareTraining(engine, columns);
	const { clusters, floor, seed } = request;
	const asked = { clusters, sizeMin: floor, seed };
	return { snapshot: snapshot.id, ...(await compareMethods(engine, { prepared, request: asked, outcomes: outcomesOf(table) })) };
}

function columnsOf({ names, values }: ColumnTable): FeatureColumn[] {
	return names.map((name, index) => ({ name, values: values[index] }));
}

function outcomesOf(table: ColumnTable): FeatureColumn[] {
	const columns = columnsOf(table);
	return outcomes.flatMap(({ outcome, feature, valueOf }) => {
		const column = columns.find(({ name }) => name === feature);
		return column === undefined ? [] : [{ name: outcome, values: Float64Array.from(column.values, valueOf) }];
	});
}
