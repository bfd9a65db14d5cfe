import type { Offer, OfferCustomer, OfferGuard, Range } from '../../types';

/** Only for whom the offer was made: its segments, and its ranges of features and scores. */
export const audience = {
	id: 'audience',
	label: 'Only customers the offer was made for',
	refuse: ({ offer }, { customer }) => wrongSegment(offer, customer) ?? wrongValue(offer, customer),
} satisfies OfferGuard;

function wrongSegment(offer: Offer, customer: OfferCustomer): string | undefined {
	const wanted = offer.eligible.segments;
	if (wanted === undefined) return undefined;
	const own = new Set(customer.segments.map((segment) => segment.toLowerCase()));
	if (wanted.some((segment) => own.has(segment.toLowerCase()))) return undefined;
	const list = wanted.map((segment) => `"${segment}"`).join(', ');
	if (customer.segments.length === 0) return `is for ${list}, and the customer is in no segment`;
	return `is for ${list}, and the customer is in none of these`;
}

function wrongValue(offer: Offer, customer: OfferCustomer): string | undefined {
	for (const [name, range] of Object.entries(offer.eligible.values ?? {})) {
		const value = customer.values[name] ?? null;
		if (value === null || Number.isNaN(value)) return `asks for ${name}, which is not known`;
		const reason = outside(name, value, range);
		if (reason !== undefined) return reason;
	}
	return undefined;
}

function outside(name: string, value: number, { atLeast, atMost }: Range): string | undefined {
	if (atLeast !== undefined && value < atLeast) {
		return `asks for ${name} of at least ${atLeast}, and it is ${round(value)}`;
	}
	if (atMost !== undefined && value > atMost) {
		return `asks for ${name} of at most ${atMost}, and it is ${round(value)}`;
	}
	return undefined;
}

function round(value: number): number {
	return Number(value.toPrecision(4));
}
