import { DAY_MILLISECONDS } from '../../../lib/core/clock';
import { sql, valuesTable } from '../../../lib/sql/sql';
import { eventHash } from '../../../lib/store/duckdb/eventHash';
import type { Store } from '../../../lib/store/types';

const DAYS = 200;
const EVENTS_PER_SESSION = 5;
const STARTS_AT = Date.parse('2025-01-01T00:00:00Z');

/** The instant right after the last day of the events. */
export const eventsEndAt = STARTS_AT + DAYS * DAY_MILLISECONDS;

/** Of a thousand events; the rest are views of pages. Names are those of the catalogue's vocabulary. */
const shares: Readonly<Record<string, number>> = {
	'Feature Used': 160,
	'Product Viewed': 110,
	'Signed In': 90,
	'Email Sent': 80,
	'Search Performed': 50,
	'Product Added': 40,
	'Order Completed': 40,
	'Email Opened': 35,
	'Push Sent': 30,
	'Checkout Started': 20,
	'Content Read': 20,
	'Email Clicked': 12,
	'Push Opened': 10,
	'Report Exported': 10,
	'Pricing Viewed': 10,
	'Error Shown': 8,
	'Integrations Viewed': 6,
	'Ticket Created': 6,
	'Ticket Understood': 6,
	'In-App Message Clicked': 5,
	'Order Refunded': 4,
	'NPS Answered': 3,
	'Webinar Attended': 2,
	'Subscription Upgraded': 2,
	'Subscription Downgraded': 1,
};

function namesByPlace(): (readonly [number, string, string])[] {
	const named = Object.entries(shares).flatMap(([name, share]) => Array<string>(share).fill(name));
	return Array.from({ length: 1000 }, (_, place) => {
		const name = named[place] ?? `Page ${1 + (place % 6)}`;
		return [place, name, name.startsWith('Page') ? 'page' : 'track'];
	});
}

/**
 * Sessions of five events within minutes, in the order they happened, each of one customer or (one in twenty-five)
 * of a visitor nobody knows; some events carry an order, a product or properties. Made by the database itself: what is
 * measured is not how events come in.
 */
export async function makeEvents(store: Store, customers: number, events: number): Promise<void> {
	const sessions = Math.ceil(events / EVENTS_PER_SESSION);
	const names = valuesTable(['place', 'drawn_name', 'drawn_kind'], namesByPlace());
	await store.execute(sql`create or replace temp table drawn_names as select place::usmallint as place, drawn_name, drawn_kind from ${names}`);
	await store.execute(sql`
		insert into events by name
		select 'e-' || n as event_id, ${eventHash(sql`'e-' || n`)} as event_hash,
			case when not visits then 'customer-' || who end as customer_id,
			case when visits then 'visitor-' || who end as anonymous_id,
			drawn_kind as kind, drawn_name as name, occurred_at, occurred_at + 800 as received_at, false as backfilled,
			's-' || session as session_id,
			case when luck % 4 = 0 then ['ads', 'email', 'search', 'social'][1 + session % 4] end as channel,
			case when drawn_name in ('Order Completed', 'Order Refunded') and luck % 64 > 0 then 'o-' || session end as order_id,
			case when is_product then 'p-' || (luck >> 8) % 2000 end as product_id,
			case when drawn_name = 'Order Completed' then 1 + (luck >> 20) % 4 end as quantity,
			case drawn_name when 'Order Completed' then 500 + (luck >> 24) % 20000
				when 'Order Refunded' then -500 - (luck >> 24) % 5000
				when 'Checkout Started' then 2000 + (luck >> 24) % 20000 end as revenue_cents,
			case when drawn_name in ('Order Completed', 'Order Refunded', 'Checkout Started') then 'EUR' end as currency,
			case when drawn_name = 'Order Completed' and luck % 5 = 0 then 100 + (luck >> 16) % 400 end as discount_cents,
			case when drawn_name = 'Order Completed' and luck % 7 = 0 then 'SPRING' end as coupon,
			case when session % 3 = 0 then 'mobile' else 'desktop' end as device,
			case when session % 3 = 0 then 'ios' else 'web' end as platform,
			case when drawn_kind = 'page' then json_object('path', '/page/' || luck % 500)
				when drawn_name = 'Feature Used' then json_object('feature', 'feature-' || luck % 25, 'seconds', luck % 90)
				when is_product then json_object('category', 'category-' || (luck >> 8) % 12)
				when drawn_name = 'Ticket Understood' then json_object(
					'topic', ['billing', 'bug', 'cancellation', 'other'][1 + luck % 4],
					'negative', (luck >> 4) % 2, 'sentiment', round((luck >> 8) % 200 / 100.0 - 1, 2)::double)
				when drawn_name = 'NPS Answered' then json_object('score', luck % 11) end as properties
		from (
			select n, session, luck, hash(session, 1) % ${customers} as who, hash(session, 2) % 25 = 0 as visits,
				(${STARTS_AT} + (session + (n % ${EVENTS_PER_SESSION}) / 1e3) * ${(DAYS - 1) * DAY_MILLISECONDS} / ${sessions})::bigint
					+ (n % ${EVENTS_PER_SESSION}) * 70000 + luck % 60000 + (hash(session, 3) % ${DAY_MILLISECONDS / 2})::bigint as occurred_at,
				drawn_name, drawn_kind, drawn_name in ('Product Viewed', 'Product Added', 'Order Completed') as is_product
			from (select range as n, range // ${EVENTS_PER_SESSION} as session, ${eventHash(sql`range`)} as luck from range(${events})) numbered
			join drawn_names on place = (hash(n, 4) % 1000)::usmallint
		) drawn`);
	await store.execute(sql`drop table drawn_names`);
	await store.execute(sql`checkpoint`);
}
