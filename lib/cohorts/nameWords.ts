/** A word with a meaning in numbers: a name may use it only where one of the traits is shown. */
export interface NameWord {
	readonly words: RegExp;
	/** Trait (see `traits`) and direction; any one of them is enough. */
	readonly shows: Readonly<Record<string, 1 | -1>>;
}

/** What words in a name promise, to be held against the statistics. */
export const nameWords: readonly NameWord[] = [
	{ words: /\b(big spend\w*|high[- ]value|vips?|whales?|valuable|lucrative|top customers|best customers|wealthy)\b/i, shows: { spend: 1, basket: 1 } },
	{ words: /\b(small spend\w*|low[- ]value|low[- ]spend\w*)\b/i, shows: { spend: -1, basket: -1 } },
	{ words: /\b(loyal\w*|frequent|regulars?|repeat|habitual)\b/i, shows: { orders: 1, recentOrders: 1, activity: 1, tenure: 1 } },
	{ words: /\b(lapsed|dormant|sleep\w*|inactive|lost|gone|churned|absent)\b/i, shows: { recentOrders: -1, recentActivity: -1, activity: -1, orders: -1 } },
	{ words: /\b(fading|slipping|drifting|declining|cooling|at[- ]risk|leaving|leavers)\b/i, shows: { trend: -1, recentOrders: -1, recentActivity: -1, activity: -1, churnRisk: 1 } },
	{ words: /\b(growing|rising|accelerating)\b/i, shows: { trend: 1, upgrades: 1 } },
	{ words: /\b(new|newcomers?|newbies|fresh|beginners?|arrivals)\b/i, shows: { tenure: -1 } },
	{ words: /\b(veterans?|long[- ]standing|long[- ]time|old)\b/i, shows: { tenure: 1 } },
	{ words: /\b(bargain\w*|deal|deals|discount\w*|coupon\w*|thrifty|savers?)\b/i, shows: { discounts: 1 } },
	{ words: /\b(full[- ]price)\b/i, shows: { discounts: -1 } },
	{ words: /\b(power users?|heavy users?|busy|super users?)\b/i, shows: { activity: 1, breadth: 1 } },
	{ words: /\b(quiet|rare|seldom|occasional|light)\b/i, shows: { activity: -1, orders: -1, breadth: -1, recentOrders: -1 } },
	{ words: /\b(webinars?|attendees)\b/i, shows: { webinars: 1 } },
	{ words: /\b(readers?|bookworms?)\b/i, shows: { content: 1, email: 1 } },
	{ words: /\b(mobile|phone)\b/i, shows: { mobile: 1 } },
	{ words: /\b(desktop)\b/i, shows: { mobile: -1 } },
	{ words: /\b(night\w*)\b/i, shows: { night: 1, evening: 1 } },
	{ words: /\b(evening\w*)\b/i, shows: { evening: 1, night: 1 } },
	{ words: /\b(weekend\w*)\b/i, shows: { weekend: 1 } },
	{ words: /\b(integrat\w*)\b/i, shows: { integrations: 1 } },
	{ words: /\b(pric(e|es|ing) (check|watch|view|compar|evaluat)\w*|evaluators?|comparers?)\b/i, shows: { pricing: 1, integrations: 1, browsing: 1 } },
	{ words: /\b(window|browsers?|lookers?)\b/i, shows: { browsing: 1, carts: 1, orders: -1, cartCompletion: -1 } },
	{ words: /\b(struggl\w*|stuck|frustrat\w*|troubled)\b/i, shows: { errors: 1, support: 1, satisfaction: -1 } },
	{ words: /\b(unhappy|detractors?|disappointed|angry|critics?)\b/i, shows: { satisfaction: -1, refunds: 1 } },
	{ words: /\b(promoters?|advocates?|fans?|happy|delighted|champions?)\b/i, shows: { satisfaction: 1, orders: 1, spend: 1, email: 1 } },
	{ words: /\b(cart|carts|basket leavers|abandon\w*)\b/i, shows: { carts: 1, cartCompletion: -1 } },
	{ words: /\b(export\w*)\b/i, shows: { exports: 1 } },
	{ words: /\b(search\w*)\b/i, shows: { searches: 1 } },
	{ words: /\b(refund\w*|returners?)\b/i, shows: { refunds: 1 } },
	{ words: /\b(upgrad\w*)\b/i, shows: { upgrades: 1 } },
	{ words: /\b(downgrad\w*)\b/i, shows: { downgrades: 1 } },
];
