/** A bucket of requests that refills evenly; one for each sender. */
export interface RequestBudget {
	/** Seconds until a request is allowed; 0 when this one is, and it is counted. */
	take(sender: string, now: number): number;
}

/** Senders remembered at once; the ones longest unseen are forgotten, which only ever allows more. */
const SENDERS_MAX = 10_000;

/** At most `perMinute` requests a minute for each sender, with a burst of a tenth of it (at least ten). */
export function openRequestBudget(perMinute: number): RequestBudget {
	const burst = Math.max(10, Math.ceil(perMinute / 10));
	const perMillisecond = perMinute / 60_000;
	const buckets = new Map<string, { tokens: number; at: number }>();
	return {
		take: (sender, now) => {
			const known = buckets.get(sender) ?? { tokens: burst, at: now };
			const tokens = Math.min(burst, known.tokens + (now - known.at) * perMillisecond);
			buckets.delete(sender);
			buckets.set(sender, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
			if (buckets.size > SENDERS_MAX) buckets.delete(buckets.keys().next().value ?? '');
			return tokens >= 1 ? 0 : Math.ceil((1 - tokens) / perMillisecond / 1000);
		},
	};
}
