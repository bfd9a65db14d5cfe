import { DAY_MILLISECONDS } from '../../../lib/core/clock';
import { Sql } from '../../../lib/sql/sql';

/**
 * The columns of the catalogue as one who knows DuckDB and the events of this store writes them in one select: the names as
 * they are here, no identities because there are none, amounts in their one currency, windows and flags said once,
 * properties read from the few events that have them. The fastest of those tried: different values counted by grouping twice
 * over the columns that takes, not by `count(distinct …)` beside the other columns; `case`, not `filter`, for rare events.
 */
export function handWrittenFeatures(asOf: number): Sql {
	const daysBefore = (days: number): number => asOf - days * DAY_MILLISECONDS;
	const isKnown = `customer_id is not null and occurred_at < ${asOf} and received_at < ${asOf} and excluded is null`;
	// The text is ours and its numbers are numbers: no parameters, so that DuckDB sees the constants as in a file.
	return new Sql([text({ asOf, isKnown, daysBefore })], []);
}

interface Reading {
	readonly asOf: number;
	readonly isKnown: string;
	readonly daysBefore: (days: number) => number;
}

const text = ({ asOf, isKnown, daysBefore }: Reading): string => `
	select main.customer_id, "daysSinceLastOrder"::double as "daysSinceLastOrder",
		(coalesce(orders,0))::double as "orders",
		(coalesce(o30,0))::double as "ordersLast30Days",
		(coalesce(o90,0))::double as "ordersLast90Days",
		(coalesce(o180,0))::double as "ordersLast180Days",
		"netRevenueCents"::double as "netRevenueCents",
		"grossRevenueCents"::double as "grossRevenueCents",
		"netRevenueLast90DaysCents"::double as "netRevenueLast90DaysCents",
		(rev / orders)::double as "averageOrderValueCents",
		(coalesce(qty,0) / orders)::double as "itemsPerOrder",
		(coalesce(disc,0) / orders)::double as "discountedOrderShare",
		(coalesce(coup,0) / orders)::double as "couponOrderShare",
		"refundShare"::double as "refundShare",
		"discountPerRevenue"::double as "discountPerRevenue",
		"revenueTrend90Days"::double as "revenueTrend90Days",
		(coalesce(p,0))::double as "productsBought",
		(coalesce(c,0))::double as "categoriesBought",
		"daysSinceLastActivity"::double as "daysSinceLastActivity",
		"tenureDays"::double as "tenureDays",
		"eventTrend30Days"::double as "eventTrend30Days",
		"eventsLast7Days"::double as "eventsLast7Days",
		"eventsLast30Days"::double as "eventsLast30Days",
		"eventsLast90Days"::double as "eventsLast90Days",
		(coalesce(a30,0))::double as "activeDaysLast30Days",
		(coalesce(a90,0))::double as "activeDaysLast90Days",
		(coalesce(s30,0))::double as "sessionsLast30Days",
		(coalesce(s90,0))::double as "sessionsLast90Days",
		(coalesce(n90,0))::double as "eventNamesLast90Days",
		"signInsLast30Days"::double as "signInsLast30Days",
		"featureUsesLast30Days"::double as "featureUsesLast30Days",
		(coalesce(f,0))::double as "featuresUsedLast90Days",
		"searchesLast90Days"::double as "searchesLast90Days",
		"exportsLast90Days"::double as "exportsLast90Days",
		"errorsLast90Days"::double as "errorsLast90Days",
		"pricingViewsLast30Days"::double as "pricingViewsLast30Days",
		"integrationsViewsLast90Days"::double as "integrationsViewsLast90Days",
		"productViewsLast30Days"::double as "productViewsLast30Days",
		"cartAdditionsLast30Days"::double as "cartAdditionsLast30Days",
		"checkoutsLast90Days"::double as "checkoutsLast90Days",
		"upgradesLast180Days"::double as "upgradesLast180Days",
		"downgradesLast180Days"::double as "downgradesLast180Days",
		(coalesce(o90,0) / nullif(c90,0))::double as "ordersPerCartDayLast90Days",
		"emailOpenRateLast90Days"::double as "emailOpenRateLast90Days",
		"emailClickRateLast90Days"::double as "emailClickRateLast90Days",
		"pushOpenRateLast90Days"::double as "pushOpenRateLast90Days",
		"inAppClicksLast90Days"::double as "inAppClicksLast90Days",
		"webinarsLast90Days"::double as "webinarsLast90Days",
		"contentReadsLast90Days"::double as "contentReadsLast90Days",
		"ticketsLast90Days"::double as "ticketsLast90Days",
		"daysSinceLastTicket"::double as "daysSinceLastTicket",
		"recommendationScoreLast"::double as "recommendationScoreLast",
		"ticketNegativeShareLast90Days"::double as "ticketNegativeShareLast90Days",
		"ticketSentimentMeanLast90Days"::double as "ticketSentimentMeanLast90Days",
		"ticketsAboutBillingLast90Days"::double as "ticketsAboutBillingLast90Days",
		"ticketsAboutBugsLast90Days"::double as "ticketsAboutBugsLast90Days",
		"ticketsAboutCancellationLast90Days"::double as "ticketsAboutCancellationLast90Days",
		"eveningShare"::double as "eveningShare",
		"nightShare"::double as "nightShare",
		"weekendShare"::double as "weekendShare",
		"mobileShare"::double as "mobileShare"
	from (
	select customer_id,
		(${asOf} - max(occurred_at) filter (where purchase)) / 86400000e0 as "daysSinceLastOrder",
		coalesce(sum(revenue_cents) filter (where money), 0)::double as "netRevenueCents",
		coalesce(sum(revenue_cents) filter (where purchase), 0)::double as "grossRevenueCents",
		coalesce(sum(revenue_cents) filter (where money and d90), 0)::double as "netRevenueLast90DaysCents",
		coalesce(sum(-revenue_cents) filter (where revenue_cents < 0), 0) / nullif(sum(revenue_cents) filter (where purchase), 0)::double as "refundShare",
		coalesce(sum(discount_cents) filter (where purchase), 0) / nullif(sum(revenue_cents) filter (where purchase), 0)::double as "discountPerRevenue",
		coalesce(sum(revenue_cents) filter (where purchase and d90), 0) / nullif(sum(revenue_cents) filter (where purchase and d180 and not d90), 0)::double as "revenueTrend90Days",
		(${asOf} - max(occurred_at) filter (where activity)) / 86400000e0 as "daysSinceLastActivity",
		(${asOf} - min(occurred_at) filter (where activity)) / 86400000e0 as "tenureDays",
		count(case when activity and d30 then 1 end) / nullif(count(case when activity and d60 and not d30 then 1 end), 0) as "eventTrend30Days",
		count(case when activity and d7 then 1 end) as "eventsLast7Days",
		count(case when activity and d30 then 1 end) as "eventsLast30Days",
		count(case when activity and d90 then 1 end) as "eventsLast90Days",
		count(case when name = 'Signed In' and d30 then 1 end) as "signInsLast30Days",
		count(case when name = 'Feature Used' and d30 then 1 end) as "featureUsesLast30Days",
		count(case when name = 'Search Performed' and d90 then 1 end) as "searchesLast90Days",
		count(case when name = 'Report Exported' and d90 then 1 end) as "exportsLast90Days",
		count(case when name = 'Error Shown' and d90 then 1 end) as "errorsLast90Days",
		count(case when name = 'Pricing Viewed' and d30 then 1 end) as "pricingViewsLast30Days",
		count(case when name = 'Integrations Viewed' and d90 then 1 end) as "integrationsViewsLast90Days",
		count(case when name = 'Product Viewed' and d30 then 1 end) as "productViewsLast30Days",
		count(case when name = 'Product Added' and d30 then 1 end) as "cartAdditionsLast30Days",
		count(case when name = 'Checkout Started' and d90 then 1 end) as "checkoutsLast90Days",
		count(case when name = 'Subscription Upgraded' and d180 then 1 end) as "upgradesLast180Days",
		count(case when name = 'Subscription Downgraded' and d180 then 1 end) as "downgradesLast180Days",
		count(case when name = 'Email Opened' and d90 then 1 end) / nullif(count(case when name = 'Email Sent' and d90 then 1 end), 0) as "emailOpenRateLast90Days",
		count(case when name = 'Email Clicked' and d90 then 1 end) / nullif(count(case when name = 'Email Sent' and d90 then 1 end), 0) as "emailClickRateLast90Days",
		count(case when name = 'Push Opened' and d90 then 1 end) / nullif(count(case when name = 'Push Sent' and d90 then 1 end), 0) as "pushOpenRateLast90Days",
		count(case when name = 'In-App Message Clicked' and d90 then 1 end) as "inAppClicksLast90Days",
		count(case when name = 'Webinar Attended' and d90 then 1 end) as "webinarsLast90Days",
		count(case when name = 'Content Read' and d90 then 1 end) as "contentReadsLast90Days",
		count(case when name = 'Ticket Created' and d90 then 1 end) as "ticketsLast90Days",
		(${asOf} - max(occurred_at) filter (where name = 'Ticket Created')) / 86400000e0 as "daysSinceLastTicket",
		arg_max(case when name = 'NPS Answered' then (properties ->> '/score')::double end, occurred_at) filter (where name = 'NPS Answered') as "recommendationScoreLast",
		avg(case when name = 'Ticket Understood' and d90 then (properties ->> '/negative')::double end) filter (where name = 'Ticket Understood' and d90) as "ticketNegativeShareLast90Days",
		avg(case when name = 'Ticket Understood' and d90 then (properties ->> '/sentiment')::double end) filter (where name = 'Ticket Understood' and d90) as "ticketSentimentMeanLast90Days",
		count(case when case when name = 'Ticket Understood' and d90 then (properties ->> '/topic') = 'billing' else false end then 1 end) as "ticketsAboutBillingLast90Days",
		count(case when case when name = 'Ticket Understood' and d90 then (properties ->> '/topic') = 'bug' else false end then 1 end) as "ticketsAboutBugsLast90Days",
		count(case when case when name = 'Ticket Understood' and d90 then (properties ->> '/topic') = 'cancellation' else false end then 1 end) as "ticketsAboutCancellationLast90Days",
		count(case when activity and hour >= 18 then 1 end) / nullif(count(case when activity then 1 end), 0) as "eveningShare",
		count(case when activity and hour < 6 then 1 end) / nullif(count(case when activity then 1 end), 0) as "nightShare",
		count(case when activity and weekend then 1 end) / nullif(count(case when activity then 1 end), 0) as "weekendShare",
		count(case when activity and device = 'mobile' then 1 end) / nullif(count(case when activity then 1 end), 0) as "mobileShare",
		sum(case when purchase then quantity end) as qty, sum(case when purchase then revenue_cents end) as rev
	from (
		select customer_id, occurred_at, name, session_id, order_id, product_id, quantity, revenue_cents, discount_cents, coupon, device, properties,
			name <> 'Checkout Started' as money, revenue_cents > 0 and name <> 'Checkout Started' as purchase,
			name not in ('Email Sent', 'Push Sent', 'Ticket Understood') as activity,
			occurred_at >= ${daysBefore(7)} as d7, occurred_at >= ${daysBefore(30)} as d30, occurred_at >= ${daysBefore(60)} as d60,
			occurred_at >= ${daysBefore(90)} as d90, occurred_at >= ${daysBefore(180)} as d180,
			occurred_at % 86400000 // 3600000 as hour, (occurred_at // 86400000 + 3) % 7 >= 5 as weekend
		from events
		where ${isKnown}
	) shaped
	group by customer_id
	) main
	left join (
		select customer_id, count(d30) as s30, count(*) as s90
		from (select customer_id, session_id,
			max(case when occurred_at >= ${daysBefore(30)} then 1 end) as d30
			from events where ${isKnown} and occurred_at >= ${daysBefore(90)} and name not in ('Email Sent', 'Push Sent', 'Ticket Understood') and session_id is not null group by all)
		group by all
	) sess on sess.customer_id = main.customer_id
	left join (
		select customer_id, count(d30) as a30, count(active) as a90, count(cart) as c90
		from (select customer_id, occurred_at // 86400000 as day,
			max(case when occurred_at >= ${daysBefore(30)} and name not in ('Email Sent', 'Push Sent', 'Ticket Understood') then 1 end) as d30,
			max(case when name not in ('Email Sent', 'Push Sent', 'Ticket Understood') then 1 end) as active,
			max(case when name = 'Product Added' then 1 end) as cart
			from events where ${isKnown} and occurred_at >= ${daysBefore(90)} group by all)
		group by all
	) days on days.customer_id = main.customer_id
	left join (
		select customer_id, count(*) as n90
		from (select distinct customer_id, name
			from events where ${isKnown} and occurred_at >= ${daysBefore(90)} and name not in ('Email Sent', 'Push Sent', 'Ticket Understood')) group by all) nm on nm.customer_id = main.customer_id
	left join (
		select customer_id, sum(n) as orders, sum(n30) as o30, sum(n90) as o90, sum(n180) as o180, sum(disc) as disc, sum(coup) as coup from (
		select customer_id, order_id,
			case when order_id is null then count(case when true then 1 end) else max(case when true then 1 end) end as n,
			case when order_id is null then count(case when occurred_at >= ${daysBefore(30)} then 1 end) else max(case when occurred_at >= ${daysBefore(30)} then 1 end) end as n30,
			case when order_id is null then count(case when occurred_at >= ${daysBefore(90)} then 1 end) else max(case when occurred_at >= ${daysBefore(90)} then 1 end) end as n90,
			case when order_id is null then count(case when occurred_at >= ${daysBefore(180)} then 1 end) else max(case when occurred_at >= ${daysBefore(180)} then 1 end) end as n180,
			case when order_id is null then count(case when discount_cents > 0 then 1 end) else max(case when discount_cents > 0 then 1 end) end as disc,
			case when order_id is null then count(case when coupon <> '' then 1 end) else max(case when coupon <> '' then 1 end) end as coup
			from events where ${isKnown} and revenue_cents > 0 and name <> 'Checkout Started' group by customer_id, order_id) group by all) orders_ on orders_.customer_id = main.customer_id
	left join (
		select customer_id, count(distinct product_id) as p, count(distinct properties ->> '/category') as c
			from events where ${isKnown} and revenue_cents > 0 and name <> 'Checkout Started' group by all) prod on prod.customer_id = main.customer_id
	left join (
		select customer_id, count(distinct properties ->> '/feature') as f
			from events where ${isKnown} and occurred_at >= ${daysBefore(90)} and name = 'Feature Used' group by all) feat on feat.customer_id = main.customer_id
`;
