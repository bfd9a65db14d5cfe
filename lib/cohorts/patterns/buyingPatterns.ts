import type { NamePattern } from '../types';

/** How people buy: how often, how much, at what price. */
export const buyingPatterns: readonly NamePattern[] = [
	{
		name: 'Loyal Big Spenders', when: { spend: 1, orders: 1 }, suggestedPurpose: 'reward',
		suggestedAction: 'Thank them with early access and service rather than discounts, and ask for referrals.',
	},
	{
		name: 'Best Customers', when: { spend: 1, orders: 1, recentOrders: 1 }, suggestedPurpose: 'reward',
		suggestedAction: 'Treat them as insiders: early access, a personal contact, and no needless discounts.',
	},
	{
		name: 'Loyal Regulars', when: { orders: 1, recentOrders: 1 }, suggestedPurpose: 'reward',
		suggestedAction: 'Keep the rhythm: a reminder when the next order is due, and a thank-you now and then.',
	},
	{
		name: 'Steady Full-Price Buyers', when: { orders: 1, discounts: -1 }, suggestedPurpose: 'reward',
		suggestedAction: 'Do not train them to wait for discounts: offer service and early access instead.',
	},
	{
		name: 'Loyal All-Round Shoppers', when: { orders: 1, variety: 1 }, suggestedPurpose: 'reward',
		suggestedAction: 'Show them first what is new across the range, and thank them for coming back.',
	},
	{
		name: 'Loyal Big-Basket Buyers', when: { orders: 1, basket: 1 }, suggestedPurpose: 'reward',
		suggestedAction: 'Make large orders easy: a saved basket, a reminder when the next one is due.',
	},
	{
		name: 'Loyal Stock-Up Shoppers', when: { orders: 1, variety: 1, basket: 1 }, suggestedPurpose: 'reward',
		suggestedAction: 'Keep the rhythm: a reminder when stocks run low, and a thank-you now and then.',
	},
	{
		name: 'Coupon Clickers', when: { discounts: 1, email: 1 }, suggestedPurpose: 'recommend',
		suggestedAction: 'They answer coupons by mail: send few, small ones, and measure what they add.',
	},
	{
		name: 'Frequent Buyers', when: { orders: 1 }, suggestedPurpose: 'reward',
		suggestedAction: 'Reward the habit with a loyalty benefit and show what goes with what they buy.',
	},
	{
		name: 'Big Spenders', when: { spend: 1 }, suggestedPurpose: 'reward',
		suggestedAction: 'Give them premium choices and personal service.',
	},
	{
		name: 'Big Basket Buyers', when: { basket: 1 }, suggestedPurpose: 'recommend',
		suggestedAction: 'Offer bundles and free shipping above a threshold.',
	},
	{
		name: 'Big Seldom Buyers', when: { basket: 1, orders: -1 }, suggestedPurpose: 'recommend',
		suggestedAction: 'Write when something worth a large order is new, not every week.',
	},
	{
		name: 'Small Frequent Buyers', when: { basket: -1, orders: 1 }, suggestedPurpose: 'recommend',
		suggestedAction: 'Raise the basket with bundles and a shipping threshold.',
	},
	{
		name: 'Wide-Range Shoppers', when: { variety: 1 }, suggestedPurpose: 'recommend',
		suggestedAction: 'Show what is new across categories.',
	},
	{
		name: 'One-Product Buyers', when: { variety: -1 }, suggestedPurpose: 'recommend',
		suggestedAction: 'Introduce one neighbouring product at a time.',
	},
	{
		name: 'Bargain Hunters', when: { discounts: 1 }, suggestedPurpose: 'recommend',
		suggestedAction: 'Keep discounts for slow days and end-of-line goods; test small ones first.',
	},
	{
		name: 'Bargain Basket Leavers', when: { discounts: 1, carts: 1 }, suggestedPurpose: 'recommend',
		suggestedAction: 'Remind them of the basket first; add a small coupon only if the reminder fails.',
	},
	{
		name: 'Cart Abandoners', when: { carts: 1, orders: -1 }, suggestedPurpose: 'recommend',
		suggestedAction: 'Remind them of the basket within a day and remove doubts about shipping and returns.',
	},
	{
		name: 'Hesitant Cart Fillers', when: { cartCompletion: -1 }, suggestedPurpose: 'recommend',
		suggestedAction: 'Remind them of the basket and answer the questions that stop people at the checkout.',
	},
	{
		name: 'Window Shoppers', when: { browsing: 1, orders: -1 }, suggestedPurpose: 'recommend',
		suggestedAction: 'Show them what they looked at with reviews and a reason to decide.',
	},
	{
		name: 'Product Browsers', when: { browsing: 1 }, suggestedPurpose: 'recommend',
		suggestedAction: 'Recommend by what they looked at last.',
	},
	{
		name: 'Low-Effort Loyal Buyers', when: { activity: -1, orders: 1 }, suggestedPurpose: 'reward',
		suggestedAction: 'Make reordering effortless and otherwise leave them in peace.',
	},
	{
		name: 'Old Friends', when: { tenure: 1, orders: 1 }, suggestedPurpose: 'reward',
		suggestedAction: 'Thank them for the years and ask for a review.',
	},
	{
		name: 'Frequent Refunders', when: { refunds: 1 }, suggestedPurpose: 'educate',
		suggestedAction: 'Help them choose right the first time: sizes, comparisons, reviews.',
	},
	{
		name: 'Seldom Buyers', when: { orders: -1 }, suggestedPurpose: 'recommend',
		suggestedAction: 'Find the one product that brings a second order.',
	},
	{
		name: 'Small Spenders', when: { spend: -1 }, suggestedPurpose: 'recommend',
		suggestedAction: 'Keep contact cheap: automate it, and look for those who could grow.',
	},
	{
		name: 'Occasional Small Buyers', when: { spend: -1, orders: -1 }, suggestedPurpose: 'recommend',
		suggestedAction: 'Keep contact cheap, and test what brings a second order.',
	},
];
