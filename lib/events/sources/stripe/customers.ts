import { objectOr, textOf } from '../../../core/parse';
import type { SentEvent } from '../../types';
import { unitsOf } from './amounts';
import type { StripeNotice } from './source';
import { customerOf, idOf } from './who';

export function customerEvent({ id, created, object: customer }: StripeNotice): readonly SentEvent[] {
	const traits = { email: customer.email, name: customer.name, phone: customer.phone, country: objectOr(customer.address).country };
	return [
		{
			values: { eventId: `stripe-${id}`, type: 'identify', userId: customerOf({ ...customer, customer: customer.id }), timestamp: created },
			properties: Object.fromEntries(Object.entries(traits).filter(([, value]) => value !== undefined && value !== null)),
		},
	];
}

/** The end of a checkout; where the site handed its own id over, Stripe's customer is known to be that one. */
export function checkoutEvents({ id, type, created, object: session }: StripeNotice): readonly SentEvent[] {
	const own = textOf(session.client_reference_id);
	const customer = idOf(session.customer);
	const ended: SentEvent = {
		values: {
			eventId: `stripe-${id}`,
			event: type === 'checkout.session.completed' ? 'Checkout Completed' : 'Checkout Expired',
			timestamp: created,
			userId: own ?? customerOf(session),
		},
		properties: { price: unitsOf(session.amount_total, session.currency) ?? null, mode: session.mode ?? null },
	};
	if (own === undefined || customer === undefined || own === customer) return [ended];
	const link: SentEvent = {
		values: { eventId: `stripe-${id}-alias`, type: 'alias', previousId: customer, userId: own, timestamp: created },
		properties: {},
		beside: true,
	};
	return [ended, link];
}
