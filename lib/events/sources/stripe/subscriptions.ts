import { isObject, numberOf, objectOr, textOf, type JsonObject } from '../../../core/parse';
import type { SentEvent } from '../../types';
import { unitsOf } from './amounts';
import type { StripeNotice } from './source';
import { customerOf } from './who';

/** A subscription's begin, end, and what an update did to it; an update that changes neither says nothing. */
export function subscriptionEvents(notice: StripeNotice): readonly SentEvent[] {
	const event = nameOf(notice);
	if (event === undefined) return [];
	const { id, created, object: subscription } = notice;
	return [
		{
			values: { eventId: `stripe-${id}`, event, timestamp: created, userId: customerOf(subscription) },
			properties: { subscription: textOf(subscription.id) ?? null, ...describePlan(subscription) },
		},
	];
}

/** The plan of the first item, and what all items cost in a month: a price, no revenue, because nothing was paid yet. */
function describePlan(subscription: JsonObject): JsonObject {
	const price = priceOf(itemsOf(subscription)[0] ?? {});
	return {
		plan: textOf(price.nickname ?? price.lookup_key ?? price.id) ?? null,
		price: unitsOf(amountOf(subscription), subscription.currency ?? price.currency) ?? null,
	};
}

function nameOf({ type, object, previous }: StripeNotice): string | undefined {
	if (type === 'customer.subscription.created') return 'Subscription Started';
	if (type === 'customer.subscription.deleted') return 'Subscription Cancelled';
	if (object.cancel_at_period_end === true && previous.cancel_at_period_end === false) return 'Subscription Cancellation Scheduled';
	const before = amountOf({ ...object, ...previous });
	const change = amountOf(object) - before;
	if (change === 0) return undefined;
	return change > 0 ? 'Subscription Upgraded' : 'Subscription Downgraded';
}

function itemsOf(subscription: JsonObject): readonly JsonObject[] {
	const { data } = objectOr(subscription.items);
	return Array.isArray(data) ? data.filter(isObject) : [];
}

/** Stripe speaks of prices now and of plans in older versions. */
function priceOf(item: JsonObject): JsonObject {
	return objectOr(item.price ?? item.plan);
}

/** What is paid each month in the currency's smallest unit: a year's price counts as twelve. */
function amountOf(subscription: JsonObject): number {
	return itemsOf(subscription).reduce((sum, item) => {
		const price = priceOf(item);
		const recurring = objectOr(price.recurring ?? price);
		const months = monthsOf(recurring);
		return sum + ((numberOf(price.unit_amount ?? price.amount) ?? 0) * (numberOf(item.quantity) ?? 1)) / months;
	}, 0);
}

function monthsOf({ interval, interval_count: count }: JsonObject): number {
	const months = { day: 12 / 365, week: 12 / 52, month: 1, year: 12 }[textOf(interval) ?? 'month'] ?? 1;
	return months * (numberOf(count) ?? 1);
}
