/** Topics for those without labels of their own, in the order in which equal weights are decided. */
export const bundledTopics = [
	'cancellation',
	'refund',
	'billing',
	'account access',
	'delivery',
	'bug',
	'performance',
	'feature request',
	'how-to',
	'praise',
	'other',
] as const;
export type BundledTopic = (typeof bundledTopics)[number];

/** Changes when a topic, a phrase or a weight does: events say which taxonomy named their topic. */
export const bundledVersion = 'bundled-1';

/**
 * Phrases by how much they say: 3 hardly leaves a doubt, 2 is usual for the topic, 1 is a sign. Words stand without their
 * endings (`plainWord`), phrases of up to four words are separated by commas.
 */
export const topicPhrases: Readonly<Record<Exclude<BundledTopic, 'other'>, Readonly<Record<1 | 2 | 3, string>>>> = {
	cancellation: {
		3: `cancel my subscription, cancel my account, cancel my plan, cancel the subscription, cancel my membership, cancel my contract,
			close my account, delete my account, end my subscription, stop my subscription, terminate my account, terminate my contract,
			want to cancel, like to cancel, unsubscribe from the plan, do not renew, don't renew, leaving for, switching to a competitor`,
		2: 'cancel, cancellation, terminate, termination, unsubscribe, auto renewal, auto renew, opt out, quit, close account, delete account',
		1: 'leave, renewal, contract, competitor, end of the month, notice period',
	},
	refund: {
		3: `refund, money back, reimburse, reimbursement, give me back, chargeback, charge back, return my money, get my money`,
		2: 'return label, compensation, credit note, store credit, send it back, sent it back, return the item, return policy, return my order',
		1: 'return, compensate, dispute, guarantee',
	},
	billing: {
		3: `charged twice, double charge, charged me twice, wrong amount, incorrect invoice, unexpected charge, overcharge, payment failed,
			payment declined, card declined, payment was declined, invoice, billing, extra charge, extra fee, direct debit`,
		2: `charge, payment, bill, receipt, vat, tax, fee, credit card, debit card, price increase, pricing, paid, transaction, top up, statement,
			exchange rate, transfer, purchase order`,
		1: 'card, price, cost, pay, amount, bank, subscription, plan, discount, coupon, voucher, euro, dollar, pound, money',
	},
	'account access': {
		3: `forgot my password, reset my password, password reset, reset password, can't log in, cannot log in, can't login, cannot login,
			unable to log in, unable to login, can't sign in, cannot sign in, locked out, account locked, account is locked, two factor,
			verification code, passcode, verify my identity, account was hacked, account blocked, account is blocked, unlock, pin blocked, pin is blocked`,
		2: 'password, login, log in, sign in, signin, 2fa, authentication, authenticator, username, verify, verification, identity, hacked, sso',
		1: 'account, access, email address, phone number, profile, code, pin, security',
	},
	delivery: {
		3: `where is my order, where is my parcel, where is my package, not arrived, hasn't arrived, has not arrived, haven't received my order,
			never arrived, not been delivered, still waiting on, still waiting for, tracking number, tracking link, courier, parcel, lost in the mail, lost in the post, shipment`,
		2: 'delivery, deliver, delivered, shipping, ship, package, track, arrive, dispatch, warehouse, post office, carrier, customs, damaged in transit',
		1: 'order, address, late, received, waiting, week, box, item, postal',
	},
	bug: {
		3: `error message, error code, doesn't work, does not work, not working, isn't working, stopped working, app crash, keeps crashing, bug,
			broken link, blank page, blank screen, white screen, 404, 500 error, exception, stack trace`,
		2: 'error, crash, broken, glitch, fail, failing, freeze, frozen, wrong result, unable to, corrupted, disappeared, missing data, not loading, nothing happens',
		1: 'issue, problem, click, button, page, wrong, screen, update, version, fix, unable, sync, upload',
	},
	performance: {
		3: `very slow, too slow, so slow, really slow, extremely slow, takes forever, slow loading, loads slowly, time out, timeout, timed out,
			latency, performance, lagging, laggy, response time`,
		2: 'slow, slowly, lag, sluggish, outage, downtime, unresponsive, server down, is down, takes minutes, hang',
		1: 'loading, load, speed, wait, memory, faster',
	},
	'feature request': {
		3: `feature request, please add, would be great if, would be nice if, would love to see, would be helpful if, could you add, can you add,
			suggestion, suggest a feature, it would be useful, wish there was, wish you had, missing feature, on your roadmap, roadmap`,
		2: 'would be great, would be nice, would love, feature, support for, integrate with, integration with, dark mode, enhancement, improvement, wish',
		1: 'add, option, integration, api, export, improve, idea, allow, custom',
	},
	'how-to': {
		3: 'step by step, tutorial, documentation, user guide, show me how, help me set up, what is the best way, where can i find, where do i find',
		2: `how do i, how can i, how to, how do you, how does, how should i, how would i, is there a way, is it possible, guide, instructions,
			explain, set up, setup, configure, what does, where can i, where do i`,
		1: 'can i, question, help, wondering, understand, possible, need to know, learn, find',
	},
	praise: {
		3: `thank you so much, thanks so much, great job, great work, keep up the good work, love your, love this, love the, best app,
			excellent service, amazing service, great service, great support, highly recommend, well done, you guys rock, fantastic`,
		2: 'love, awesome, excellent, amazing, great product, perfect, wonderful, impressed, happy with, brilliant, appreciate',
		1: 'thank, thanks, great, nice, good, helpful, happy',
	},
};
