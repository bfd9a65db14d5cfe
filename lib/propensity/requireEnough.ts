import { DAY_MILLISECONDS, toIso } from '../core/clock';
import { NotEnoughData } from '../core/errors';
import { describeOutcome } from './describeOutcome';
import type { OutcomeDefinition } from './types';

/** Of the rarer of both: customers with the outcome, or without it. */
const TRAINING_MIN = 50;
const TEST_MIN = 20;

export interface Tally {
	readonly outcome: OutcomeDefinition;
	readonly asOf: number;
	/** Labels of all training cutoffs together, and how many cutoffs these are. */
	readonly training: Uint8Array;
	readonly trainingCutoffs: number;
	readonly test: Uint8Array;
}

/**
 * Refuses to learn from too few outcomes: a model needs 10 for each of at least 5 columns, a test 20. NotEnoughData
 * says how many there are of which, and when there will be enough at the present pace.
 */
export function requireEnough(tally: Tally): void {
	const { training, trainingCutoffs, test } = tally;
	requireRarer(tally, { labels: training, needed: TRAINING_MIN, horizons: trainingCutoffs, purpose: 'learn from' });
	requireRarer(tally, { labels: test, needed: TEST_MIN, horizons: 1, purpose: 'test on' });
}

interface Part {
	readonly labels: Uint8Array;
	readonly needed: number;
	readonly horizons: number;
	readonly purpose: string;
}

function requireRarer({ outcome, asOf }: Tally, { labels, needed, horizons, purpose }: Part): void {
	const positives = labels.reduce((sum, label) => sum + label, 0);
	const negatives = labels.length - positives;
	const have = Math.min(positives, negatives);
	if (have >= needed) return;
	const what = describeOutcome(outcome);
	const kind = positives <= negatives ? `had "${what}"` : `did not have "${what}"`;
	throw new NotEnoughData(
		`${have} of the ${labels.length} customers to ${purpose} ${kind}; at least ${needed} are needed. ` +
			`${whenEnough({ have, needed, days: horizons * outcome.horizonDays, asOf })}, or choose a more common outcome or a longer horizon`,
	);
}

function whenEnough(pace: { have: number; needed: number; days: number; asOf: number }): string {
	const { have, needed, days, asOf } = pace;
	if (have === 0) return 'None came so far, so nobody can say when there will be enough';
	const waitDays = Math.ceil(((needed - have) * days) / have);
	const on = toIso(asOf + waitDays * DAY_MILLISECONDS).slice(0, 10);
	return `At this pace there will be enough around ${on}`;
}
