import { numberOf, textOf, type JsonObject } from '../../../core/parse';
import type { SentEvent } from '../../types';
import { traitsBeside } from './customers';
import { describeLines } from './lines';
import { checkoutVisitor, customerOf } from './who';

/** A checkout that was begun, once however often it changes; no order after it makes it an abandoned one. */
export function checkoutEvents(checkout: JsonObject): readonly SentEvent[] {
	const { values, products } = describeLines(checkout.line_items);
	const token = textOf(checkout.token) ?? textOf(checkout.id) ?? '';
	const begun: SentEvent = {
		values: {
			...values,
			eventId: `shopify-checkout-${token}`,
			event: 'Checkout Started',
			timestamp: checkout.created_at,
			userId: customerOf(checkout),
			anonymousId: checkoutVisitor(token),
		},
		properties: { value: numberOf(checkout.total_price) ?? null, currency: checkout.currency ?? null, products },
	};
	return [begun, ...traitsBeside(checkout)];
}

/** Baskets belong to nobody known; each change is one more look into the basket. */
export function cartEvents(cart: JsonObject): readonly SentEvent[] {
	const { values, products } = describeLines(cart.line_items);
	const token = textOf(cart.token) ?? textOf(cart.id) ?? '';
	return [
		{
			values: {
				...values,
				eventId: `shopify-cart-${token}-${textOf(cart.updated_at) ?? ''}`,
				event: 'Cart Viewed',
				timestamp: cart.updated_at ?? cart.created_at,
				anonymousId: `shopify-cart-${token}`,
			},
			properties: { products },
		},
	];
}
