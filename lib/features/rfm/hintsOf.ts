import type { RfmSide } from '../../models/types';
import { RFM_BINS, rfmSides } from './cutPoints';
import type { RfmResult } from './types';

const words: Readonly<Record<RfmSide, string>> = { recency: 'recency', frequency: 'frequency', monetary: 'monetary' };

/** What somebody should know before relying on the scores. */
export function hintsOf(result: Pick<RfmResult, 'segments' | 'scored' | 'sides'>): string[] {
	return [...rfmSides.flatMap((side) => hintOfSide(side, result)), ...neverBought(result), ...withheld(result)];
}

/** Fewer than five scores: too few values, or many customers who share one. */
function hintOfSide(side: RfmSide, { scored, sides }: Pick<RfmResult, 'scored' | 'sides'>): string[] {
	const { distinctValues, scoresUsed } = sides[side];
	if (scored === 0 || scoresUsed >= RFM_BINS) return [];
	const why =
		distinctValues < RFM_BINS
			? `the ${counted(scored)} who bought have only ${distinctValues} different ${distinctValues === 1 ? 'value' : 'values'}`
			: 'many customers share a value, or the cut points are of other customers';
	return [
		`Only ${scoresUsed} of ${RFM_BINS} ${words[side]} scores are in use: ${why}. Equal values share a score, so read the scores as an order, not as fifths`,
	];
}

function neverBought({ segments }: Pick<RfmResult, 'segments'>): string[] {
	const group = segments.find(({ segment }) => segment === 'neverBought');
	return group === undefined ? [] : [`${counted(group.customers)} never bought: a group of their own, without scores`];
}

function withheld({ segments }: Pick<RfmResult, 'segments'>): string[] {
	const small = segments.filter((segment) => segment.withheld !== undefined);
	if (small.length === 0) return [];
	const names = small.map(({ name, customers }) => `${name} (${customers})`).join(', ');
	return [`Too small to publish: ${names}. They are shown here and not handed on`];
}

/** "1 customer", "30 customers" */
export function counted(customers: number): string {
	return `${customers} ${customers === 1 ? 'customer' : 'customers'}`;
}
