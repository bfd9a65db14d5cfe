import { DAY_MILLISECONDS } from '../../../lib/core/clock';
import { seededRandom, type Random } from '../../../lib/core/random';
import type { CustomerEvent } from '../../../lib/events/types';
import { evaluateFeatures } from '../../../lib/features/evaluateFeatures';
import type { FeatureDefinition } from '../../../lib/features/types';
import { anEvent, anOrder } from '../../support/anEvent';
import { asOf, plantCustomers } from './plantedCustomers';

export const cutoff = asOf - 30 * DAY_MILLISECONDS;
const day = (daysAgo: number): number => Math.round(asOf - daysAgo * DAY_MILLISECONDS);

function feature(name: string, missing: 'zero' | 'unknown', value: FeatureDefinition['value']): FeatureDefinition {
	return { name, label: `label of ${name}`, unit: 'number', missing, value };
}

/** What the customers of `tangledEvents` are described by. */
export const tangledFeatures: readonly FeatureDefinition[] = [
	feature('actions', 'zero', { kind: 'count', where: { names: ['Feature Used'] } }),
	feature('plan', 'unknown', { kind: 'last', of: { property: 'plan' }, where: { names: ['Plan Noted'] } }),
	feature('tenure', 'unknown', { kind: 'daysSinceFirst', where: { kinds: ['track'] } }),
	feature('orders30', 'zero', {
		kind: 'count',
		where: { names: ['Order Completed'] },
		window: { fromDays: 30, toDays: 0 },
	}),
	feature('price', 'unknown', { kind: 'last', of: { property: 'price' }, where: { names: ['Profile Answered'] } }),
	feature('evenings', 'zero', { kind: 'count', where: { names: ['Feature Used'], hours: { from: 18, to: 24 } } }),
	feature('gap', 'unknown', { kind: 'dayGap', statistic: 'mean', where: { kinds: ['track'] } }),
];

/** Planted customers whose history is told late, at the very cutoff, twice, by machines, and under other ids. */
export function tangledEvents(seed: number): readonly CustomerEvent[] {
	const { planted, events } = plantCustomers({ customers: 400, windows: 4, seed });
	const odd = planted.flatMap(({ id }, index) => [
		anEvent({ customerId: id, occurredAt: day(70) - 3 * 3_600_000 * (index % 3) }),
		anEvent({ customerId: id, occurredAt: cutoff, receivedAt: cutoff }),
		anEvent({ customerId: id, occurredAt: day(40), receivedAt: day(20) }),
		anEvent({ customerId: id, occurredAt: day(50), excluded: 'bot' }),
		anEvent({ customerId: id, name: 'Signed Up', occurredAt: day(300), receivedAt: day(5) }),
		anEvent({ customerId: id, name: 'Plan Noted', occurredAt: day(100), properties: { plan: 1 } }),
		anEvent({ customerId: id, name: 'Plan Noted', occurredAt: day(10), properties: { plan: 2 + (index % 2) } }),
		anEvent({ customerId: null, anonymousId: `${id}-device`, occurredAt: day(45 + (index % 5)) }),
		anEvent({ kind: 'identify', name: 'identify', customerId: id, anonymousId: `${id}-device`, occurredAt: day(20) }),
		...(index % 2 === 0 ? [anOrder({ customerId: id, occurredAt: day(35) - index })] : []),
	]);
	return [...events, ...odd];
}

export interface Corruption {
	readonly feature: string;
	/** The column as a careless computation would make it. */
	readonly corrupt: (column: Float64Array, context: CorruptionContext) => Float64Array;
}

export interface CorruptionContext {
	readonly customerIds: readonly string[];
	readonly labels: Uint8Array;
	readonly eventsOf: (id: string) => readonly CustomerEvent[];
	readonly random: Random;
}

/** The feature read from events that were changed, or at another instant. */
function reread(
	name: string,
	{ at = cutoff, change = (events) => events, withDevice = false }: {
		readonly at?: number;
		readonly change?: (events: readonly CustomerEvent[]) => readonly CustomerEvent[];
		readonly withDevice?: boolean;
	},
): Corruption {
	const definition = tangledFeatures.filter((one) => one.name === name);
	return {
		feature: name,
		corrupt: (_, { customerIds, eventsOf }) =>
			Float64Array.from(customerIds, (id) => {
				const events = withDevice ? eventsOf(id) : eventsOf(id).filter(({ customerId }) => customerId === id);
				return evaluateFeatures(definition, change(events), at)[name] ?? NaN;
			}),
	};
}

const each = (name: string, value: (one: number, row: number, context: CorruptionContext) => number): Corruption => ({
	feature: name,
	corrupt: (column, context) => column.map((one, row) => value(one, row, context)),
});

const changed = (parts: (event: CustomerEvent) => Partial<CustomerEvent>) => (events: readonly CustomerEvent[]) =>
	events.map((event) => ({ ...event, ...parts(event) }));

function known(column: Float64Array): Float64Array {
	return column.filter((value) => !Number.isNaN(value));
}

function meanOf(values: Float64Array): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Orders in the horizon, which nobody knew at the cutoff. */
function futureOrders({ eventsOf }: CorruptionContext, id: string): readonly CustomerEvent[] {
	return eventsOf(id).filter(({ name, occurredAt }) => name === 'Order Completed' && occurredAt >= cutoff);
}

/** Ways of computing a feature that know too much, or make rows say what nobody knew then. */
export const corruptions: Readonly<Record<string, Corruption>> = {
	'reads what happens at the very cutoff': reread('actions', { at: cutoff + 1 }),
	'reads a week of the horizon': reread('orders30', { at: cutoff + 7 * DAY_MILLISECONDS }),
	'reads the whole horizon: both windows overlap': reread('orders30', { at: asOf }),
	'takes today for the cutoff': reread('tenure', { at: asOf }),
	'counts rows that arrived after the cutoff': reread('actions', {
		change: changed(({ occurredAt }) => ({ receivedAt: occurredAt })),
	}),
	'dates the beginning by a sign-up that was told later': reread('tenure', {
		change: changed(({ occurredAt }) => ({ receivedAt: occurredAt })),
	}),
	'takes the plan of today for the plan of then': reread('plan', { at: asOf }),
	'backdates a later plan to the first': reread('plan', {
		change: changed(({ name }) => (name === 'Plan Noted' ? { occurredAt: day(100), receivedAt: day(100) } : {})),
	}),
	'counts a device that was linked to the customer later': reread('actions', { withDevice: true }),
	'measures gaps over a device that was linked later': reread('gap', { withDevice: true }),
	'counts what machines did': reread('actions', { change: changed(() => ({ excluded: null })) }),
	'counts repeated deliveries twice': reread('actions', {
		change: (events) => [...events, ...changed(({ eventId }) => ({ eventId: `${eventId}-again` }))(events)],
	}),
	'reads hours in another time zone': reread('evenings', {
		change: changed(({ occurredAt }) => ({ occurredAt: occurredAt - 5 * 3_600_000 })),
	}),
	'forgets the newest day, as a stale copy does': reread('orders30', {
		change: (events) => events.filter(({ occurredAt }) => occurredAt < day(36)),
	}),
	'is the label': each('orders30', (_, row, { labels }) => labels[row]),
	'is the label turned round': each('orders30', (_, row, { labels }) => 1 - labels[row]),
	'is the label beside noise': each('price', (_, row, { labels, random }) => labels[row] + random.normal()),
	'adds the label to an honest value': each('actions', (value, row, { labels }) => value + labels[row]),
	'is missing where the outcome did not come': each('price', (value, row, { labels }) => (labels[row] === 1 ? value : NaN)),
	'counts the orders of the horizon': each('orders30', (_, row, context) => futureOrders(context, context.customerIds[row]).length),
	'tells the days to the next order': each('gap', (_, row, context) => {
		const times = futureOrders(context, context.customerIds[row]).map(({ occurredAt }) => occurredAt);
		return times.length === 0 ? NaN : (Math.min(...times) - cutoff) / DAY_MILLISECONDS;
	}),
	'tells what the next orders bring': each('price', (_, row, context) =>
		futureOrders(context, context.customerIds[row]).reduce((sum, event) => sum + (event.revenueCents ?? 0), 0),
	),
	'is encoded by the outcome of all rows': {
		feature: 'orders30',
		corrupt: (column, { labels }) =>
			column.map((value) => meanOf(Float64Array.from(labels.filter((_, row) => column[row] === value))) + 0.001),
	},
	'is scaled by the mean and deviation of all rows': {
		feature: 'price',
		corrupt: (column) => {
			const mean = meanOf(known(column));
			const deviation = Math.sqrt(meanOf(known(column).map((value) => (value - mean) ** 2)));
			return column.map((value) => (value - mean) / deviation);
		},
	},
	'is a rank among all rows': {
		feature: 'price',
		corrupt: (column) => {
			const sorted = known(column).sort();
			return column.map((value) => (Number.isNaN(value) ? NaN : sorted.indexOf(value) / sorted.length));
		},
	},
	'has its gaps filled with the mean of all rows': {
		feature: 'price',
		corrupt: (column) => column.map((value) => (Number.isNaN(value) ? meanOf(known(column)) : value)),
	},
	'takes what is not known for zero': each('price', (value) => (Number.isNaN(value) ? 0 : value)),
	'is joined one row further down': {
		feature: 'price',
		corrupt: (column) => column.map((_, row) => column[(row + 1) % column.length]),
	},
	'is joined in another order': { feature: 'price', corrupt: (column) => Float64Array.from(column).reverse() },
	'is shaken by chance': { feature: 'tenure', corrupt: (column, { random }) => column.map((value) => value + random.next()) },
	'is the value of one horizon earlier': reread('orders30', { at: day(60) }),
};

export function openContext(seed: number, events: readonly CustomerEvent[]): Pick<CorruptionContext, 'eventsOf' | 'random'> {
	const byCustomer = new Map<string, CustomerEvent[]>();
	for (const event of events) {
		const id = event.customerId ?? event.anonymousId?.replace(/-device$/, '') ?? '';
		byCustomer.set(id, [...(byCustomer.get(id) ?? []), event]);
	}
	return { eventsOf: (id) => byCustomer.get(id) ?? [], random: seededRandom(seed) };
}
