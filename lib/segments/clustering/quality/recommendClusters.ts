import { NotEnoughData } from '../../../core/errors';
import { kneedle } from '../../../math/kneedle';
import type { ClusterChoice, ClusterTrial } from '../types';

/** Below this mean Jaccard overlap, clusters are not to be trusted; from the second on they are stable (fpc). */
const STABILITY_MIN = 0.6;
const STABILITY_CLEAR = 0.75;
/** Silhouette above that of a cloud without groups which counts as groups, and as clear groups. */
const MARGIN_MIN = 0.01;
const MARGIN_CLEAR = 0.05;
/** A margin of at least this share of the best is as good. */
const AS_GOOD = 0.85;
/** Standard deviations by which chance alone may lift the best of several margins. */
const CHANCE = 4;

export interface Customers {
	/** All customers the segments are for; the trials were made on a sample. */
	readonly rows: number;
	/** Customers a segment should have to be of use. */
	readonly sizeMin: number;
	/** Number of segments in use. */
	readonly present?: number;
}

/**
 * The number of clusters to use. The silhouette alone prefers two, so it is compared with what the
 * algorithm reaches on one cloud of the same shape without groups. Of the numbers whose clusters come back in
 * bootstrap samples and whose margin over that cloud is within 15 % of the best, the stable one with the
 * largest gap statistic wins; when none of them is stable, the one that comes closest. When no margin is
 * more than chance, the clusters that come back most surely are used. Numbers with a cluster too small to be
 * of use are passed over while others are left. The number in use is kept while it is stable and as good: people
 * know their segments, and a day's events should not redraw them. The elbow is told, not obeyed: it moves with the range that
 * is offered. docs/decisions/0013-number-of-segments.md compares the rules.
 */
export function recommendClusters(
	trials: readonly ClusterTrial[],
	customers: Customers = { rows: 1, sizeMin: 0 },
): ClusterChoice {
	if (trials.length === 0) {
		throw new NotEnoughData(
			'The customers have too few different feature values to be divided: expected at least two kinds',
		);
	}
	const elbow = elbowOf(trials);
	if (trials.length === 1) return choice(trials[0], { trials, elbow, reason: asAsked(trials[0]) });
	const useful = trials.filter(({ smallestShare }) => smallestShare * customers.rows >= customers.sizeMin);
	const offered = useful.length === 0 ? trials : useful;
	const passedOver = offered.length < trials.length ? tooSmall(customers) : '';
	const supported = withSupport(offered, trials);
	if (supported.length === 0) {
		const surest = bestOf(offered, ({ stability }) => stability);
		const reason = withoutGroups(surest, trials) + passedOver;
		return { k: surest.k, support: 'none', reason, elbow, trials };
	}
	const best = bestOf(supported, marginOf);
	const asGood = supported.filter((trial) => marginOf(trial) >= AS_GOOD * marginOf(best));
	const kept = keptOf(asGood, customers.present);
	const [chosen] = [...kept, tightestStable(asGood)];
	const why = kept.map(() => ' As many as before: no other number is clearly better.').join('');
	return choice(chosen, { trials, elbow, reason: withGroups(chosen, { best, elbow }) + why + passedOver });
}

/** Those whose margin is more than chance gives the best of several, and whose clusters can be trusted. */
function withSupport(
	offered: readonly ClusterTrial[],
	trials: readonly ClusterTrial[],
): readonly ClusterTrial[] {
	const chance = CHANCE * Math.sqrt(meanOf(trials.map(({ marginSpread }) => marginSpread ** 2)));
	return offered.filter(
		(trial) => marginOf(trial) > Math.max(MARGIN_MIN, chance) && trial.stability >= STABILITY_MIN,
	);
}

/** The trial of the number in use, if its clusters are stable. */
function keptOf(asGood: readonly ClusterTrial[], present: number | undefined): readonly ClusterTrial[] {
	return asGood.filter(({ k, stability }) => k === present && stability >= STABILITY_CLEAR);
}

function tightestStable(asGood: readonly ClusterTrial[]): ClusterTrial {
	const stable = asGood.filter(({ stability }) => stability >= STABILITY_CLEAR);
	return stable.length > 0
		? bestOf(stable, ({ gap }) => gap)
		: bestOf(asGood, ({ stability }) => stability);
}

function choice(
	trial: ClusterTrial,
	rest: Pick<ClusterChoice, 'trials' | 'elbow' | 'reason'>,
): ClusterChoice {
	return { k: trial.k, support: supportOf(trial), ...rest };
}

function supportOf(trial: ClusterTrial): ClusterChoice['support'] {
	const margin = marginOf(trial);
	if (margin >= MARGIN_CLEAR && trial.stability >= STABILITY_CLEAR) return 'clear';
	return margin >= MARGIN_MIN && trial.stability >= STABILITY_MIN ? 'weak' : 'none';
}

function marginOf({ silhouette, nullSilhouette }: ClusterTrial): number {
	return silhouette - nullSilhouette;
}

function elbowOf(trials: readonly ClusterTrial[]): number | null {
	const inertias = trials.map(({ inertia }) => inertia);
	const ks = trials.map(({ k }) => k);
	return kneedle(ks, inertias, { curve: 'convex', direction: 'decreasing' }) ?? null;
}

function withGroups(
	chosen: ClusterTrial,
	{ best, elbow }: { readonly best: ClusterTrial; readonly elbow: number | null },
): string {
	const start = {
		same: `${chosen.k} segments keep customers furthest apart`,
		more: `${chosen.k} segments keep customers about as far apart as ${best.k} and are more alike within`,
		fewer: `${chosen.k} segments keep customers about as far apart as ${best.k} and come back more surely`,
	}[chosen.k === best.k ? 'same' : chosen.k > best.k ? 'more' : 'fewer'];
	return `${start}: ${separation(chosen)}, and ${comesBack(chosen)}.${elbowSentence(chosen, elbow)}`;
}

function elbowSentence({ k }: ClusterTrial, elbow: number | null): string {
	if (elbow === null) return '';
	return elbow === k
		? ' More segments would add little tightness, too.'
		: ` Tightness alone (the elbow) would have stopped at ${elbow}.`;
}

function withoutGroups(chosen: ClusterTrial, trials: readonly ClusterTrial[]): string {
	const range = `${trials[0].k} to ${trials[trials.length - 1].k}`;
	return (
		`No number from ${range} stands out: customers differ by degree, without gaps between groups. ` +
		`${chosen.k} segments are used because they are the surest to come back (${comesBack(chosen)}); ` +
		'their borders are a convenience.'
	);
}

function tooSmall({ sizeMin }: Customers): string {
	return ` Numbers with a segment of fewer than ${sizeMin} customers were passed over.`;
}

function asAsked(trial: ClusterTrial): string {
	return `${trial.k} segments, as asked: ${separation(trial)}, and ${comesBack(trial)}.`;
}

function separation({ silhouette, nullSilhouette }: ClusterTrial): string {
	const [found, chance] = [silhouette, nullSilhouette].map((value) => value.toFixed(2));
	return `separation is ${found}, where customers without groups would give ${chance}`;
}

function comesBack({ stability }: ClusterTrial): string {
	return `${Math.round(stability * 100)} % of a segment is found again when customers are drawn anew`;
}

function bestOf(trials: readonly ClusterTrial[], score: (trial: ClusterTrial) => number): ClusterTrial {
	return trials.reduce((best, trial) => (score(trial) > score(best) ? trial : best));
}

function meanOf(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
