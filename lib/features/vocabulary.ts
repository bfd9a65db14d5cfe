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
	couponEntry: ['Coupon Entered', 'Coupon Applied', 'Coupon Denied', 'coupon_applied'],
	checkout: ['Checkout Started', 'begin_checkout', 'checkout_started'],
	refund: ['Order Refunded', 'refund', 'order_refunded'],
	upgrade: ['Subscription Upgraded', 'Plan Upgraded', 'subscription_upgraded'],
	downgrade: ['Subscription Downgraded', 'Plan Downgraded', 'subscription_downgraded'],
	addOn: ['Add-on Purchased', 'Add-On Purchased', 'Addon Purchased', 'addon_purchased'],
	arrival: ['Signed Up', 'User Signed Up', 'Account Created', 'sign_up', 'signed_up', 'first_visit'],
	ticket: ['Ticket Created', 'Support Ticket Created', 'Chat Started', 'ticket_created'],
	ticketEnd: ['Ticket Resolved', 'Ticket Closed', 'Chat Closed', 'ticket_resolved'],
	ticketUnderstood: ['Ticket Understood'],
	survey: ['NPS Answered', 'NPS Submitted', 'nps_answered'],
	emailSent: ['Email Sent', 'Email Delivered', 'email_sent'],
	emailOpen: ['Email Opened', 'email_opened'],
	emailClick: ['Email Clicked', 'Email Link Clicked', 'email_clicked'],
	pushSent: ['Push Sent', 'Push Notification Sent', 'push_sent'],
	pushOpen: ['Push Opened', 'Push Notification Tapped', 'Push Notification Opened', 'push_opened'],
	inAppShown: ['In-App Message Shown', 'In-App Message Viewed', 'In App Message Viewed', 'in_app_message_shown'],
	inAppClick: ['In-App Message Clicked', 'In App Message Clicked', 'in_app_message_clicked'],
	webinar: ['Webinar Attended', 'webinar_attended'],
	socialShare: ['Social Shared', 'Product Shared', 'Content Shared', 'share', 'social_shared'],
	review: ['Review Posted', 'Product Reviewed', 'Review Submitted', 'review_posted'],
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
	...names.inAppShown,
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

/** Phones and tablets, as trackers and vendors word them. */
const mobileDevices: readonly string[] = [
	'mobile', 'Mobile', 'mobile phone', 'smartphone', 'Smartphone', 'phone', 'Phone', 'tablet', 'Tablet',
	'ios', 'iOS', 'iPhone', 'iPad', 'android', 'Android',
];

const desktopDevices: readonly string[] = ['desktop', 'Desktop', 'computer', 'Computer', 'laptop', 'web', 'Mac', 'Windows'];

/** Pieces of a referrer (a word or an address) by which it is known where somebody came from. */
const referrers = {
	search: ['search', 'google.', 'bing.', 'duckduckgo.', 'ecosia.', 'yahoo.', 'yandex.', 'baidu.'],
	social: [
		'social', 'facebook', 'instagram', 'twitter.', '//t.co/', '//x.com', 'linkedin', 'lnkd.in', 'tiktok', 'pinterest',
		'youtube', 'reddit',
	],
	person: ['friend', 'referral', 'invit'],
} as const satisfies Vocabulary['referrers'];

/** The vocabulary of the catalogue. */
export const vocabulary: Vocabulary = {
	names,
	activity: { kinds: ['track', 'page', 'screen'], exceptNames: companyActions },
	purchase: { revenue: 'positive', exceptNames: [...amountsWithoutPurchase, ...names.refund] },
	refund: { revenue: 'negative' },
	money: { exceptNames: amountsWithoutPurchase },
	mobileDevices,
	desktopDevices,
	referrers,
};
