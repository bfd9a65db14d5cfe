import type { Vocabulary } from './types';

/**
 * The names one behaviour goes by: Segment's spec first, then the names of the simulator, GA4, PostHog and
 * Mixpanel habits. Features refer to a behaviour; a sender's own name is added here, once.
 */
const names = {
	signIn: ['Signed In', 'Logged In', 'User Signed In', 'login', 'signed_in'],
	featureUse: ['Feature Used', 'feature_used'],
	pricingView: ['Pricing Viewed', 'Pricing', 'Pricing Page Viewed', 'Viewed Pricing', 'pricing_viewed'],
	integrationsView: ['Integrations Viewed', 'Integrations', 'integrations_viewed'],
	search: ['Search Performed', 'Products Searched', 'Searched', 'search', 'search_performed'],
	export: ['Report Exported', 'Data Exported', 'Exported', 'report_exported'],
	error: ['Error Shown', 'Error', 'Error Occurred', 'exception', 'error_shown', '$exception'],
	productView: ['Product Viewed', 'Viewed Product', 'view_item', 'product_viewed'],
	cartAddition: ['Product Added', 'Added to Cart', 'add_to_cart', 'product_added_to_cart'],
	checkout: ['Checkout Started', 'begin_checkout', 'checkout_started'],
	refund: ['Order Refunded', 'refund', 'order_refunded'],
	upgrade: ['Subscription Upgraded', 'Plan Upgraded', 'subscription_upgraded'],
	downgrade: ['Subscription Downgraded', 'Plan Downgraded', 'subscription_downgraded'],
	ticket: ['Ticket Created', 'Support Ticket Created', 'Chat Started', 'ticket_created'],
	ticketUnderstood: ['Ticket Understood'],
	survey: ['NPS Answered', 'NPS Submitted', 'nps_answered'],
	emailSent: ['Email Sent', 'Email Delivered', 'email_sent'],
	emailOpen: ['Email Opened', 'email_opened'],
	emailClick: ['Email Clicked', 'Email Link Clicked', 'email_clicked'],
	pushSent: ['Push Sent', 'Push Notification Sent', 'push_sent'],
	pushOpen: ['Push Opened', 'Push Notification Tapped', 'Push Notification Opened', 'push_opened'],
	inAppClick: ['In-App Message Clicked', 'In App Message Clicked', 'in_app_message_clicked'],
	webinar: ['Webinar Attended', 'webinar_attended'],
	content: ['Content Read', 'Article Read', 'Blog', 'content_read'],
} as const satisfies Vocabulary['names'];

/** Events with an amount on them that is not, or not yet, a purchase (Segment repeats it at every step). */
const amountsWithoutPurchase: readonly string[] = [
	...names.productView,
	...names.cartAddition,
	...names.checkout,
	'Cart Viewed',
	'Product List Viewed',
	'Product Clicked',
	'Product Removed',
	'Product Shared',
	'Product Wished',
	'Product Added to Wishlist',
	'Product Removed from Wishlist',
	'Wishlist Product Added to Cart',
	'Product Reviewed',
	'Coupon Applied',
	'Payment Info Entered',
	'Checkout Step Viewed',
	'Checkout Step Completed',
	'Order Updated',
	'Order Cancelled',
	'select_item',
	'view_item_list',
	'view_cart',
	'add_to_wishlist',
	'remove_from_cart',
	'add_payment_info',
	'add_shipping_info',
	'order_cancelled',
];

/**
 * What the company does, not the customer: a customer who fell silent still receives it, so it says nothing
 * about being active. Events this product records itself are among them.
 */
export const companyActions: readonly string[] = [
	...names.emailSent,
	...names.pushSent,
	...names.ticketUnderstood,
	'Email Bounced',
	'Push Notification Received',
	'Push Notification Bounced',
	'SMS Sent',
	'Message Sent',
	'message_sent',
	'Offer Decided',
	'Ticket Resolved',
	'Ticket Closed',
	'Chat Answered',
	'Chat Closed',
	'Chat Reopened',
	'Chat Snoozed',
	'Customer Tagged',
	'Subscription Renewed',
];

/** The vocabulary of the catalogue. */
export const vocabulary: Vocabulary = {
	names,
	activity: { kinds: ['track', 'page', 'screen'], exceptNames: companyActions },
	purchase: { revenue: 'positive', exceptNames: [...amountsWithoutPurchase, ...names.refund] },
	refund: { revenue: 'negative' },
	money: { exceptNames: amountsWithoutPurchase },
};
