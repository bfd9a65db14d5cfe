import { isObject, numberOf, objectOr, textOf, type JsonObject } from '../../../core/parse';
import type { SentEvent } from '../../types';
import { describeLines } from './lines';
import { traitsBeside } from './customers';
import { customerOf, orderVisitor } from './who';

/** States of payment in which the customer has paid; a later refund is an event of its own. */
const paidStates: readonly string[] = ['paid', 'partially_paid', 'partially_refunded', 'refunded'];

/**
 * The purchase of an order, once, whichever topics tell of it: it has the order's id. An order that is not paid yet is
 * an "Order Placed" without revenue; paying makes it the purchase.
 */
export function orderEvents(order: JsonObject): readonly SentEvent[] {
	const isPaid = paidStates.includes(textOf(order.financial_status) ?? 'paid');
	const id = textOf(order.id) ?? '';
	const { values, products } = describeLines(order.line_items);
	const purchase: SentEvent = {
		values: {
			...values,
			eventId: `shopify-order-${id}${isPaid ? '' : '-placed'}`,
			event: isPaid ? 'Order Completed' : 'Order Placed',
			timestamp: order.processed_at ?? order.created_at,
			userId: customerOf(order),
			anonymousId: orderVisitor(order.id),
			orderId: id,
			...(isPaid ? { revenue: order.total_price, currency: order.currency } : {}),
			discount: order.total_discounts,
			coupon: firstCode(order.discount_codes),
			channel: order.source_name,
		},
		properties: { orderNumber: order.name ?? null, products },
	};
	return [purchase, ...traitsBeside(order)];
}

function firstCode(codes: unknown): unknown {
	return Array.isArray(codes) ? objectOr(codes.find(isObject)).code : undefined;
}

/** No money moves by it: what was paid comes back by a refund. */
export function cancellationEvents(order: JsonObject): readonly SentEvent[] {
	return [
		{
			values: {
				eventId: `shopify-order-${textOf(order.id) ?? ''}-cancelled`,
				event: 'Order Cancelled',
				timestamp: order.cancelled_at ?? order.updated_at,
				userId: customerOf(order),
				anonymousId: orderVisitor(order.id),
				orderId: order.id,
			},
			properties: { reason: order.cancel_reason ?? null },
		},
	];
}

/** Shopify does not say whose order it was: the order's own visitor id does, which its purchase was stored with. */
export function refundEvents(refund: JsonObject): readonly SentEvent[] {
	const transactions: readonly JsonObject[] = Array.isArray(refund.transactions) ? refund.transactions.filter(isObject) : [];
	const returned = transactions.filter(({ kind, status }) => kind === 'refund' && (status ?? 'success') === 'success');
	if (returned.length === 0) return [];
	const lines = Array.isArray(refund.refund_line_items) ? refund.refund_line_items.filter(isObject) : [];
	const { values, products } = describeLines(lines.map((line) => ({ ...objectOr(line.line_item), quantity: line.quantity })));
	return [
		{
			values: {
				...values,
				eventId: `shopify-refund-${textOf(refund.id) ?? ''}`,
				event: 'Order Refunded',
				timestamp: refund.processed_at ?? refund.created_at,
				anonymousId: orderVisitor(refund.order_id),
				orderId: refund.order_id,
				revenue: returned.reduce((sum, { amount }) => sum + (numberOf(amount) ?? 0), 0),
				currency: returned[0].currency,
			},
			properties: { note: refund.note ?? null, products },
		},
	];
}
