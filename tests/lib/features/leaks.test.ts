import { beforeAll, describe, expect, test } from 'vitest';
import { DAY_MILLISECONDS } from '../../../lib/core/clock';
import { InvalidInput } from '../../../lib/core/errors';
import { seededRandom } from '../../../lib/core/random';
import type { CustomerEvent } from '../../../lib/events/types';
import { featureCatalogue } from '../../../lib/features/catalogue';
import { computeSnapshot } from '../../../lib/features/computeSnapshot';
import { featureSetOf } from '../../../lib/features/featureSetOf';
import type { FeatureDefinition } from '../../../lib/features/types';
import { buildTrainingSet, foldsOf, type TrainingSet } from '../../../lib/propensity/buildTrainingSet';
import { learnPropensity } from '../../../lib/propensity/learnPropensity';
import { auditTraining } from '../../../lib/propensity/leaks/auditTraining';
import { findForesight, type RowsAtCutoff } from '../../../lib/propensity/leaks/findForesight';
import { requireObserved } from '../../../lib/propensity/leaks/requireObserved';
import { planCutoffs } from '../../../lib/propensity/planCutoffs';
import { readHappened } from '../../../lib/propensity/readHappened';
import { trainPropensity } from '../../../lib/propensity/trainPropensity';
import type { LabelledRows, OutcomeDefinition } from '../../../lib/propensity/types';
import { anEvent, anOrder } from '../../support/anEvent';
import { openTestEngine } from '../../support/openTestEngine';
import { openTestStore } from '../../support/openTestStore';
import { shareTestStore } from '../../support/shareTestStore';
import { corruptions, cutoff, openContext, tangledEvents, tangledFeatures } from '../propensity/leakyReadings';
import { asOf, definitions, plantCustomers, today } from '../propensity/plantedCustomers';

const day = (daysAgo: number): number => Math.round(asOf - daysAgo * DAY_MILLISECONDS);
const outcome: OutcomeDefinition = {
	kind: 'happens',
	eventNames: ['Order Completed'],
	horizonDays: 30,
	activeWithinDays: 365,
};
const silent = { progress: () => undefined };

/** Every byte of what a model is trained and tested on. */
function bytesOf({ training, test: later }: TrainingSet): string {
	return [training, later]
		.map(({ customerIds, labels, values }) =>
			[JSON.stringify(customerIds), ...[labels, ...values].map((part) => Buffer.from(part.buffer).toString('hex'))].join('\n'),
		)
		.join('\n');
}

describe('a row that was computed carelessly is caught, and its feature named:', () => {
	const store = shareTestStore();
	const events = tangledEvents(7);
	let honest: RowsAtCutoff;

	beforeAll(async () => {
		await store().recordEvents(events);
		const set = await buildTrainingSet({ store: store() }, { outcome, definitions: tangledFeatures, asOf, trainingCutoffsMax: 1 });
		honest = { ...set.test, cutoff: set.cutoffs.test };
	});

	test('an honest row is not', async () => {
		expect(honest.cutoff).toBe(cutoff);
		expect(await findForesight({ store: store() }, { definitions: tangledFeatures, rows: honest })).toEqual([]);
	});

	test.each(Object.entries(corruptions))('it %s', async (_, { feature, corrupt }) => {
		const column = tangledFeatures.findIndex(({ name }) => name === feature);
		const context = { ...openContext(7, events), customerIds: honest.customerIds, labels: honest.labels };
		const values = honest.values.map((one, index) => (index === column ? corrupt(one, context) : one));
		const found = await findForesight({ store: store() }, { definitions: tangledFeatures, rows: { ...honest, values } });
		expect(found.map(({ name }) => name)).toEqual([feature]);
		expect(found[0].sentence).toContain(`Not used: label of ${feature}. `);
	});

	test('training goes on without it, and says so', async () => {
		const set = await buildTrainingSet({ store: store() }, { outcome, definitions: tangledFeatures, asOf, trainingCutoffsMax: 1 });
		const leaking = { ...set, test: { ...set.test, values: [Float64Array.from(set.test.labels), ...set.test.values.slice(1)] } };
		const audited = await auditTraining({ store: store() }, { set: leaking, definitions: tangledFeatures, asOf });
		expect(audited.definitions.map(({ name }) => name)).toEqual(tangledFeatures.slice(1).map(({ name }) => name));
		expect(audited.set.training.values).toEqual(set.training.values.slice(1));
		expect(audited.hints).toEqual([expect.stringMatching(/^Not used: label of actions\./)]);
	});
});

/** What a note of the export says of a customer whose next horizon is known to it; null is no such note. */
type Note = (facts: {
	readonly came: boolean;
	readonly test: boolean;
	readonly next: number | null;
	readonly random: ReturnType<typeof seededRandom>;
}) => number | null;

const notes: Readonly<Record<string, { readonly note: Note; readonly says: RegExp }>> = {
	outcome: { note: ({ came }) => (came ? 1 : 0), says: /^Not used/ },
	inverse: { note: ({ came }) => (came ? 0 : 1), says: /^Not used/ },
	nearly: { note: ({ came, random }) => (came ? 1 : 0) + 0.2 * random.normal(), says: /^Not used/ },
	absence: { note: ({ came }) => (came ? 7 : null), says: /^Not used/ },
	daysToNext: { note: ({ next }) => next, says: /^Not used/ },
	codes: {
		note: ({ came, random }) => (came ? [2, 5, 7] : [1, 4, 6, 9])[random.integer(came ? 3 : 4)],
		says: /^Not used.*like a code/,
	},
	parity: { note: ({ came, random }) => 2 * random.integer(20) + (came ? 1 : 0), says: /^Not used.*like a code/ },
	reason: {
		note: ({ came, random }) => (came && random.next() < 0.5 ? random.integer(5) : null),
		says: /^Not used.*noted with it/,
	},
	status: {
		note: ({ came, random }) => (came && random.next() < 0.5 ? 3 : random.integer(3)),
		says: /^Look at.*noted with it/,
	},
	enriched: { note: ({ test: last, random }) => (last ? null : random.normal()), says: /^Look at.*filled in afterwards/ },
	hindsight: {
		note: ({ came, random }) => (came ? 1 : 0) + 0.5 * random.normal(),
		says: /^Look at.*than the one after it/,
	},
};

function noteFeature(name: string): FeatureDefinition {
	return {
		name,
		label: `note ${name}`,
		unit: 'number',
		missing: 'unknown',
		value: {
			kind: 'last',
			of: { property: name },
			where: { names: ['Customer Exported'] },
			window: { fromDays: 1, toDays: 0 },
		},
	};
}

/** Orders that come to few of the customers, anew each time, and an export that wrote into history what came next. */
function exportedCustomers(seed: number): readonly CustomerEvent[] {
	const random = seededRandom(seed);
	return Array.from({ length: 800 }, (_, index) => `customer-${index}`).flatMap((id) => [
		anEvent({ customerId: id, name: 'Signed Up', occurredAt: day(150) - Math.floor(random.next() * DAY_MILLISECONDS) }),
		...[4, 3, 2, 1].flatMap((window) => {
			const came = random.next() < 0.2;
			const next = came ? 30 * random.next() : null;
			const start = day(30 * window);
			const said = Object.entries(notes).flatMap(([name, { note }]) => {
				const value = note({ came, next, test: window === 1, random });
				return value === null ? [] : [[name, value] as const];
			});
			const exported = anEvent({
				customerId: id,
				name: 'Customer Exported',
				occurredAt: start - 1 - Math.floor(random.next() * 80_000_000),
				properties: Object.fromEntries(said),
			});
			return next === null
				? [exported]
				: [exported, anOrder({ customerId: id, occurredAt: Math.floor(start + next * DAY_MILLISECONDS) })];
		}),
	]);
}

describe('an export that wrote the future into history is caught by what its values say:', () => {
	let hints: readonly string[];
	let used: readonly string[];

	test('training takes place, on what is honest', async () => {
		const engine = await openTestEngine({ today });
		await engine.store.recordEvents(exportedCustomers(3));
		const orders = featureCatalogue.filter(({ name }) => ['orders', 'daysSinceLastOrder', 'tenureDays'].includes(name));
		const features = [...Object.keys(notes).map(noteFeature), ...orders];
		await computeSnapshot(engine, { asOf, featureSet: featureSetOf(features) });
		const trained = await trainPropensity(engine, { outcome, snapshot: 'latest' });
		hints = trained.hints;
		used = trained.drivers.map(({ name }) => name);
		expect(hints.filter((hint) => orders.some(({ label }) => hint.includes(label)))).toEqual([]);
	});

	test.each(Object.entries(notes))('%s', (name, { says }) => {
		const about = hints.filter((hint) => hint.includes(`: note ${name}.`));
		expect(about).toEqual([expect.stringMatching(says)]);
		if (about[0].startsWith('Not used')) expect(used).not.toContain(name);
	});
});

describe('what nobody observed is no outcome:', () => {
	const orders = (from: number, to: number): CustomerEvent[] =>
		Array.from({ length: from - to }, (_, index) => anOrder({ customerId: `c${index}`, occurredAt: day(from - index) }));

	test('an export of orders that ends before the as-of date', async () => {
		const store = await openTestStore();
		await store.recordEvents([...orders(120, 12), anEvent({ occurredAt: day(0.5) })]);
		const refusal = requireObserved({ store }, outcome, asOf);
		await expect(refusal).rejects.toThrow(InvalidInput);
		await expect(refusal).rejects.toThrow(/last seen on 2024-12-19 and never paused for more than 1 days before/);
	});

	test('but a business that often pauses may pause', async () => {
		const store = await openTestStore();
		await store.recordEvents(orders(600, 0).filter((_, index) => index % 9 === 0));
		await expect(requireObserved({ store }, outcome, asOf - 5 * DAY_MILLISECONDS)).resolves.toBeUndefined();
	});

	test('a horizon that is not over', async () => {
		const store = await openTestStore();
		const ask = readHappened({ store }, { outcome, cutoffs: [day(29.9)], asOf, share: 1 });
		await expect(ask).rejects.toThrow('only known after its horizon');
	});

	test('a label’s days never overlap the days another row describes as later', () => {
		for (const horizonDays of [1, 7, 30, 90]) {
			const { training, test: last } = planCutoffs({ firstEvent: day(1_000), asOf, horizonDays, trainingCutoffsMax: 5 });
			const ends = [last, ...training].map((one) => one + horizonDays * DAY_MILLISECONDS);
			expect(ends).toEqual([asOf, last, ...training.slice(0, -1)]);
		}
	});
});

test('history an import dated by one instant is pointed out, with the features it makes', async () => {
	const store = await openTestStore();
	const { events } = plantCustomers({ customers: 300, windows: 4, seed: 5 });
	const dated = Array.from({ length: 100 }, (_, index) =>
		anEvent({ customerId: `customer-${String(index).padStart(5, '0')}`, name: 'Ticket Created', occurredAt: day(90), backfilled: true }),
	);
	await store.recordEvents([...events, ...dated]);
	const set = await buildTrainingSet({ store }, { outcome, definitions, asOf, trainingCutoffsMax: 2 });
	const { hints } = await auditTraining({ store }, { set, definitions, asOf });
	expect(hints).toEqual([expect.stringMatching(/^Look at: tickets\. 100 % of the imported events "Ticket Created".*2024-10-03T/)]);
});

describe('what a model learns before the test days', () => {
	const inputOf = ({ training }: TrainingSet, testRows: LabelledRows) => ({
		features: definitions.map(({ name, label }) => ({ name, label })),
		training: { ...training, folds: foldsOf(training.customerIds, 4) },
		test: testRows,
		seed: 'seed',
	});

	test('does not depend on them: neither scales nor weights nor calibration see a test row', async () => {
		const store = await openTestStore();
		await store.recordEvents(plantCustomers({ customers: 400, windows: 4, seed: 9 }).events);
		const set = await buildTrainingSet({ store }, { outcome, definitions, asOf, trainingCutoffsMax: 2 });
		const strange: LabelledRows = {
			...set.test,
			labels: set.test.labels.map((label) => 1 - label),
			values: set.test.values.map((column) => column.map((value) => value * 1_000 + 17)),
		};
		const learned = learnPropensity(inputOf(set, set.test), silent);
		expect(learnPropensity(inputOf(set, strange), silent).model).toEqual(learned.model);
	});

	test('keeps the rows of one customer in one fold', () => {
		const ids = ['ada', 'bob', 'cyd'];
		const folds = foldsOf([...ids, ...ids], 4);
		expect([...folds.slice(0, 3)]).toEqual([...folds.slice(3)]);
	});
});

/** An event that happens or arrives at `asOf` or later, of every kind the catalogue reads. */
function laterEvents(seed: number, ids: readonly string[]): CustomerEvent[] {
	const random = seededRandom(seed);
	const names = ['Order Completed', 'Order Refunded', 'Feature Used', 'Signed Up', 'Ticket Resolved', 'NPS Answered', 'Email Opened', 'Product Added', 'Pricing Viewed'];
	return Array.from({ length: 60 }, (_, index) => {
		const id = ids[random.integer(ids.length)];
		const wait = random.integer(3) * random.integer(1e9);
		const arrivesLate = random.next() < 0.5;
		return anEvent({
			eventId: `later-${seed}-${index}`,
			customerId: id,
			anonymousId: random.next() < 0.2 ? ids[random.integer(ids.length)] : null,
			kind: (['track', 'page', 'identify', 'alias'] as const)[random.integer(4)],
			name: names[random.integer(names.length)],
			occurredAt: arrivesLate ? day(random.integer(150)) - 1 : asOf + wait,
			receivedAt: asOf + wait,
			orderId: 'o1',
			revenueCents: random.integer(10_000) - 3_000,
			device: 'mobile',
			properties: { category: 'new', feature: 'new', ticketId: 't1', score: 1, referrer: 'search' },
		});
	});
}

test('adding any later event leaves the training matrix of the whole catalogue byte-identical', async () => {
	const store = await openTestStore();
	const { planted, events } = plantCustomers({ customers: 400, windows: 4, seed: 11 });
	await store.recordEvents(events);
	const request = { outcome, definitions: featureCatalogue, asOf, trainingCutoffsMax: 2 };
	const before = bytesOf(await buildTrainingSet({ store }, request));
	for (const seed of [1, 2, 3]) {
		await store.recordEvents(laterEvents(seed, planted.map(({ id }) => id)));
		expect(bytesOf(await buildTrainingSet({ store }, request)) === before).toBe(true);
	}
}, 300_000);

test('fifty clean sets raise no alarm', async () => {
	const chosen = ['orders', 'daysSinceLastOrder', 'ordersLast30Days', 'daysBetweenOrders', 'averageOrderValueCents', 'tenureDays'];
	const features = [...definitions, ...featureCatalogue.filter(({ name }) => chosen.includes(name))];
	const alarms: string[] = [];
	for (let seed = 1; seed <= 50; seed += 1) alarms.push(...(await alarmsOf(seed, features)));
	expect(alarms).toEqual([]);
}, 900_000);

async function alarmsOf(seed: number, features: readonly FeatureDefinition[]): Promise<string[]> {
	const store = await openTestStore();
	const { events } = plantCustomers({ customers: 350, windows: 4, seed });
	await store.recordEvents(events);
	const kind = seed % 2 === 0 ? 'stops' : 'happens';
	const asked: OutcomeDefinition = { ...outcome, kind, activeWithinDays: 365 };
	await requireObserved({ store }, asked, asOf);
	const set = await buildTrainingSet({ store }, { outcome: asked, definitions: features, asOf, trainingCutoffsMax: 2 });
	const { hints, definitions: kept } = await auditTraining({ store }, { set, definitions: features, asOf });
	const learned = learnPropensity(
		{
			features: kept.map(({ name, label }) => ({ name, label })),
			training: { ...set.training, folds: foldsOf(set.training.customerIds, 4) },
			test: set.test,
			seed: String(seed),
		},
		silent,
	);
	await store.close();
	return [...hints, ...[...learned.leaks, ...learned.suspects].map(({ name, reason }) => `seed ${seed}: ${name} ${reason ?? ''}`)];
}
