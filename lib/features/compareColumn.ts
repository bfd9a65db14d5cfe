import { populationStability, stabilityByChance } from '../math/populationStability';
import type { ColumnBins } from './binColumns';
import { describeValue } from './describeValue';
import type { FeatureDefinition } from './types';

/** Fewer customers than these differ by chance alone as much as by a change worth telling. */
export const CUSTOMERS_MIN = 100;

const CHANGE_MIN = 0.1;
const LARGE_CHANGE_MIN = 0.25;
const UNKNOWN_CHANGE_MIN = 0.05;

/** How far one column moved between two snapshots. */
export interface ColumnDrift {
	readonly name: string;
	/** Population stability index over the deciles of the earlier snapshot. */
	readonly psi: number;
	/** For people; absent when the change is small or chance could have made it. */
	readonly sentence?: string;
}

/** Compares one column over the same bins; both sides with at least one customer. */
export function compareColumn(
	feature: Pick<FeatureDefinition, 'name' | 'label' | 'unit'>,
	before: ColumnBins,
	after: ColumnBins,
): ColumnDrift {
	const psi = populationStability(before.bins, after.bins);
	const used = before.bins.filter((count, bin) => count > 0 || after.bins[bin] > 0).length;
	const isTold = psi >= CHANGE_MIN && psi > stabilityByChance(used, before.customers, after.customers);
	return { name: feature.name, psi, ...(isTold ? { sentence: tell(feature, psi, { before, after }) } : {}) };
}

function tell(
	{ label, unit }: Pick<FeatureDefinition, 'label' | 'unit'>,
	psi: number,
	{ before, after }: { readonly before: ColumnBins; readonly after: ColumnBins },
): string {
	const [unknownThen, unknownNow] = [before, after].map(({ customers, known }) => 1 - known / customers);
	const isMissed = Math.abs(unknownNow - unknownThen) >= UNKNOWN_CHANGE_MIN;
	const parts = [
		`${label} changed${psi >= LARGE_CHANGE_MIN ? ' a lot' : ''} (PSI ${psi.toFixed(2)})`,
		...(before.mean === null || after.mean === null
			? []
			: [`on average ${describeValue(before.mean, unit)} then and ${describeValue(after.mean, unit)} now`]),
		...(isMissed
			? [`not known for ${describeValue(unknownThen, 'share')} then and ${describeValue(unknownNow, 'share')} now`]
			: []),
	];
	return parts.join(', ');
}
