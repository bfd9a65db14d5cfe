import type { Engine } from '../engine';
import { rowsOf, sql } from '../sql/sql';
import { resolvedEvents } from './resolvedEvents';
import type { CustomerEvent, EventKind } from './types';

type Row = {
	readonly resolved_id: string;
	readonly event_id: string;
	readonly customer_id: string | null;
	readonly anonymous_id: string | null;
	readonly kind: EventKind;
	readonly name: string;
	readonly occurred_at: number;
	readonly received_at: number;
	readonly backfilled: boolean;
	readonly session_id: string | null;
	readonly channel: string | null;
	readonly campaign: string | null;
	readonly order_id: string | null;
	readonly product_id: string | null;
	readonly quantity: number | null;
	readonly revenue_cents: number | null;
	readonly currency: string | null;
	readonly discount_cents: number | null;
	readonly coupon: string | null;
	readonly device: string | null;
	readonly platform: string | null;
	readonly properties: Readonly<Record<string, unknown>> | null;
};

/**
 * The behaviour of a few customers known before `asOf`, not older than `since`, by customer: whoever an event was sent as, it is
 * found under the customer it belongs to. For what is decided at this moment.
 */
export async function readCustomerEvents(
	engine: Pick<Engine, 'store'>,
	customerIds: readonly string[],
	{ asOf, since }: { readonly asOf: number; readonly since: number },
): Promise<Map<string, CustomerEvent[]>> {
	const recent = Number.isFinite(since) ? sql`and occurred_at >= ${Math.floor(since)}` : sql``;
	const rows = await engine.store.query<Row>(sql`
		select resolved_id, event_id, customer_id, anonymous_id, kind, name, occurred_at, received_at, backfilled, session_id,
			channel, campaign, order_id, product_id, quantity, revenue_cents, currency, discount_cents, coupon, device, platform, properties
		from ${resolvedEvents(asOf, customerIds)} known
		where resolved_id in ${rowsOf(customerIds)} ${recent}`);
	const byCustomer = new Map<string, CustomerEvent[]>();
	for (const row of rows) {
		const known = byCustomer.get(row.resolved_id) ?? [];
		known.push(toEvent(row));
		byCustomer.set(row.resolved_id, known);
	}
	return byCustomer;
}

function toEvent(row: Row): CustomerEvent {
	return {
		eventId: row.event_id,
		customerId: row.customer_id,
		anonymousId: row.anonymous_id,
		kind: row.kind,
		name: row.name,
		occurredAt: row.occurred_at,
		receivedAt: row.received_at,
		backfilled: row.backfilled,
		sessionId: row.session_id,
		channel: row.channel,
		campaign: row.campaign,
		orderId: row.order_id,
		productId: row.product_id,
		quantity: row.quantity,
		revenueCents: row.revenue_cents,
		currency: row.currency,
		discountCents: row.discount_cents,
		coupon: row.coupon,
		device: row.device,
		platform: row.platform,
		properties: row.properties ?? {},
		excluded: null,
	};
}
