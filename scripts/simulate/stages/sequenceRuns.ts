import { between, chance, pickOne } from '../draw';
import { sequenceByName } from '../sequences';
import { ADD_ON_FEE_CENTS, integrations, type Product } from '../shop';
import type { Life } from '../lifeTypes';
import type { Sequence, SequenceAct, SequenceElement, Step } from '../plantedTypes';
import { atPreferredHour, days, emit, knownFrom } from './emit';
import { placeOrder } from './placeOrder';
import { stepEvent, type Visit } from './stepEvents';
import { openTicket } from './support';
import { emitInVisit, openVisit } from './visits';

/** Elements closer than this belong to the same visit. */
const SAME_VISIT_DAYS = 0.04;

/** The sequence this customer performs at present; a drifter stops with the old archetype. */
export function currentSequence(life: Life): Sequence | null {
	const { sequenceCohort } = life.person;
	if (sequenceCohort === null) return null;
	const sequence = sequenceByName(sequenceCohort);
	return (sequence.performers[life.archetype.name] ?? 0) > 0 ? sequence : null;
}

/** Starts the customer's sequence by chance, and keeps the time it takes free of anything else. */
export function startSequence(life: Life): void {
	const sequence = currentSequence(life);
	if (sequence === null || typeof sequence.startedBy === 'string') return;
	const random = life.random.sequences;
	const starts = chance(random, sequence.startedBy.perWeek);
	const at = atPreferredHour(life, life.weekStartsAt + between(random, days(1), days(4)));
	if (!starts || life.busyUntil > life.weekStartsAt || at < knownFrom(life)) return;
	life.busyFrom = at - 1;
	life.busyUntil = run(life, at, sequence.elements);
}

/**
 * What a performer does before an order, which is the last element of the sequence. Returns the product
 * looked at on the way, or null when there is no way.
 */
export function runWayToOrder(life: Life, orderAt: number): Product | null {
	const sequence = currentSequence(life);
	if (sequence === null || !leadsToOrder(life, sequence)) return null;
	const gaps = sequence.elements.map(({ afterDays }) => between(life.random.sequences, ...afterDays));
	const startsAt = orderAt - days(gaps.reduce((sum, gap) => sum + gap, 0));
	if (startsAt < knownFrom(life)) return null;
	let at = startsAt;
	let visit = openVisit(life);
	let product: Product | null = null;
	for (const [index, { act }] of sequence.elements.slice(0, -1).entries()) {
		if (gaps[index] > SAME_VISIT_DAYS) visit = openVisit(life);
		at += days(gaps[index]);
		perform(life, at, { act, visit });
		product ??= visit.product;
	}
	return product;
}

function leadsToOrder(life: Life, { startedBy }: Sequence): boolean {
	if (startedBy === 'order') return true;
	return startedBy === 'discountedOrder' && life.offer !== null && life.offer.discount > 0;
}

function run(life: Life, startsAt: number, elements: readonly SequenceElement[]): number {
	const random = life.random.sequences;
	let at = startsAt;
	let visit = openVisit(life);
	for (const { act, afterDays, chance: probability = 1 } of elements) {
		const gap = between(random, ...afterDays);
		if (gap > SAME_VISIT_DAYS) visit = openVisit(life);
		at += days(gap);
		if (chance(random, probability)) perform(life, at, { act, visit });
	}
	return at + days(SAME_VISIT_DAYS);
}

interface Performance {
	readonly act: SequenceAct;
	readonly visit: Visit;
}

function perform(life: Life, at: number, { act, visit }: Performance): void {
	const special = specialActs[act];
	if (special !== undefined) special(life, at, visit);
	else emitInVisit(life, at, { visit, parts: stepEvent(act as Step, life, visit) });
}

const specialActs: Partial<Record<SequenceAct, (life: Life, at: number, visit: Visit) => void>> = {
	addOn: (life, at, visit) => {
		const addOn = pickOne(life.random.sequences, integrations);
		emitInVisit(life, at - 40_000, { visit, parts: { name: 'Checkout Started' } });
		const parts = {
			name: 'Add-on Purchased',
			revenueCents: ADD_ON_FEE_CENTS,
			productId: `add-on-${addOn.toLowerCase().replace(' ', '-')}`,
			quantity: 1,
			properties: { category: 'add-ons', addOn },
		};
		emitInVisit(life, at, { visit, parts });
	},
	order: (life, at, visit) => placeOrder(life, at, { units: 1, offer: null, product: visit.product }),
	couponClick: (life, at) => {
		if (life.offer === null || life.offer.clicked) return;
		life.offer.clicked = true;
		const { campaign, coupon } = life.offer;
		const parts = { channel: 'email', campaign, coupon };
		emit(life, at, { ...parts, name: 'Email Opened' });
		emit(life, at + 20_000, { ...parts, name: 'Email Clicked' });
	},
	angryTicket: (life, at) => openTicket(life, at, 'negative'),
	ticketResolved: (life, at) => emit(life, at, { name: 'Ticket Resolved', channel: 'support' }),
	praise: (life, at, visit) => emitInVisit(life, at, {
		visit,
		parts: {
			name: 'Review Posted',
			properties: { rating: 5, text: 'They helped me within a day. Great people, thank you!' },
		},
	}),
};

