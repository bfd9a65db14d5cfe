import mixpanel from 'mixpanel';
import type { VendorSender } from './types';

/** Runs a call of the client, which tells its end by a callback with an error or none. */
async function finish(call: (done: (error: unknown) => void) => void): Promise<string[]> {
	const error = await new Promise<unknown>((resolve) => call(resolve));
	return error === undefined || error === null ? [] : [String(error)];
}

export const mixpanelSender: VendorSender = {
	name: 'mixpanel',
	async send({ address, key, run, at }) {
		const { host, pathname } = new URL(address);
		const problems: string[] = [];
		const note = (...words: unknown[]) => problems.push(words.join(' '));
		const silent = () => undefined;
		const logger = { trace: silent, debug: silent, info: silent, warn: note, error: note };
		const settings = { host, protocol: 'http', path: pathname, logger, keepAlive: false };
		const [plain, verbose] = [mixpanel.init(key, settings), mixpanel.init(key, { ...settings, verbose: true })];
		// The client itself warns of this way to prove an import, its other ways need HTTPS.
		const proven: object = { key, logger: { ...logger, warn: silent } };
		const importing = mixpanel.init(key, { ...settings, ...proven });
		const distinct_id = `ada-${run}`;
		const order = { distinct_id, order_id: `o-${run}`, revenue: 49.9, currency: 'USD' };
		const ends = [
			await finish((done) => plain.track('Order Completed', { ...order, time: new Date(at), $insert_id: `i1-${run}` }, done)),
			await finish((done) => verbose.track('Signed In', { distinct_id, $device_id: `phone-${run}`, $user_id: distinct_id }, done)),
			await finish((done) => plain.people.set(distinct_id, { $email: 'ada@example.com', plan: 'pro' }, {}, done)),
			await finish((done) => verbose.people.increment(distinct_id, 'visits', 1, {}, done)),
			await finish((done) => plain.groups.set('company', `acme-${run}`, { seats: 4 }, {}, done)),
			await finish((done) => plain.alias(distinct_id, `old-${run}`, done)),
			await finish((done) => plain.track_batch(['A', 'B'].map((event) => ({ event, properties: { distinct_id, time: new Date(at) } })), {}, done)),
			await finish((done) => importing.import('Export', new Date(at), { distinct_id, $insert_id: `i2-${run}` }, done)),
		];
		return [...problems, ...ends.flat()];
	},
	events: ({ run, at }) => [
		{
			kind: 'track', name: 'Order Completed', eventId: `i1-${run}`, customerId: `ada-${run}`, orderId: `o-${run}`, revenueCents: 4990,
			currency: 'USD', occurredAt: at,
		},
		{ name: 'Signed In', customerId: `ada-${run}`, anonymousId: `phone-${run}` },
		{ kind: 'identify', customerId: `ada-${run}`, properties: { email: 'ada@example.com', plan: 'pro' } },
		{ kind: 'identify', customerId: `ada-${run}`, properties: { $add: { visits: 1 } } },
		{ kind: 'group', customerId: null, anonymousId: `$company_acme-${run}`, properties: { groupId: `acme-${run}`, groupType: 'company', seats: 4 } },
		{ kind: 'alias', customerId: `ada-${run}`, anonymousId: `old-${run}` },
		{ name: 'A', customerId: `ada-${run}`, occurredAt: at },
		{ name: 'B', customerId: `ada-${run}`, occurredAt: at },
		{ name: 'Export', eventId: `i2-${run}`, customerId: `ada-${run}`, occurredAt: at },
	],
	requests: [
		'GET track 200', 'GET track 200', 'GET engage 200', 'GET engage 200', 'GET groups 200', 'GET track 200', 'POST track 200',
		'GET import 200',
	],
};
