import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resolvedEvents } from '../../../../lib/events/resolvedEvents';
import { shopifySource } from '../../../../lib/events/sources/shopify/source';
import { examples as shopifyExamples } from '../../../../lib/events/sources/shopify/example';
import { stripeSource } from '../../../../lib/events/sources/stripe/source';
import type { SentRequest } from '../../../../lib/events/types';
import { collectRequest } from '../../../../lib/journeys/collectRequest';
import { sql } from '../../../../lib/sql/sql';
import { letIn } from '../../../support/letIn';
import { openTestEngine } from '../../../support/openTestEngine';
import { sentRequestOf } from '../../../support/sentRequestOf';

const require = createRequire(join(__dirname, '../../../package.json'));
const today = '2025-03-01T12:00:00Z';
const seconds = Date.parse(today) / 1000;

interface StripeLibrary {
	readonly webhooks: {
		generateTestHeaderString(options: { payload: string; secret: string; timestamp?: number }): string;
		constructEvent(payload: string, header: string, secret: string, tolerance: number, cryptoProvider: undefined, receivedAt: number): { id: string };
	};
}
const stripeModule = require('stripe') as { default?: new (key: string) => StripeLibrary } & (new (key: string) => StripeLibrary);
const stripe = new (stripeModule.default ?? stripeModule)('sk_test_key');

const payload = JSON.stringify({ id: 'evt_1', type: 'charge.succeeded', created: seconds, data: { object: { id: 'ch_1', amount: 1999, currency: 'eur', customer: 'cus_1', created: seconds } } });

function stripeRequest(header: string, body = payload): SentRequest {
	return { method: 'POST', path: '', query: {}, headers: { 'stripe-signature': header }, body: Buffer.from(body) };
}

test("a request signed by Stripe's own library is taken, and stored once however often it is delivered", async () => {
	const engine = await openTestEngine({ today });
	const header = stripe.webhooks.generateTestHeaderString({ payload, secret: 'whsec_1', timestamp: seconds });
	const gate = { source: 'auto' as const, policy: letIn, secret: 'whsec_1' };
	const first = await collectRequest(engine, gate, stripeRequest(header));
	const second = await collectRequest(engine, gate, stripeRequest(header));
	expect(first.answer).toEqual({ status: 200, body: { received: true } });
	expect(first.fresh).toMatchObject([{ name: 'Order Completed', revenueCents: 1999 }]);
	expect(second.answer.status).toBe(200);
	expect(second.fresh).toEqual([]);
});

test.each([
	['another secret', stripe.webhooks.generateTestHeaderString({ payload, secret: 'whsec_2', timestamp: seconds }), payload],
	['other bytes', stripe.webhooks.generateTestHeaderString({ payload, secret: 'whsec_1', timestamp: seconds }), payload.replace('1999', '9999')],
	['a signature of six minutes ago', stripe.webhooks.generateTestHeaderString({ payload, secret: 'whsec_1', timestamp: seconds - 360 }), payload],
	['a signature of the future', stripe.webhooks.generateTestHeaderString({ payload, secret: 'whsec_1', timestamp: seconds + 360 }), payload],
	['a header that is none', 'nonsense', payload],
	['an empty signature', `t=${seconds},v1=`, payload],
])('%s is answered 401 and stores nothing', async (_title, header, body) => {
	const engine = await openTestEngine({ today });
	const { answer, fresh } = await collectRequest(engine, { source: 'auto', policy: letIn, secret: 'whsec_1' }, stripeRequest(header, body));
	expect(answer.status).toBe(401);
	expect(fresh).toEqual([]);
	expect(await engine.store.query(sql`select * from events`)).toEqual([]);
});

test("Stripe's own library takes what this one takes", () => {
	const header = stripe.webhooks.generateTestHeaderString({ payload, secret: 'whsec_1', timestamp: seconds });
	expect(stripeSource.isSigned(stripeRequest(header), 'whsec_1', seconds * 1000)).toBe(true);
	expect(stripe.webhooks.constructEvent(payload, header, 'whsec_1', 300, undefined, seconds * 1000).id).toBe('evt_1');
});

test("Shopify's own library takes what this one takes", async () => {
	const { shopifyApi, ApiVersion } = require('@shopify/shopify-api') as {
		shopifyApi(config: object): { webhooks: { validate(options: { rawBody: string; rawRequest: unknown; rawResponse: unknown }): Promise<{ valid: boolean }> } };
		ApiVersion: Record<string, string>;
	};
	require('@shopify/shopify-api/adapters/node');
	const [example] = shopifyExamples;
	const secret = example.secret ?? '';
	const shopify = shopifyApi({ apiKey: 'key', apiSecretKey: secret, scopes: [], hostName: 'shop.example', isEmbeddedApp: false, apiVersion: Object.values(ApiVersion).at(-1) });
	const request = sentRequestOf(example);
	const headers = {
		...request.headers,
		'x-shopify-api-version': '2025-01',
		'x-shopify-shop-domain': 'shop.myshopify.com',
		'x-shopify-webhook-id': 'b1',
	};
	const check = await shopify.webhooks.validate({ rawBody: request.body.toString(), rawRequest: { method: 'POST', url: '/', headers }, rawResponse: {} });
	expect(check.valid).toBe(true);
	expect(shopifySource.isSigned(request, secret)).toBe(true);
	expect(shopifySource.isSigned({ ...request, body: Buffer.concat([request.body, Buffer.from(' ')]) }, secret)).toBe(false);
});

test('an order, its later states and its refund are one purchase and one refund of the same customer', async () => {
	const engine = await openTestEngine({ today: '2025-03-01T15:00:10Z' });
	const gate = { source: 'auto' as const, policy: letIn, secret: 'shpss_secret' };
	const [paid] = shopifyExamples;
	const refund = shopifyExamples.find(({ title }) => title === 'a refund of one line') ?? paid;
	for (const example of [refund, paid, paid]) await collectRequest(engine, gate, sentRequestOf(example));
	const money = await engine.store.query(
		sql`select resolved_id, order_id, revenue_cents from ${resolvedEvents(Date.parse('2025-03-02'))} known where revenue_cents is not null order by revenue_cents`,
	);
	expect(money).toEqual([
		{ resolved_id: '207119551', order_id: '450789469', revenue_cents: -19900 },
		{ resolved_id: '207119551', order_id: '450789469', revenue_cents: 40994 },
	]);
});
