import { objectOr, textOf, type JsonObject } from '../../../core/parse';
import type { SentEvent } from '../../types';
import { checkoutVisitor } from './who';

/** A customer's sign-up and traits; an update is the traits alone. */
export function customerEvents(customer: JsonObject): readonly SentEvent[] {
	const id = textOf(customer.id);
	const signedUp: SentEvent = {
		values: { eventId: `shopify-customer-${id ?? ''}`, event: 'Signed Up', userId: id, timestamp: customer.created_at },
		properties: {},
	};
	return [signedUp, identifyOf(customer)];
}

/** What an order or a checkout says of its customer beside itself, and that its basket was the customer's. */
export function traitsBeside(body: JsonObject): readonly SentEvent[] {
	const customer = objectOr(body.customer);
	if (textOf(customer.id) === undefined) return [];
	const { values, properties } = identifyOf({ ...customer, updated_at: customer.updated_at ?? body.updated_at ?? body.created_at });
	return [{ values: { ...values, anonymousId: checkoutVisitor(body.checkout_token ?? body.token) }, properties, beside: true }];
}

function identifyOf(customer: JsonObject): SentEvent {
	const id = textOf(customer.id);
	const at = customer.updated_at ?? customer.created_at;
	const traits = {
		email: customer.email,
		firstName: customer.first_name,
		lastName: customer.last_name,
		phone: customer.phone,
		country: objectOr(customer.default_address).country_code,
		marketingConsent: consentOf(objectOr(customer.email_marketing_consent).state),
	};
	return {
		values: { eventId: `shopify-traits-${id ?? ''}-${textOf(at) ?? ''}`, type: 'identify', userId: id, timestamp: at },
		properties: Object.fromEntries(Object.entries(traits).filter(([, value]) => value !== undefined && value !== null)),
	};
}

/** Asked and not answered is neither a yes nor a no. */
function consentOf(state: unknown): boolean | undefined {
	if (state === 'subscribed') return true;
	return state === 'unsubscribed' || state === 'redacted' ? false : undefined;
}

export function consentEvents(body: JsonObject): readonly SentEvent[] {
	const { state, consent_updated_at: at } = objectOr(body.email_marketing_consent);
	const isGiven = consentOf(state);
	if (isGiven === undefined) return [];
	const id = textOf(body.customer_id);
	return [
		{
			values: {
				eventId: `shopify-consent-${id ?? ''}-${textOf(at) ?? ''}-${String(isGiven)}`,
				event: isGiven ? 'Consent Given' : 'Consent Withdrawn',
				userId: id,
				timestamp: at,
			},
			properties: { purpose: 'marketing' },
		},
	];
}
