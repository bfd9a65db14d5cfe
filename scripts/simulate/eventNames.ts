/** The four sources of the product, and what says who somebody is. */
export type EventSource = 'usage' | 'transactions' | 'support' | 'engagement' | 'identity';

/** Every event name the simulator writes, with its source; `identify` rows have no name of their own. */
export const sourceOfEvent: Readonly<Record<string, EventSource>> = {
	'Signed In': 'usage',
	Home: 'usage',
	'Feature Used': 'usage',
	'Search Performed': 'usage',
	'Report Exported': 'usage',
	'Error Shown': 'usage',
	'Settings Changed': 'usage',
	'Member Invited': 'usage',
	'Pricing Viewed': 'usage',
	'Integrations Viewed': 'usage',
	'Onboarding Step Completed': 'usage',
	'Product Viewed': 'transactions',
	'Product Added': 'transactions',
	'Product Removed': 'transactions',
	'Product Wished': 'transactions',
	'Coupon Applied': 'transactions',
	'Checkout Started': 'transactions',
	'Order Completed': 'transactions',
	'Order Tracked': 'transactions',
	'Order Refunded': 'transactions',
	'Subscription Upgraded': 'transactions',
	'Subscription Downgraded': 'transactions',
	'Subscription Cancelled': 'transactions',
	'Add-on Purchased': 'transactions',
	'Help Center': 'support',
	'Chat Started': 'support',
	'Ticket Created': 'support',
	'Ticket Resolved': 'support',
	'NPS Answered': 'support',
	'Feature Requested': 'support',
	'Email Sent': 'engagement',
	'Email Opened': 'engagement',
	'Email Clicked': 'engagement',
	'Email Unsubscribed': 'engagement',
	'Push Sent': 'engagement',
	'Push Opened': 'engagement',
	'In-App Message Clicked': 'engagement',
	Blog: 'engagement',
	'Content Read': 'engagement',
	'Webinar Attended': 'engagement',
	'Review Posted': 'engagement',
	'Social Shared': 'engagement',
	'Signed Up': 'identity',
	identify: 'identity',
};

/** Names that are pages rather than things done. */
export const pageNames: ReadonlySet<string> = new Set(['Home', 'Help Center', 'Blog']);

/** What the company does, not the customer; a customer who is silent still receives them. */
export const companyEvents: ReadonlySet<string> = new Set(['Email Sent', 'Push Sent', 'Ticket Resolved']);
