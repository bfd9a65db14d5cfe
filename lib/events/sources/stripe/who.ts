import { objectOr, textOf, type JsonObject } from '../../../core/parse';

/** The site's own id where it was put into the metadata, else Stripe's customer, else the address on the bill. */
export function customerOf(object: JsonObject): string | undefined {
	const { userId, user_id: withBar, customerId, customer_id: customerWithBar } = objectOr(object.metadata);
	const own = textOf(userId ?? withBar ?? customerId ?? customerWithBar);
	return own ?? idOf(object.customer) ?? billedTo(object);
}

/** An expanded object, or its id. */
export function idOf(reference: unknown): string | undefined {
	return textOf(reference) ?? textOf(objectOr(reference).id);
}

function billedTo(object: JsonObject): string | undefined {
	const address = objectOr(object.billing_details).email ?? object.receipt_email ?? object.customer_email ?? objectOr(object.customer_details).email;
	return textOf(address)?.toLowerCase();
}
