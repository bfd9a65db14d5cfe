// The event of this number in this generation, the same for whoever makes it: some know a visitor, some are aliases.
function loadEvent(generation, count) {
	const occurredAt = 1735689600000 + count;
	const isAlias = count % 25 === 7;
	const isVisit = count % 10 === 3;
	return {
		eventId: `${generation}-${count}`,
		customerId: isAlias ? `${generation}-customer-${count % 200}` : `customer-${count % 50}`,
		anonymousId: isAlias || isVisit ? `${generation}-${isAlias ? 'earlier' : 'visitor'}-${count}` : null,
		kind: isAlias ? 'alias' : 'track', name: isAlias ? 'alias' : 'Feature Used', occurredAt, receivedAt: occurredAt,
		backfilled: false, sessionId: null, channel: null, campaign: null, orderId: null, productId: null, quantity: null,
		revenueCents: null, currency: null, discountCents: null, coupon: null, device: null, platform: null,
		properties: { count },
	};
}

// The same, but its aliases join the ids of few people in long chains.
function togetherEvent(generation, count) {
	const event = loadEvent(generation, count);
	if (event.kind !== 'alias') return event;
	const person = count % 4;
	const link = Math.floor(count / 4);
	return { ...event, anonymousId: `${generation}-${person}-${link}`, customerId: `${generation}-${person}-${Math.floor(link / 2)}` };
}

module.exports = { loadEvent, togetherEvent };
