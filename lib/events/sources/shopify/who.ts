import { objectOr, textOf, type JsonObject } from '../../../core/parse';

/** The customer's number in the shop; a guest's address where there is none. */
export function customerOf(body: JsonObject): string | undefined {
	const customer = objectOr(body.customer);
	return textOf(customer.id) ?? textOf(body.email ?? body.contact_email)?.toLowerCase();
}

/** What an order is known by where its customer is not named, as in a refund. */
export function orderVisitor(orderId: unknown): string | undefined {
	const id = textOf(orderId);
	return id === undefined ? undefined : `shopify-order-${id}`;
}

/** What a basket is known by before its owner is. */
export function checkoutVisitor(token: unknown): string | undefined {
	const text = textOf(token);
	return text === undefined ? undefined : `shopify-checkout-${text}`;
}
