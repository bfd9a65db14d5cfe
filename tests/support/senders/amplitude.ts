import { createInstance, Identify, Revenue } from '@amplitude/analytics-node';
import type { VendorSender } from './types';

export const amplitudeSender: VendorSender = {
	name: '@amplitude/analytics-node',
	async send({ address, key, run, at }) {
		const problems: string[] = [];
		const note = (...words: unknown[]) => problems.push(words.join(' '));
		const silent = () => undefined;
		const amplitude = createInstance();
		const loggerProvider = { disable: silent, enable: silent, log: silent, debug: silent, warn: note, error: note };
		await amplitude.init(key, { serverUrl: `${address}/2/httpapi`, loggerProvider, flushQueueSize: 100 }).promise;
		const who = { user_id: `ada-${run}`, device_id: `phone-${run}`, time: at };
		const results = [
			amplitude.identify(new Identify().set('email', 'ada@example.com').setOnce('source', 'ad').add('visits', 1), who),
			amplitude.track('[Amplitude] Page Viewed', { '[Amplitude] Page Path': '/pricing' }, { device_id: `phone-${run}`, time: at }),
			amplitude.setGroup('company', 'acme', who),
			amplitude.groupIdentify('company', 'acme', new Identify().set('seats', 4), who),
			amplitude.revenue(new Revenue().setProductId('mug').setPrice(9.5).setQuantity(2).setCurrency('USD'), who),
			amplitude.track('Order Completed', { order_id: `o-${run}`, revenue: 49.9, currency: 'USD' }, { ...who, session_id: at, platform: 'iOS' }),
		];
		await amplitude.flush().promise;
		for (const { code, message } of await Promise.all(results.map(async ({ promise }) => await promise))) {
			if (code !== 200) problems.push(`${code}: ${message}`);
		}
		return problems;
	},
	events: ({ run, at }) => [
		{
			kind: 'identify', customerId: `ada-${run}`, anonymousId: `phone-${run}`, occurredAt: at,
			properties: { email: 'ada@example.com', source: 'ad', $add: { visits: 1 } },
		},
		{ kind: 'page', name: 'page', customerId: null, anonymousId: `phone-${run}`, occurredAt: at },
		{ kind: 'group', customerId: `ada-${run}`, properties: { groups: { company: 'acme' }, seats: 4 } },
		{ kind: 'group', customerId: `ada-${run}`, properties: { groups: { company: 'acme' } } },
		{ kind: 'track', name: 'revenue_amount', customerId: `ada-${run}`, productId: 'mug', quantity: 2, revenueCents: 1900, currency: 'USD' },
		{
			kind: 'track', name: 'Order Completed', customerId: `ada-${run}`, orderId: `o-${run}`, revenueCents: 4990, currency: 'USD',
			sessionId: String(at), platform: 'iOS', occurredAt: at,
		},
	],
	requests: ['POST 2/httpapi 200'],
};
