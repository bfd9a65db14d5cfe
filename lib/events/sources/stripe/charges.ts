import { numberOf, textOf, type JsonObject } from '../../../core/parse';
import type { SentEvent } from '../../types';
import { unitsOf } from './amounts';
import type { StripeNotice } from './source';
import { customerOf, idOf } from './who';

/** The payment is what an order is here: a charge and its refunds share it. */
function paymentOf(charge: JsonObject): string | undefined {
	return idOf(charge.payment_intent) ?? textOf(charge.id);
}

export function chargeEvent({ object: charge }: StripeNotice): readonly SentEvent[] {
	return [
		{
			values: {
				eventId: `stripe-${textOf(charge.id) ?? ''}`,
				event: 'Order Completed',
				timestamp: charge.created,
				userId: customerOf(charge),
				orderId: paymentOf(charge),
				revenue: unitsOf(charge.amount_captured ?? charge.amount, charge.currency),
				currency: charge.currency,
			},
			properties: { description: charge.description ?? null },
		},
	];
}

/** Stripe tells how much was given back in all, and how much before: the difference is this refund. */
export function refundEvent({ id, created, object: charge, previous }: StripeNotice): readonly SentEvent[] {
	const returned = (numberOf(charge.amount_refunded) ?? 0) - (numberOf(previous.amount_refunded) ?? 0);
	if (!(returned > 0)) return [];
	return [
		{
			values: {
				eventId: `stripe-${id}`,
				event: 'Order Refunded',
				timestamp: created,
				userId: customerOf(charge),
				orderId: paymentOf(charge),
				revenue: unitsOf(returned, charge.currency),
				currency: charge.currency,
			},
			properties: {},
		},
	];
}

export function failedPaymentEvent({ id, created, object: invoice }: StripeNotice): readonly SentEvent[] {
	return [
		{
			values: { eventId: `stripe-${id}`, event: 'Payment Failed', timestamp: created, userId: customerOf(invoice) },
			properties: { price: unitsOf(invoice.amount_due, invoice.currency) ?? null, attempt: invoice.attempt_count ?? null },
		},
	];
}
