import { Analytics } from '@segment/analytics-node';
import type { VendorSender } from './types';

export const segmentSender: VendorSender = {
	name: '@segment/analytics-node',
	async send({ address, key, run, at }) {
		const { origin, pathname: path } = new URL(address);
		const pathname = path === '/' ? '' : path;
		const problems: string[] = [];
		const analytics = new Analytics({ writeKey: key, host: origin, path: `${pathname}/v1/batch` });
		analytics.on('error', ({ code, reason }) => problems.push(`${code}: ${String(reason)}`));
		const [userId, timestamp] = [`ada-${run}`, new Date(at)];
		analytics.identify({ userId, anonymousId: `cookie-${run}`, traits: { email: 'ada@example.com' }, timestamp });
		analytics.page({ anonymousId: `cookie-${run}`, name: 'Pricing', properties: { path: '/pricing' }, timestamp });
		analytics.group({ userId, groupId: 'acme', traits: { seats: 4 }, timestamp });
		analytics.alias({ userId, previousId: `old-${run}`, timestamp });
		analytics.screen({ userId, name: 'Basket', timestamp });
		analytics.track({
			userId, event: 'Order Completed', timestamp,
			properties: { order_id: `o-${run}`, revenue: 49.9, currency: 'USD', products: [{ product_id: 'mug', quantity: 2, price: 20 }] },
			context: { userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1', campaign: { name: 'winter', medium: 'email', source: 'news' } },
		});
		await analytics.closeAndFlush();
		return problems;
	},
	events: ({ run, at }) => [
		{ kind: 'identify', customerId: `ada-${run}`, anonymousId: `cookie-${run}`, properties: { email: 'ada@example.com' }, occurredAt: at },
		{ kind: 'page', name: 'Pricing', customerId: null, anonymousId: `cookie-${run}`, properties: { path: '/pricing' } },
		{ kind: 'group', customerId: `ada-${run}`, properties: { groupId: 'acme', seats: 4 } },
		{ kind: 'alias', customerId: `ada-${run}`, anonymousId: `old-${run}` },
		{ kind: 'screen', name: 'Basket', customerId: `ada-${run}` },
		{
			kind: 'track', name: 'Order Completed', customerId: `ada-${run}`, orderId: `o-${run}`, revenueCents: 4990, currency: 'USD',
			productId: 'mug', quantity: 2, campaign: 'winter', channel: 'email', occurredAt: at,
		},
	],
	requests: ['POST v1/batch 200'],
};
