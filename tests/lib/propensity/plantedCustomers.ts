import { DAY_MILLISECONDS } from '../../../lib/core/clock';
import { seededRandom } from '../../../lib/core/random';
import type { CustomerEvent } from '../../../lib/events/types';
import { featureSetOf } from '../../../lib/features/featureSetOf';
import type { FeatureDefinition } from '../../../lib/features/types';
import { anEvent, anOrder } from '../../support/anEvent';

export const today = '2025-01-01T00:00:00Z';
export const asOf = Date.parse(today);
export const HORIZON_DAYS = 30;

/** One customer whose chance of an order in any 30 days is known. */
export interface Planted {
	readonly id: string;
	readonly interest: number;
	readonly price: number | null;
	/** True probability of at least one order in a window of 30 days. */
	readonly probability: number;
}

function trait(name: string, missing: 'zero' | 'unknown' = 'unknown'): FeatureDefinition {
	return {
		name,
		label: name,
		unit: 'score',
		missing,
		value: { kind: 'last', of: { property: name }, where: { names: ['Profile Answered'] } },
	};
}

export const interestFeature = trait('interest');

/** What the planted customers are described by: two that matter (one bent, one partly unknown), three that do not. */
export const definitions: readonly FeatureDefinition[] = [
	interestFeature,
	trait('price'),
	trait('noise'),
	trait('neverAnswered', 'zero'),
	{
		name: 'tickets',
		label: 'tickets',
		unit: 'count',
		missing: 'zero',
		value: { kind: 'count', where: { names: ['Ticket Created'] } },
	},
];

export const featureSet = featureSetOf(definitions);

/** log-odds of an order: interest only counts up to 1, those without a price trait order rarely. */
function probabilityOf(interest: number, price: number | null): number {
	const logit = -1.2 + 1.3 * Math.min(interest, 1) + (price === null ? -1 : -0.9 * price);
	return 1 / (1 + Math.exp(-logit));
}

export interface PlantOptions {
	readonly customers: number;
	/** 30-day windows of orders before `today`. */
	readonly windows: number;
	readonly seed?: number;
}

/** Customers who answered a profile long ago, are active in every window, and order as their probability says. */
export function plantCustomers({ customers, windows, seed = 1 }: PlantOptions): {
	readonly planted: readonly Planted[];
	readonly events: readonly CustomerEvent[];
} {
	const random = seededRandom(seed);
	const events: CustomerEvent[] = [];
	const planted = Array.from({ length: customers }, (_, index) => {
		const id = `customer-${String(index).padStart(5, '0')}`;
		const interest = random.normal();
		const price = random.next() < 0.2 ? null : random.normal();
		const probability = probabilityOf(interest, price);
		events.push(answer(id, { interest, price, noise: random.normal(), before: windows }));
		for (let window = 1; window <= windows; window += 1) {
			if (random.next() >= probability) continue;
			const ago = Math.floor((window - random.next()) * HORIZON_DAYS * DAY_MILLISECONDS) + 1;
			events.push(anOrder({ customerId: id, occurredAt: asOf - ago, eventId: `${id}/order/${window}` }));
		}
		return { id, interest, price, probability };
	});
	return { planted, events };
}

function answer(
	customerId: string,
	{ interest, price, noise, before }: { interest: number; price: number | null; noise: number; before: number },
): CustomerEvent {
	return anEvent({
		eventId: `${customerId}/answer`,
		customerId,
		name: 'Profile Answered',
		occurredAt: asOf - (before * HORIZON_DAYS + 31) * DAY_MILLISECONDS,
		properties: { interest, noise, ...(price === null ? {} : { price }) },
	});
}
