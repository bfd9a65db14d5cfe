import { contextTraits } from './contextTraits';

/** One behaviour that several features measure, in the words of names and sentences. */
export interface Trait {
	readonly name: string;
	/** Feature names (whole) that measure it, windows included. */
	readonly features: RegExp;
	/** Event names in one word ("orderCompleted") whose counts measure it as well. */
	readonly events?: RegExp;
	/** A high feature means a low trait: long since the last order means not recent. */
	readonly inverted?: true;
	/** Two words at most: for names made by grammar. */
	readonly high: string;
	readonly low: string;
	/** Completes "They …". */
	readonly theyHigh: string;
	readonly theyLow: string;
}

/** What the namer knows of features; a feature nobody lists is named by its label. */
export const traits: readonly Trait[] = [
	{
		name: 'spend',
		features: /^((net|gross)?[rR]evenue(Last\d+Days)?(Cents)?|monetary\w*|spend\w*|\w*[lL]ifetimeValue\w*)$/,
		high: 'High Spend', low: 'Low Spend',
		theyHigh: 'spend more than most', theyLow: 'spend less than most',
	},
	{
		name: 'basket',
		features: /^(averageOrderValue\w*|itemsPerOrder|basket\w*)$/,
		high: 'Big Baskets', low: 'Small Baskets',
		theyHigh: 'fill larger baskets', theyLow: 'fill small baskets',
	},
	{
		name: 'orders',
		features: /^(orders(Last\d+Days)?|frequency|purchases(Last\d+Days)?)$/,
		events: /^(order(Completed|Placed|Paid)|purchase\w*)$/i,
		high: 'Frequent Orders', low: 'Few Orders',
		theyHigh: 'order often', theyLow: 'rarely order',
	},
	{
		name: 'recentOrders',
		features: /^(daysSinceLast(Order|Purchase)|recency(Days)?)$/,
		inverted: true,
		high: 'Recent Orders', low: 'No Recent Orders',
		theyHigh: 'ordered not long ago', theyLow: 'have not ordered for a long time',
	},
	{
		name: 'activity',
		features: /^(events|activeDays|sessions|visits|signIns|actions)Last\d+Days$/,
		events: /^(signedIn|loggedIn|login|appOpened|sessionStarted)$/i,
		high: 'Very Active', low: 'Quiet',
		theyHigh: 'are around more than most', theyLow: 'are rarely around',
	},
	{
		name: 'recentActivity',
		features: /^daysSinceLast(Activity|Visit|SignIn|Event)$/,
		inverted: true,
		high: 'Seen Recently', low: 'Long Absent',
		theyHigh: 'were here not long ago', theyLow: 'have been away for a long time',
	},
	{
		name: 'trend',
		features: /^(event|revenue|activity|orders?|visit|activeDay)Trend\w*$/,
		high: 'Growing', low: 'Slowing Down',
		theyHigh: 'do more from month to month', theyLow: 'do less from month to month',
	},
	{
		name: 'tenure',
		features: /^(tenure|accountAge|daysSinceFirst\w+|daysSinceSignUp)(Days)?$/,
		high: 'Long-Standing', low: 'New',
		theyHigh: 'have been customers for long', theyLow: 'are new',
	},
	{
		name: 'breadth',
		features: /^(eventNames|featuresUsed|featureUses)Last\d+Days$/,
		events: /^featureUsed$/i,
		high: 'Many Features', low: 'Few Features',
		theyHigh: 'use many functions', theyLow: 'use few functions',
	},
	{
		name: 'discounts',
		features: /^(discountedOrderShare|couponOrderShare|discountPerRevenue|couponEntries\w*|discount\w*Share)$/,
		events: /^(coupon(Applied|Entered|Redeemed)|discountApplied)$/i,
		high: 'Discount Orders', low: 'Full Price',
		theyHigh: 'mostly buy at a discount', theyLow: 'pay the full price',
	},
	{
		name: 'refunds',
		features: /^(refund\w*|return\w*Share)$/,
		events: /^(orderRefunded|orderReturned|refund)$/i,
		high: 'Many Refunds', low: 'Few Refunds',
		theyHigh: 'send more back than most', theyLow: 'send hardly anything back',
	},
	{
		name: 'variety',
		features: /^(products|categories)Bought$/,
		high: 'Wide Range', low: 'Narrow Range',
		theyHigh: 'buy across the range', theyLow: 'buy few different things',
	},
	{
		name: 'pricing',
		features: /^pricingViews\w*$/,
		events: /^(pricing\w*|viewedPricing)$/i,
		high: 'Pricing Views', low: 'Few Pricing Views',
		theyHigh: 'look at the prices again and again', theyLow: 'hardly look at the prices',
	},
	{
		name: 'integrations',
		features: /^integrationsViews\w*$/,
		events: /^integrations?(Viewed|PageViewed)?$/i,
		high: 'Integration Views', low: 'Few Integration Views',
		theyHigh: 'study the integrations', theyLow: 'hardly look at integrations',
	},
	{
		name: 'browsing',
		features: /^productViews\w*$/,
		events: /^(product(Viewed|Clicked|Wished|AddedToWishlist)|productListViewed|viewItem)$/i,
		high: 'Many Product Views', low: 'Few Product Views',
		theyHigh: 'look at many products', theyLow: 'look at few products',
	},
	{
		name: 'carts',
		features: /^(cartAdditions|checkouts)\w*$/,
		events: /^(productAdded|addToCart|addedToCart|checkoutStarted|cartViewed|productRemoved)$/i,
		high: 'Full Carts', low: 'Few Carts',
		theyHigh: 'fill their carts', theyLow: 'rarely fill a cart',
	},
	{
		name: 'cartCompletion',
		features: /^ordersPerCart\w*$/,
		high: 'Carts Completed', low: 'Carts Abandoned',
		theyHigh: 'buy what they put into the cart', theyLow: 'leave carts behind',
	},
	{
		name: 'upgrades',
		features: /^upgrades\w*$/,
		events: /^(subscription|plan)Upgraded$/i,
		high: 'Upgrades', low: 'No Upgrades',
		theyHigh: 'upgrade', theyLow: 'do not upgrade',
	},
	{
		name: 'downgrades',
		features: /^downgrades\w*$/,
		events: /^(subscription|plan)Downgraded$/i,
		high: 'Downgrades', low: 'No Downgrades',
		theyHigh: 'downgrade', theyLow: 'do not downgrade',
	},
	{
		name: 'email',
		features: /^email(Open|Click|ClickToOpen)Rate\w*$/,
		events: /^email(Opened|(Link)?Clicked)$/i,
		high: 'Email Readers', low: 'Emails Ignored',
		theyHigh: 'read e-mails', theyLow: 'leave e-mails unread',
	},
	{
		name: 'push',
		features: /^pushOpenRate\w*$/,
		events: /^push(Notification)?(Opened|Tapped)$/i,
		high: 'Push Readers', low: 'Push Ignored',
		theyHigh: 'open push messages', theyLow: 'ignore push messages',
	},
	{
		name: 'inApp',
		features: /^inAppClick(s|Rate)\w*$/,
		events: /^inAppMessageClicked$/i,
		high: 'In-App Clicks', low: 'Few In-App Clicks',
		theyHigh: 'react to messages in the app', theyLow: 'rarely react to messages in the app',
	},
	{
		name: 'webinars',
		features: /^webinars\w*$/,
		events: /^webinar\w*$/i,
		high: 'Many Webinars', low: 'No Webinars',
		theyHigh: 'attend webinars', theyLow: 'attend no webinars',
	},
	{
		name: 'content',
		features: /^(contentReads|articlesRead)\w*$/,
		events: /^(contentRead|articleRead|blog\w*)$/i,
		high: 'Many Articles', low: 'Few Articles',
		theyHigh: 'read articles', theyLow: 'read few articles',
	},
	{
		name: 'support',
		features: /^tickets\w*$/,
		events: /^(ticketCreated|supportTicketCreated|chatStarted|help(Center)?\w*)$/i,
		high: 'Many Tickets', low: 'Few Tickets',
		theyHigh: 'ask for help more than most', theyLow: 'hardly ever ask for help',
	},
	{
		name: 'satisfaction',
		features: /^(recommendationScore\w*|nps\w*|satisfaction\w*|sentiment\w*)$/,
		high: 'Happy', low: 'Unhappy',
		theyHigh: 'would recommend us', theyLow: 'would not recommend us',
	},
	{
		name: 'errors',
		features: /^errors\w*$/,
		events: /^(error(Shown|Occurred)?|exception)$/i,
		high: 'Many Errors', low: 'Few Errors',
		theyHigh: 'meet many errors', theyLow: 'meet few errors',
	},
	{
		name: 'searches',
		features: /^searches\w*$/,
		events: /^(search(ed|Performed)?|productsSearched)$/i,
		high: 'Many Searches', low: 'Few Searches',
		theyHigh: 'search a lot', theyLow: 'rarely search',
	},
	{
		name: 'exports',
		features: /^(exports|reportExports)\w*$/,
		events: /^(\w*Exported|\w*Downloaded)$/i,
		high: 'Many Exports', low: 'Few Exports',
		theyHigh: 'export their data', theyLow: 'rarely export anything',
	},
	{
		name: 'evening',
		features: /^eveningShare$/,
		high: 'Evenings', low: 'Daytime',
		theyHigh: 'come in the evening', theyLow: 'rarely come in the evening',
	},
	{
		name: 'night',
		features: /^nightShare$/,
		high: 'Nights', low: 'No Nights',
		theyHigh: 'come at night', theyLow: 'do not come at night',
	},
	{
		name: 'weekend',
		features: /^weekendShare$/,
		high: 'Weekends', low: 'Weekdays',
		theyHigh: 'come at the weekend', theyLow: 'come on weekdays',
	},
	{
		name: 'mobile',
		features: /^mobileShare$/,
		high: 'Mobile', low: 'Desktop',
		theyHigh: 'come by phone', theyLow: 'come by computer',
	},
	{
		name: 'churnRisk',
		features: /^\w*[cC]hurn\w*$/,
		high: 'Churn Risk', low: 'Safe',
		theyHigh: 'are likely to leave', theyLow: 'are unlikely to leave',
	},
	...contextTraits,
];
