import { NotEnoughData } from '../../../core/errors';
import type { Covariance, MixtureTrial } from './types';

/** A lower BIC by this much is very strong evidence (Kass & Raftery 1995). */
const STRONG = 10;

export interface Customers {
	readonly rows: number;
	/** Rows of the sample the trials were made on. */
	readonly sampled: number;
	/** Customers a segment should have to be of use. */
	readonly sizeMin: number;
	/** Number of segments in use; kept while no other is strongly better. */
	readonly present?: number;
}

const shapes: Readonly<Record<Covariance, string>> = {
	full: 'each with a shape of its own',
	tied: 'all of one shape',
	diagonal: 'each stretched along the features',
	spherical: 'all of them round',
};

/** The number of groups with the lowest BIC; passes over numbers with a group too small to be of use while others are left. */
export function recommendMixture(
	trials: readonly MixtureTrial[],
	customers: Customers,
): { readonly chosen: MixtureTrial; readonly reason: string } {
	const single = trials.find(({ k }) => k === 1);
	const several = trials.filter(({ k }) => k > 1);
	if (several.length === 0) {
		throw new NotEnoughData(
			'The customers have too few different feature values to be divided: expected at least two kinds',
		);
	}
	const useful = several.filter(({ smallestShare }) => smallestShare * customers.rows >= customers.sizeMin);
	const offered = useful.length === 0 ? several : useful;
	const best = offered.reduce((least, trial) => (trial.bic < least.bic ? trial : least));
	const kept = offered.find(({ k, bic }) => k === customers.present && bic < best.bic + STRONG);
	const chosen = kept ?? best;
	const reason = single !== undefined && single.bic <= chosen.bic ? withoutGroups(chosen, several) : withGroups(chosen, single);
	return { chosen, reason: reason + asides({ kept, passedOver: offered.length < several.length }, customers) };
}

function withGroups({ k, covariance, bic, measures }: MixtureTrial, single: MixtureTrial | undefined): string {
	const beside = single === undefined ? '' : `, ${Math.round(single.bic - bic)} less than for a single group`;
	const again = measures === undefined ? '' : ` ${Math.round(measures.stability * 100)} % of a segment is found again when customers are drawn anew.`;
	return `${k} segments describe the customers best for their number, ${shapes[covariance]}: BIC is ${Math.round(bic)}${beside}.${again}`;
}

function withoutGroups({ k }: MixtureTrial, several: readonly MixtureTrial[]): string {
	const range = `${several[0].k} to ${several[several.length - 1].k}`;
	return (
		`No number from ${range} stands out: a single group describes the customers as well (BIC). ` +
		`${k} segments are used because they come closest; their borders are a convenience.`
	);
}

function asides(
	{ kept, passedOver }: { readonly kept?: MixtureTrial; readonly passedOver: boolean },
	{ rows, sampled, sizeMin }: Customers,
): string {
	return [
		sampled < rows ? ` Compared on a sample of ${sampled} customers.` : '',
		kept === undefined ? '' : ' As many as before: no other number is clearly better.',
		passedOver ? ` Numbers with a segment of fewer than ${sizeMin} customers were passed over.` : '',
	].join('');
}
