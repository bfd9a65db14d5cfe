import { commonChain, visitorChain } from '../archetypes/commonChain';
import { chance, exponential, gammaMeanOne, pickByTaste, pickWeighted } from '../draw';
import type { EventParts, Life } from '../lifeTypes';
import type { Device, Step, VisitChain, Weights } from '../plantedTypes';
import { activity, atPreferredHour, days, emit, isBusy, nextSerial, platformOf } from './emit';
import { stepEvent, type Visit } from './stepEvents';

const STEPS_MAX = 16;
const RATE_LEAST_PER_WEEK = 0.01;
const entries: Weights = { direct: 50, search: 28, social: 10, referral: 12 };
const otherDevices: Weights<Device> = { desktop: 4, mobile: 5, tablet: 1 };

/** All visits of the week that the customer makes of their own accord, gamma-distributed days apart. */
export function visitWeek(life: Life): void {
	const weekEndsAt = life.weekStartsAt + days(7);
	while (life.nextVisitAt < weekEndsAt) {
		const at = atPreferredHour(life, life.nextVisitAt);
		if (!isBusy(life, at)) runVisit(life, at, openVisit(life));
		life.nextVisitAt += visitGap(life, life.nextVisitAt);
	}
}

/** Milliseconds until the next visit after one at an instant. */
export function visitGap(life: Life, at: number): number {
	const { behaviour, person } = life;
	const perWeek = behaviour.visitsPerWeek * person.factors.visits * activity(life, at);
	const gap = gammaMeanOne(life.random.visits, behaviour.visitShape);
	return days((7 / Math.max(RATE_LEAST_PER_WEEK, perWeek)) * gap);
}

/** Identity, device and entry of one visit. */
export function openVisit(life: Life, channel?: string): Visit {
	const { visits } = life.random;
	const device: Device = chance(visits, 0.85) ? life.person.device : pickWeighted(visits, otherDevices);
	return {
		sessionId: `s${life.person.index}-${nextSerial(life)}`,
		channel: channel ?? pickWeighted(visits, entries),
		device,
		platform: platformOf(device, life.person.index % 2 === 0),
		product: null,
	};
}

/** Walks the archetype's chain, or at times the pattern everyone has. */
export function runVisit(life: Life, startsAt: number, visit: Visit): void {
	const { person, behaviour, random } = life;
	const common = chance(random.visits, person.commonShare);
	const signedOut = person.browsesSignedOut && chance(random.visits, 0.3);
	walk(life, startsAt, {
		visit,
		chain: common ? commonChain : behaviour.chain,
		anonymousSteps: signedOut ? 2 : 0,
	});
}

/** A visit from before the customer signed up: anonymous from its first to its last event. */
export function runAnonymousVisit(life: Life, startsAt: number): void {
	walk(life, startsAt, { visit: openVisit(life), chain: visitorChain, anonymousSteps: STEPS_MAX });
}

interface Walk {
	readonly visit: Visit;
	readonly chain: VisitChain;
	/** So many events come before the customer signs in. */
	readonly anonymousSteps: number;
}

function walk(life: Life, startsAt: number, { visit, chain, anonymousSteps }: Walk): void {
	const { random, person } = life;
	let at = startsAt;
	let step: Step | 'leave' = pickByTaste<Step | 'leave'>(random.visits, chain.start, person.stepTaste);
	for (let count = 0; count < STEPS_MAX && step !== 'leave'; count += 1) {
		const parts = stepEvent(step, life, visit);
		const { anonymousId } = person;
		emitInVisit(life, at, { visit, parts: count < anonymousSteps ? { ...parts, anonymousId } : parts });
		at += Math.max(2_000, exponential(random.visits, chain.stepSeconds * 1000));
		step = pickByTaste(random.visits, chain.next[step] ?? chain.otherwise, person.stepTaste);
	}
}

/** An event with device, entry and visit filled in. */
export function emitInVisit(
	life: Life,
	at: number,
	{ visit, parts }: { readonly visit: Visit; readonly parts: EventParts },
): void {
	const { sessionId, channel, device, platform } = visit;
	emit(life, at, { sessionId, channel, device, platform, ...parts });
}
