import type { ConsideredOffer, Offer, OfferAssumptions, OfferCustomer, RejectedOffer } from './types';

interface Explained {
	readonly chosen: { readonly offer: Offer; readonly considered: ConsideredOffer };
	readonly considered: readonly ConsideredOffer[];
	readonly rejected: readonly RejectedOffer[];
	readonly customer: OfferCustomer;
	readonly assumptions: OfferAssumptions;
	/** Column the chance of buying comes from. */
	readonly score: string | undefined;
}

/** Why this offer, in words a marketer can repeat to a customer; says what was assumed. */
export function explainDecision(parts: Explained): string {
	return [choiceSentence(parts), basisSentence(parts)].join(' ');
}

/** Why nothing at all could be offered. */
export function explainNothing(rejected: readonly RejectedOffer[]): string {
	return `No offer: each was rejected (${rejected.map(({ name, reason }) => `"${name}" ${reason}`).join('; ')}).`;
}

function choiceSentence({ chosen, considered, rejected }: Explained): string {
	const { name, probability, expectedMarginCents } = chosen.considered;
	if (considered.length === 1) {
		const others = rejected.length === 0 ? 'there was no other' : `the other ${rejected.length} were rejected`;
		return `"${name}": ${others}.`;
	}
	const margin = `an expected margin of ${money(expectedMarginCents)}`;
	const best = considered.reduce((left, right) =>
		right.expectedMarginCents > left.expectedMarginCents ? right : left,
	);
	const chance = `chosen with a probability of ${percent(probability)} among ${considered.length}`;
	if (best.expectedMarginCents <= expectedMarginCents) {
		return `"${name}": ${margin}, the best of ${considered.length}; ${chance}.`;
	}
	return `"${name}": ${chance}, to find out what it does; ${margin}, against ${money(best.expectedMarginCents)} of "${best.name}".`;
}

/** What the numbers rest on: a score, the customer's own orders, or assumptions. */
function basisSentence({ chosen, customer, assumptions, score }: Explained): string {
	const from = score === undefined ? '' : ` (score ${score})`;
	const chance = (share: number) => `a chance of ${percent(share)} to buy without an offer`;
	const order = (cents: number) => `an order value of ${money(cents)}`;
	const { baseResponse, orderValueCents } = customer;
	const onOrder = chosen.offer.listPriceCents === undefined;
	const known = [
		...(baseResponse === null ? [] : [`${chance(baseResponse)}${from}`]),
		...(onOrder && orderValueCents !== null ? [order(orderValueCents)] : []),
	];
	const assumed = [
		...(baseResponse === null ? [chance(assumptions.baseResponse)] : []),
		...(onOrder && orderValueCents === null ? [order(assumptions.orderValueCents)] : []),
	];
	const sentences = [listed('Known', known), listed('Assumed', assumed), effectSentence(chosen.offer)];
	return sentences.filter((sentence) => sentence !== '').join(' ');
}

function listed(label: string, parts: readonly string[]): string {
	return parts.length === 0 ? '' : `${label}: ${parts.join(', ')}.`;
}

function effectSentence({ kind, expectedResponse: { oddsRatio, source } }: Offer): string {
	if (kind === 'none') return '';
	return `Stated by the owner, not measured here: it multiplies the odds of buying by ${oddsRatio} (${source}).`;
}

function money(cents: number): string {
	return (cents / 100).toFixed(2);
}

function percent(share: number): string {
	return `${Number((share * 100).toPrecision(3))} %`;
}
