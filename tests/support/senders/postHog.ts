import { PostHog } from 'posthog-node';
import type { Target, VendorSender } from './types';

async function send({ address, key, run, at }: Target): Promise<readonly string[]> {
	const problems: string[] = [];
	const postHog = new PostHog(key, { host: address, flushAt: 100 });
	postHog.on('error', (error) => problems.push(String(error)));
	const [distinctId, timestamp] = [`ada-${run}`, new Date(at)];
	postHog.identify({ distinctId, properties: { $set: { email: 'ada@example.com' }, $anon_distinct_id: `cookie-${run}` } });
	postHog.alias({ distinctId, alias: `old-${run}` });
	postHog.groupIdentify({ groupType: 'company', groupKey: `acme-${run}`, properties: { seats: 4 } });
	postHog.capture({ distinctId: `visitor-${run}`, event: '$pageview', properties: { $process_person_profile: false, $current_url: 'https://shop.example' }, timestamp });
	postHog.capture({
		distinctId, event: 'Order Completed', timestamp,
		properties: { order_id: `o-${run}`, revenue: 49.9, currency: 'USD', $set: { plan: 'pro' }, $session_id: `s-${run}` },
	});
	const flags = await postHog.evaluateFlags(distinctId);
	if (flags.keys.length > 0) problems.push('flags that nobody set');
	await postHog.shutdown();
	return problems;
}

function events({ run, at }: Target): ReturnType<VendorSender['events']> {
	return [
		{ kind: 'identify', customerId: `ada-${run}`, anonymousId: `cookie-${run}`, properties: { email: 'ada@example.com' } },
		{ kind: 'alias', customerId: `ada-${run}`, anonymousId: `old-${run}` },
		{ kind: 'group', customerId: null, anonymousId: `$company_acme-${run}`, properties: { groupId: `acme-${run}`, groupType: 'company', seats: 4 } },
		{ kind: 'page', name: 'page', customerId: null, anonymousId: `visitor-${run}`, occurredAt: at },
		{
			kind: 'track', name: 'Order Completed', customerId: `ada-${run}`, orderId: `o-${run}`, revenueCents: 4990, currency: 'USD',
			sessionId: `s-${run}`, occurredAt: at,
		},
		{ kind: 'identify', customerId: `ada-${run}`, properties: { plan: 'pro' } },
	];
}

export const postHogSender: VendorSender = {
	name: 'posthog-node',
	send,
	events,
	requests: ['POST flags 200', 'POST batch 200'],
};

/** The same client with the capture API that answers for each event. */
export const postHogSenderV1: VendorSender = {
	name: 'posthog-node by its newer capture API',
	send: async (target) => {
		process.env.POSTHOG_CAPTURE_MODE = 'v1';
		try {
			return await send(target);
		} finally {
			delete process.env.POSTHOG_CAPTURE_MODE;
		}
	},
	events,
	requests: ['POST flags 200', 'POST i/v1/analytics/events 200'],
};
