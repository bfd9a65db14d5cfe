import { between, chance } from '../draw';
import type { Product } from '../shop';
import type { Life, Offer } from '../lifeTypes';
import { days, emit, MINUTE, nextSerial } from './emit';
import { pickProduct, stepEvent, type Visit } from './stepEvents';
import { emitInVisit, openVisit } from './visits';

export interface OrderRequest {
	readonly units: number;
	/** In force when the order is placed. */
	readonly offer: Offer | null;
	/** What was looked at before, or null for something new. */
	readonly product: Product | null;
}

/** One visit from product to order: viewed, added, coupon, checkout, completed; at times sent back later. */
export function placeOrder(life: Life, at: number, { units, offer, product: wanted }: OrderRequest): void {
	const { purchases } = life.random;
	const visit = openVisit(life, offer !== null && chance(purchases, 0.5) ? 'email' : undefined);
	const product = (visit.product = wanted ?? pickProduct(life));
	const orderedAt = walkToCheckout(life, at, { visit, offer, basketFilled: wanted !== null });
	const listCents = product.priceCents * units;
	const discountCents = Math.round(listCents * (offer?.discount ?? 0));
	const order = {
		orderId: `o${life.person.index}-${nextSerial(life)}`,
		productId: product.productId,
		quantity: units,
	};
	life.lastOrderAt = orderedAt;
	emitInVisit(life, orderedAt, {
		visit,
		parts: {
			name: 'Order Completed',
			...order,
			revenueCents: listCents - discountCents,
			discountCents,
			...couponOf(offer),
			properties: { category: product.category, listPrice: product.priceCents / 100 },
		},
	});
	if (!chance(purchases, life.behaviour.refundShare)) return;
	const refundedAt = orderedAt + days(between(purchases, 3, 12));
	emit(life, refundedAt, { name: 'Order Refunded', ...order, revenueCents: discountCents - listCents });
}

interface Checkout {
	readonly visit: Visit;
	readonly offer: Offer | null;
	readonly basketFilled: boolean;
}

function walkToCheckout(
	life: Life,
	at: number,
	{ visit, offer, basketFilled }: Checkout,
): number {
	const names = wayToCheckout(offer, basketFilled);
	let now = at;
	for (const name of names) {
		const parts = name === 'coupon'
			? { name: 'Coupon Applied', ...couponOf(offer) }
			: stepEvent(name, life, visit);
		emitInVisit(life, now, { visit, parts });
		now += between(life.random.purchases, 20_000, 2 * MINUTE);
	}
	return now;
}

/** A basket left behind earlier needs the coupon only. */
function wayToCheckout(offer: Offer | null, basketFilled: boolean) {
	const coupon = offer !== null && offer.discount > 0 ? (['coupon'] as const) : [];
	return basketFilled ? coupon : (['productAdd', ...coupon, 'checkout'] as const);
}

function couponOf(offer: Offer | null): { readonly coupon?: string; readonly campaign?: string } {
	return offer === null || offer.discount === 0 ? {} : { coupon: offer.coupon, campaign: offer.campaign };
}
